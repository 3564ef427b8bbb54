package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays of any type between layers, and means of batches whose size nobody knows yet. */
class ConstantTypesTest {
  private static float[][] predicted(UnaryOperator<Tensor> function, float[][] rows) {
    Tensor x = Input.of(rows[0].length);
    try (Model model = new Model(x, function.apply(x))) {
      return model.predict(rows);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {
        "FLOAT",
        "DOUBLE",
        "HALF",
        "BFLOAT16",
        "BYTE",
        "UBYTE",
        "SHORT",
        "INT",
        "LONG",
        "UINT16",
        "UINT32",
        "UINT64"
      })
  void constantsOfAllNumbersCount(DataType type) {
    INDArray numbers = Nd4j.createFromArray(0f, 2f).castTo(type);
    assertThat(predicted(x -> x.times(Ops.constant(numbers)), new float[][] {{5, 7}}))
        .isDeepEqualTo(new float[][] {{0, 14}});
  }

  @Test
  void constantsOfTruthCount() {
    INDArray truth = Nd4j.createFromArray(true, false);
    assertThat(predicted(x -> x.times(Ops.constant(truth)), new float[][] {{5, 7}}))
        .isDeepEqualTo(new float[][] {{5, 0}});
  }

  @Test
  void rowsArePickedByWholeNumbers() {
    INDArray ids = Nd4j.createFromArray(2, 0);
    assertThat(predicted(x -> Ops.take(x, Ops.constant(ids), 1), new float[][] {{5, 6, 7}}))
        .isDeepEqualTo(new float[][] {{7, 5}});
  }

  @Test
  void constantsAreWrittenOut() {
    assertThat(predicted(x -> x.plus(Ops.constant(1, 2)), new float[][] {{5, 7}}))
        .isDeepEqualTo(new float[][] {{6, 9}});
  }

  @Test
  void numbersThatFloatsDoNotHoldAreRefused() {
    assertThatThrownBy(() -> Ops.constant(Nd4j.createFromArray(16_777_217)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Ops.constant: whole numbers must be at most 16777216, which floats hold. Received:"
                + " 16777217. Pass castTo(DataType.DOUBLE).");
    assertThatThrownBy(() -> Ops.constant(Nd4j.create("a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must hold numbers");
  }

  @Test
  void variablesHoldFloatsOrDoubles() {
    assertThatThrownBy(() -> new Variable("count", Nd4j.createFromArray(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Variable \"count\": the value must hold floats or doubles. Received: INT. Pass"
                + " value.castTo(DataType.FLOAT).");
  }

  private record Mean(String name, UnaryOperator<Tensor> of, float[][] gradient) {}

  /** Of the squares of {@code [1 2; 3 4]}, by hand. */
  static Stream<Mean> means() {
    return Stream.of(
        new Mean("of all", x -> Ops.mean(x), new float[][] {{0.5f, 1}, {1.5f, 2}}),
        new Mean("of rows", x -> Ops.mean(x, 0), new float[][] {{1, 2}, {3, 4}}),
        new Mean("of columns", x -> Ops.mean(x, 1), new float[][] {{1, 2}, {3, 4}}));
  }

  @ParameterizedTest
  @MethodSource("means")
  void gradientsOfMeansDoNotNeedTheSizeOfTheBatch(Mean mean) {
    float[][] rows = {{1, 2}, {3, 4}};
    assertThat(predicted(x -> Ops.gradients(mean.of.apply(Ops.square(x)), x), rows))
        .as(mean.name)
        .isDeepEqualTo(mean.gradient);
  }
}
