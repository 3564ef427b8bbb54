package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbill.base.Config;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.engine.testing.Golden;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every layer of the registry must do; the settings and shapes are those of the fixtures. */
class LayerContractTest {
  static Stream<Golden.Case> cases() {
    return LayerParityTest.cases().filter(one -> !one.has("call")); // called with options
  }

  /** The first case of each layer class whose inputs may be varied. */
  static Stream<Golden.Case> smoothCases() {
    Set<String> seen =
        new HashSet<>(
            Set.of(
                "Embedding",
                "ReversibleEmbedding",
                "Masking")); // takes ids; jumps at the mask value
    return cases()
        .filter(one -> !one.node().get("training").asBoolean())
        .filter(one -> seen.add(one.className()));
  }

  @ParameterizedTest
  @MethodSource("smoothCases")
  void gradientsAreTheDerivatives(Golden.Case one) {
    Layer layer = Layers.get(one.className(), one.config().with("dtype", "float64"));
    INDArray[] inputs =
        Golden.arrays(one.node().get("inputs"), DataType.DOUBLE).toArray(INDArray[]::new);
    layer.buildFor(Arrays.stream(inputs).map(x -> Shape.of(x.shape())).toArray(Shape[]::new));
    layer.setWeights(Golden.arrays(one.node().get("weights"), DataType.DOUBLE));

    Evaluate.assertGradients(
        1e-5,
        xs ->
            new Trace(false, Ops.constant(0, DataType.DOUBLE), Layer::isTrainable)
                .run(layer, xs)
                .get(0),
        inputs);
  }

  private static List<Shape> shapes(JsonNode arrays) {
    List<Shape> shapes = new ArrayList<>();
    for (JsonNode array : arrays) {
      List<Long> dims = new ArrayList<>();
      array.get("shape").forEach(dim -> dims.add(dim.asLong()));
      shapes.add(Shape.of(dims.stream().mapToLong(Long::longValue).toArray()));
    }
    return shapes;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isMadeAgainFromItsConfiguration(Golden.Case one) {
    Layer layer = Layers.get(one.className(), one.config());
    Layer again = Layers.get(layer.className(), layer.config());
    assertThat(again).isNotSameAs(layer).hasSameClassAs(layer);
    assertThat(again.config()).isEqualTo(layer.config());
    assertThat(again.name()).isEqualTo(layer.name());
    assertThat(Layers.read(Layers.write(layer)).config()).isEqualTo(layer.config());
  }

  /** Keras' own fields, apart from those of quantization and adapters. */
  @ParameterizedTest
  @MethodSource("cases")
  void writesKerasFields(Golden.Case one) {
    Config config = Layers.get(one.className(), one.config()).config();
    for (String field : one.config().asMap().keySet()) {
      if (!List.of("quantization_config", "lora_rank", "lora_alpha", "activity_regularizer")
              .contains(field)
          && !field.equals("synchronized")) {
        assertThat(config.has(field)).as(field).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void knowsItsOutputShapeBeforeTheBatchSize(Golden.Case one) {
    Layer layer = Layers.get(one.className(), one.config().with("name", "layer"));
    List<Shape> inputs = shapes(one.node().get("inputs"));
    inputs.addAll(shapes(LayerParityTest.states(one)));
    List<Shape> outputs = shapes(one.node().get("outputs"));
    List<Spec> unknown =
        inputs.stream().map(s -> new Spec(DataType.DOUBLE, s.with(0, Shape.UNKNOWN))).toList();
    List<Spec> inferred = layer.inferOutputs(unknown);
    assertThat(inferred).hasSameSizeAs(outputs);
    for (int i = 0; i < outputs.size(); i++) {
      assertThat(inferred.get(i).shape().matches(outputs.get(i)))
          .as("%s for %s", inferred.get(i).shape(), outputs.get(i))
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void cannotBeSetOnceItIsBuilt(Golden.Case one) {
    Layer layer = Layers.get(one.className(), one.config());
    layer.buildFor(shapes(one.node().get("inputs")).toArray(Shape[]::new));
    assertThatThrownBy(() -> layer.name("other")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> layer.dataType(DataType.FLOAT))
        .isInstanceOf(IllegalStateException.class);
    assertThat(layer.trainable(false).trainableWeights()).isEmpty();
  }

  @Test
  void unknownLayersNameTheNearest() {
    assertThatThrownBy(() -> Layers.get("Dens"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Did you mean \"Dense\"?");
  }
}
