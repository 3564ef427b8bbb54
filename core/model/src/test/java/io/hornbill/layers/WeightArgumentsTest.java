package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.engine.testing.Golden;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.losses.MeanSquaredError;
import io.hornbill.optimizers.SGD;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Initializers, regularizers and constraints of every layer that has weights: the first say what
 * they begin with, the second add to the reported loss and to the gradient, the last hold after the
 * update.
 */
class WeightArgumentsTest {
  private static final double L1 = 0.5;
  private static final double RATE = 0.1;

  /** What is set on the layer inside. */
  private static final Set<String> WRAPPERS =
      Set.of("Bidirectional", "RNN", "SpectralNormalization", "TimeDistributed");

  /** Weights for which Keras has no arguments, nor place in its files. */
  private static final Map<String, Set<String>> WITHOUT =
      Map.of(
          "AdditiveAttention", Set.of("scale"),
          "Attention", Set.of("scale"),
          "Highway", Set.of("W_carry", "b_carry"),
          "ParametricSoftplus", Set.of("alpha", "beta"),
          "RMSNormalization", Set.of("scale"),
          "SReLU", Set.of("t_left", "a_left", "t_right", "a_right"));

  /** The first case of each layer that can be part of a model. */
  static Stream<Golden.Case> cases() {
    Set<String> seen = new HashSet<>();
    return Golden.layerCases()
        .filter(one -> !one.has("call"))
        .filter(one -> !one.className().endsWith("Cell") && !one.className().endsWith("Cells"))
        .filter(one -> !one.node().get("weights").isEmpty())
        .filter(one -> seen.add(one.className()));
  }

  static Stream<Arguments> arguments(String suffix) {
    return cases()
        .flatMap(
            one -> keys(one, suffix).stream().map(key -> Arguments.of(one.className(), key, one)));
  }

  static Stream<Arguments> regularizers() {
    return arguments("_regularizer");
  }

  static Stream<Arguments> constraints() {
    return arguments("_constraint");
  }

  static Stream<Arguments> initializers() {
    return arguments("_initializer");
  }

  @ParameterizedTest(name = "{0}.{1}")
  @MethodSource("initializers")
  void anInitializerSaysWhatAWeightBeginsWith(String name, String key, Golden.Case one) {
    Step plain = new Step(one, Map.of());
    Step set = new Step(one, Map.of(key, setting("Constant", new Config().with("value", 0.375))));
    int begun = 0;
    for (int i = 0; i < set.weights.size(); i++) {
      begun += holds(set.first.get(i)) && !holds(plain.first.get(i)) ? 1 : 0;
    }
    assertThat(begun).isPositive();
  }

  private static boolean holds(INDArray weight) {
    return weight.eq(0.375).any();
  }

  private static Set<String> keys(Golden.Case one, String suffix) {
    Set<String> keys = new TreeSet<>(layer(one).config().asMap().keySet());
    keys.removeIf(key -> !key.endsWith(suffix) || key.equals("activity_regularizer"));
    return keys;
  }

  @ParameterizedTest(name = "{0}.{1}")
  @MethodSource("regularizers")
  void aRegularizerAddsToTheLossAndToTheGradient(String name, String key, Golden.Case one) {
    Step plain = new Step(one, Map.of());
    Step penalized = new Step(one, Map.of(key, setting("L1", new Config().with("l1", L1))));
    double penalty = 0;
    int regularized = 0;
    for (int i = 0; i < plain.before.size(); i++) {
      INDArray expected = plain.after.get(i);
      if (penalized.weights.get(i).regularizer() != null) {
        INDArray weight = plain.before.get(i);
        penalty += L1 * weight.norm1Number().doubleValue();
        expected = expected.sub(Nd4j.math().sign(weight).mul(RATE * L1));
        regularized++;
      }
      assertClose(penalized.after.get(i), expected);
    }

    assertThat(regularized).isPositive();
    assertThat(penalized.loss - plain.loss).isCloseTo(penalty, within(1e-4 * penalty));
  }

  @ParameterizedTest(name = "{0}.{1}")
  @MethodSource("constraints")
  void aConstraintHoldsAfterTheUpdate(String name, String key, Golden.Case one) {
    Step plain = new Step(one, Map.of());
    Step constrained = new Step(one, Map.of(key, setting("NonNeg", new Config())));
    int kept = 0;
    for (int i = 0; i < plain.after.size(); i++) {
      INDArray expected = plain.after.get(i);
      if (constrained.weights.get(i).constraint() != null) {
        expected = Nd4j.math().max(expected, expected.mul(0));
        kept++;
      }
      assertClose(constrained.after.get(i), expected);
    }

    assertThat(kept).isPositive();
  }

  /**
   * Keras 1's activity_l2 is 0.01 times the sum of squares, here of the output; attentions hand it
   * to their projections, as in Keras.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void anActivityRegularizerAddsToTheLoss(Golden.Case one) {
    Step plain = new Step(one, Map.of());
    Step penalized = new Step(one, Map.of("activity_regularizer", "activity_l2"));
    double squares = plain.loss * plain.size; // the targets are 0

    double added = penalized.loss - plain.loss;

    if (one.className().endsWith("HeadAttention") || one.className().endsWith("QueryAttention")) {
      assertThat(added).isGreaterThan(0.01 * squares);
    } else {
      assertThat(added).isCloseTo(0.01 * squares, within(1e-4 * squares));
    }
  }

  static Stream<Golden.Case> layersOfTheirOwn() {
    return cases().filter(one -> !WRAPPERS.contains(one.className()));
  }

  @ParameterizedTest
  @MethodSource("layersOfTheirOwn")
  void everyTrainedWeightHasBothArguments(Golden.Case one) {
    Config all = new Config();
    keys(one, "_regularizer").forEach(key -> all.with(key, "l2"));
    keys(one, "_constraint").forEach(key -> all.with(key, "non_neg"));
    for (Variable weight : new Step(one, all.asMap()).weights) {
      boolean without = WITHOUT.getOrDefault(one.className(), Set.of()).contains(weight.name());
      if (weight.isTrainable() && !without) {
        assertThat(weight.regularizer()).as("regularizer of " + weight).isNotNull();
        assertThat(weight.constraint()).as("constraint of " + weight).isNotNull();
      }
    }
  }

  private static Map<String, Object> setting(String className, Config config) {
    return Map.of("class_name", className, "config", config.asMap());
  }

  private static Layer layer(Golden.Case one) {
    return Layers.get(one.className(), one.config());
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    double scale = Math.max(1, expected.amaxNumber().doubleValue());
    assertThat(actual.sub(expected).amaxNumber().doubleValue() / scale).isLessThan(1e-5);
  }

  /** One training step of a model of the layer alone. */
  private static final class Step {
    final List<INDArray> first;
    final List<INDArray> before;
    final List<INDArray> after;
    final List<Variable> weights;
    final double loss;
    final long size;

    Step(Golden.Case one, Map<String, ?> settings) {
      Hornbill.seed(1);
      Layer layer =
          Layers.get(one.className(), one.config().withAll(new Config(Map.copyOf(settings))));
      List<INDArray> x = Golden.arrays(one.node().get("inputs"), DataType.FLOAT);
      List<Tensor> inputs = new ArrayList<>();
      for (INDArray input : x) {
        long[] shape = input.shape();
        inputs.add(Input.of(Arrays.copyOfRange(shape, 1, shape.length)));
      }
      List<Tensor> outputs = layer.applyAll(inputs);
      Model model = new Model(inputs, outputs.subList(0, 1));
      first = layer.getWeights();
      layer.setWeights(Golden.arrays(one.node().get("weights"), DataType.FLOAT));
      before = layer.getWeights();
      weights = layer.weights();
      model.compile(new SGD().learningRate(RATE), new MeanSquaredError());
      INDArray y = Golden.array(one.node().get("outputs").get(0), DataType.FLOAT).mul(0);
      loss = model.trainOnBatch(x, List.of(y)).get("loss");
      after = layer.getWeights();
      size = y.length();
    }
  }
}
