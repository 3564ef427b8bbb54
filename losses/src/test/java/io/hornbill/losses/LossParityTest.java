package io.hornbill.losses;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.engine.testing.Golden;
import io.hornbill.engine.testing.Parity;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Gradients;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class LossParityTest {
  private static final Parity PARITY = new Parity("losses");
  private static final String FLOAT = "/float32";

  static Stream<Golden.Case> doubles() {
    return Golden.read("losses").cases().filter(golden -> !golden.label().endsWith(FLOAT));
  }

  /**
   * Without those that Keras computed in single precision, too, where it cuts at another number.
   */
  static Stream<Golden.Case> floats() {
    Set<String> labels =
        Golden.read("losses").cases().map(Golden.Case::label).collect(Collectors.toSet());
    return Golden.read("losses").cases().filter(golden -> !labels.contains(golden.label() + FLOAT));
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
    Loss loss = Losses.get(golden.className(), golden.config());
    INDArray yTrue = golden.array("y_true", dataType);
    INDArray yPred = golden.array("y_pred", dataType);
    INDArray[] arguments =
        golden.has("sample_weight")
            ? new INDArray[] {yTrue, yPred, golden.array("sample_weight", dataType)}
            : new INDArray[] {yTrue, yPred};
    Function<List<Tensor>, Tensor> value =
        x -> loss.reduced(x.get(0), x.get(1), x.size() == 3 ? x.get(2) : null, null);
    double error =
        Golden.error(
            Evaluate.of(value, arguments), golden.array("value", dataType), least(dataType));
    if (golden.has("grad")) {
      INDArray gradient =
          Evaluate.of(x -> Gradients.of(sum(value.apply(x)), List.of(x.get(1))).get(0), arguments);
      error =
          Math.max(error, Golden.error(gradient, golden.array("grad", dataType), least(dataType)));
    }
    PARITY.record(golden.className(), dataType, error);
    return error;
  }

  private static Tensor sum(Tensor x) {
    return x.rank() == 0 ? x : Ops.sum(x);
  }
}
