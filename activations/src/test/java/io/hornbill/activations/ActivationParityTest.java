package io.hornbill.activations;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.engine.testing.Golden;
import io.hornbill.engine.testing.Parity;
import io.hornbill.graph.Ops;
import io.hornbill.graph.internal.Gradients;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ActivationParityTest {
  private static final Parity PARITY = new Parity("activations");

  static Stream<Golden.Case> doubles() {
    return Golden.read("activations").cases();
  }

  /** Without NaN in softmax, which oneDNN does not spread over the row; see ActivationsTest. */
  static Stream<Golden.Case> floats() {
    return doubles().filter(golden -> !golden.label().equals("softmax/not a number"));
  }

  @AfterAll
  static void agreesWithThePage() {
    PARITY.check();
  }

  @ParameterizedTest
  @MethodSource("doubles")
  void agreesWithKerasInDoublePrecision(Golden.Case golden) {
    assertThat(error(golden, DataType.DOUBLE)).isLessThan(1e-6);
  }

  @ParameterizedTest
  @MethodSource("floats")
  void agreesWithKerasInSinglePrecision(Golden.Case golden) {
    assertThat(error(golden, DataType.FLOAT)).isLessThan(2e-5);
  }

  /** Numbers that are 0 up to rounding cannot agree relatively. */
  private static double least(DataType dataType) {
    return dataType == DataType.DOUBLE ? 1e-6 : 1e-2;
  }

  private static double error(Golden.Case golden, DataType dataType) {
    // Keras 3's hard_sigmoid: the name alone means that of Keras 1 and 2.
    String name = golden.name().equals("hard_sigmoid") ? "hard_sigmoid_v3" : golden.name();
    ActivationFunction function = Activations.get(name, golden.config());
    INDArray x = golden.array("x", dataType);
    double error =
        Golden.error(
            Evaluate.of(in -> function.apply(in.get(0)), x),
            golden.array("y", dataType),
            least(dataType));
    if (golden.has("grad")) {
      INDArray gradient =
          Evaluate.of(
              in ->
                  Gradients.of(
                          Ops.sum(function.apply(in.get(0)).times(in.get(1))), List.of(in.get(0)))
                      .get(0),
              x,
              golden.array("c", dataType));
      error =
          Math.max(error, Golden.error(gradient, golden.array("grad", dataType), least(dataType)));
    }
    PARITY.record(golden.name(), dataType, error);
    return error;
  }
}
