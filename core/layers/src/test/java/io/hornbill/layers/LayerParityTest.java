package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbill.base.Config;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.engine.testing.Golden;
import io.hornbill.engine.testing.Parity;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every layer against what real Keras computed: outputs, gradients, penalties, updates, masks. */
class LayerParityTest {
  private static final Parity PARITY = new Parity("layers");

  static Stream<Golden.Case> cases() {
    return Golden.layerCases().filter(one -> Layers.names().contains(one.className()));
  }

  @AfterAll
  static void agreesWithThePage() {
    PARITY.check();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithKerasInDouble(Golden.Case one) {
    compare(one, DataType.DOUBLE, 1e-7);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithKerasInFloat(Golden.Case one) {
    compare(one, DataType.FLOAT, 1e-5);
  }

  /** What is computed, and what it should be. */
  private static final class Comparison {
    final List<Tensor> actual = new ArrayList<>();
    final List<INDArray> expected = new ArrayList<>();
    final List<String> names = new ArrayList<>();

    void add(String name, Tensor tensor, JsonNode node) {
      names.add(name);
      actual.add(tensor);
      expected.add(Golden.array(node, DataType.DOUBLE));
    }
  }

  private static void compare(Golden.Case one, DataType dataType, double tolerance) {
    String dtype = dataType == DataType.DOUBLE ? "float64" : "float32";
    Config config = one.config().with("dtype", dtype);
    for (String field : List.of("activation", "recurrent_activation")) {
      if ("hard_sigmoid".equals(config.get(field))) {
        config.with(field, "hard_sigmoid_v3"); // Keras 3 gave the name to another function
      }
    }
    Layer layer = Layers.get(one.className(), config);
    JsonNode call = one.node().path("call");
    if (layer instanceof ReversibleEmbedding embedding && call.path("reverse").asBoolean()) {
      layer = embedding.reversed();
    } else if (layer instanceof HeadAttention<?> attention) {
      attention
          .useCausalMask(call.path("use_causal_mask").asBoolean())
          .returnAttentionScores(call.path("return_attention_scores").asBoolean());
    } else if (layer instanceof ScoreAttention<?> attention) {
      attention
          .useCausalMask(call.path("use_causal_mask").asBoolean())
          .returnAttentionScores(call.path("return_attention_scores").asBoolean());
    }
    List<INDArray> inputs = new ArrayList<>(Golden.arrays(one.node().get("inputs"), dataType));
    if (!states(one).isMissingNode()) {
      inputs.addAll(Golden.arrays(states(one), dataType));
    }
    layer.buildFor(inputs.stream().map(x -> Shape.of(x.shape())).toArray(Shape[]::new));
    layer.setWeights(Golden.arrays(one.node().get("weights"), dataType));
    Trace trace =
        new Trace(
            one.node().get("training").asBoolean(),
            Ops.constant(0, DataType.DOUBLE),
            Layer::isTrainable);
    List<Tensor> xs = new ArrayList<>();
    for (INDArray input : inputs) {
      xs.add(Ops.placeholder("x", new Spec(dataType, Shape.of(input.shape()))));
    }
    setMasks(one, trace, xs, dataType);
    List<Tensor> arguments = new ArrayList<>(xs);
    List<String> masks = List.of("query_mask", "value_mask", "key_mask");
    for (int i = 0; i < masks.size(); i++) {
      // Keras' MultiHeadAttention overwrites its argument query_mask.
      boolean dropped = i == 0 && layer instanceof MultiHeadAttention;
      if (call.has(masks.get(i)) && !dropped) {
        trace.setMask(xs.get(i), Ops.constant(Golden.array(call.get(masks.get(i)), dataType)));
      }
    }
    if (call.has("attention_mask")) {
      arguments.add(xs.get(1)); // the key
      arguments.add(Ops.constant(Golden.array(call.get("attention_mask"), dataType)));
    }
    List<Tensor> ys = trace.run(layer, arguments);

    Comparison comparison = new Comparison();
    expectOutputs(one, comparison, trace, ys);
    expectGradients(one, comparison, layer, xs, ys, dataType);
    expectLosses(one, comparison, trace, layer);
    expectUpdates(one, comparison, trace, layer);
    check(one, comparison, xs, inputs, dataType, tolerance);
  }

  /** The first states that a recurrent layer or a cell is called with. */
  static JsonNode states(Golden.Case one) {
    JsonNode call = one.node().path("call");
    return call.has("states") ? call.get("states") : call.path("initial_state");
  }

  private static void setMasks(Golden.Case one, Trace trace, List<Tensor> xs, DataType dataType) {
    if (!one.has("mask")) {
      return;
    }
    JsonNode mask = one.node().get("mask");
    for (int i = 0; i < xs.size(); i++) {
      JsonNode own = mask.isArray() ? mask.get(i) : i == 0 ? mask : null;
      if (own != null && !own.isNull()) {
        trace.giveMask(xs.get(i), Ops.constant(Golden.array(own, dataType)));
      }
    }
  }

  private static void expectOutputs(
      Golden.Case one, Comparison comparison, Trace trace, List<Tensor> ys) {
    JsonNode outputs = one.node().get("outputs");
    assertThat(ys).as("outputs").hasSize(outputs.size());
    for (int i = 0; i < ys.size(); i++) {
      comparison.add("output " + i, ys.get(i), outputs.get(i));
    }
    if (one.has("output_mask")) {
      JsonNode mask = one.node().get("output_mask");
      JsonNode first = mask.isArray() ? mask.get(0) : mask;
      Tensor actual = trace.mask(ys.get(0));
      assertThat(actual).as("output mask").isNotNull();
      comparison.add("output mask", actual, first);
    }
  }

  private static void expectGradients(
      Golden.Case one,
      Comparison comparison,
      Layer layer,
      List<Tensor> xs,
      List<Tensor> ys,
      DataType dataType) {
    if (!one.has("grads")) {
      return;
    }
    Tensor sum = Ops.constant(0, dataType);
    List<INDArray> pattern = Golden.arrays(one.node().get("pattern"), dataType);
    for (int i = 0; i < ys.size(); i++) {
      sum = sum.plus(Ops.sum(ys.get(i).times(Ops.constant(pattern.get(i)))));
    }
    List<Tensor> by = new ArrayList<>(xs);
    layer.weights().forEach(weight -> by.add(weight.tensor()));
    List<Tensor> gradients = Gradients.of(sum, by);
    JsonNode byInputs = one.node().get("grads").get("inputs");
    JsonNode byWeights = one.node().get("grads").get("weights");
    for (int i = 0; i < by.size(); i++) {
      JsonNode node = i < xs.size() ? byInputs.get(i) : byWeights.get(i - xs.size());
      if (node != null && !node.isNull()) {
        comparison.add("gradient " + i, gradients.get(i), node);
      }
    }
  }

  /** The penalties of the weights; the fixtures leave those of the layer's own output out. */
  private static void expectLosses(
      Golden.Case one, Comparison comparison, Trace trace, Layer layer) {
    if (!one.has("losses") || one.node().get("losses").isEmpty()) {
      return;
    }
    Tensor total = Ops.constant(0, layer.dataType());
    for (Variable weight : layer.trainableWeights()) {
      var regularizer = weight.regularizer();
      if (regularizer != null) {
        total = total.plus(regularizer.apply(weight.tensor()));
      }
    }
    boolean own = layer.regularizesOutput() && layer.activityRegularizer() != null;
    for (Tensor loss : own ? List.<Tensor>of() : trace.losses()) {
      total = total.plus(loss);
    }
    double expected = 0;
    for (JsonNode loss : one.node().get("losses")) {
      expected += Golden.array(loss, DataType.DOUBLE).getDouble(0);
    }
    comparison.names.add("losses");
    comparison.actual.add(total);
    comparison.expected.add(org.nd4j.linalg.factory.Nd4j.scalar(expected));
  }

  private static void expectUpdates(
      Golden.Case one, Comparison comparison, Trace trace, Layer layer) {
    if (!one.has("updated_weights")) {
      return;
    }
    List<Variable> weights = layer.weights();
    for (int i = 0; i < weights.size(); i++) {
      JsonNode node = one.node().get("updated_weights").get(i);
      if (node != null && !node.isNull()) {
        Variable weight = weights.get(i);
        Tensor value =
            trace.updates().stream()
                .filter(update -> update.variable() == weight)
                .map(Assignment::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no update of " + weight));
        comparison.add("update of " + weight.name(), value, node);
      }
    }
  }

  private static void check(
      Golden.Case one,
      Comparison comparison,
      List<Tensor> xs,
      List<INDArray> inputs,
      DataType dataType,
      double tolerance) {
    Program program = new Program(xs, comparison.actual, List.of());
    try (Plan plan = Plan.compile(program, PlanOptions.DEFAULT)) {
      for (int i = 0; i < xs.size(); i++) {
        plan.input(i).assign(inputs.get(i));
      }
      plan.run();
      for (int i = 0; i < comparison.names.size(); i++) {
        double error = error(plan.output(i), comparison.expected.get(i), dataType);
        PARITY.record(one.className(), dataType, error);
        assertThat(error).as(comparison.names.get(i)).isLessThan(tolerance);
      }
    }
  }

  /**
   * Doubles element by element, floats relative to the greatest element of their array: sums of
   * floats of opposite signs lose as many digits as they cancel. What is 0 but for rounding (the
   * gradient of a key's bias) counts as 0.
   */
  private static double error(INDArray actual, INDArray expected, DataType dataType) {
    if (dataType == DataType.DOUBLE) {
      return Golden.error(actual, expected, 1e-6);
    }
    double largest = actual.castTo(DataType.DOUBLE).sub(expected).amaxNumber().doubleValue();
    double greatest = expected.amaxNumber().doubleValue();
    return greatest < 1e-12 && largest < 1e-6 ? 0 : largest / greatest;
  }
}
