package io.hornbill.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.Rounded;
import io.hornbill.graph.internal.ops.Rounded.Format;
import io.hornbill.graph.internal.ops.RoundedCurve;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

class HalfPrecisionTest {
  private static final Tensor X = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2)));

  @ParameterizedTest
  @CsvSource({
    "BFLOAT16, 1.00390625, 1", // halfway, and 1 is even
    "BFLOAT16, 1.01171875, 1.015625",
    "BFLOAT16, -3.1415927, -3.140625",
    "BFLOAT16, 1e39, Infinity",
    "FLOAT16, 1.00048828125, 1",
    "FLOAT16, 1.00146484375, 1.001953125",
    "FLOAT16, -65519, -65504",
    "FLOAT16, 65520, Infinity",
    "FLOAT16, 5.9604645e-8, 5.9604644775390625e-8",
    "FLOAT16, 2.9e-8, 0",
    "FLOAT16, NaN, NaN"
  })
  void roundsToTheNearestAndToTheEvenOfTwo(Format format, double x, double expected) {
    assertThat(new Rounded(format).value(x)).isEqualTo(Double.valueOf(expected));
  }

  @Test
  void roundsTheResultOfEachOperationOfAPart() {
    Tensor sum = HalfPrecision.during("bfloat16", () -> X.plus(X));
    assertThat(sum.op()).isEqualTo(new Rounded(Format.BFLOAT16));
    assertThat(sum.node().input(0).op()).isInstanceOf(Add.class);
  }

  @Test
  void leavesOtherTypesAndWhatIsOutsideAlone() {
    assertThat(HalfPrecision.during("float32", () -> X.plus(X)).op()).isInstanceOf(Add.class);
    Tensor inner = HalfPrecision.during("float16", () -> HalfPrecision.during("", () -> X.plus(X)));
    assertThat(inner.op()).isInstanceOf(Add.class);
    assertThat(HalfPrecision.round("float32", X)).isSameAs(X);
  }

  @Test
  void roundsTheNumbersOfAPart() {
    assertThat(within("bfloat16", () -> X.times(0.3))).isEqualTo(new Affine(0.30078125, 0));
    assertThat(within("float16", () -> X.plus(0.1))).isEqualTo(new Affine(1, 0.0999755859375));
    assertThat(within("bfloat16", () -> X.dividedBy(0.3))).isEqualTo(new Affine(1 / 0.30078125, 0));
    assertThat(X.times(0.3).op()).isEqualTo(new Affine(0.3, 0));
  }

  private static Op within(String type, Supplier<Tensor> part) {
    return HalfPrecision.during(type, part).node().input(0).op();
  }

  @Test
  void roundsOnce() {
    Tensor rounded = HalfPrecision.round("float16", X);
    assertThat(HalfPrecision.round("float16", rounded)).isSameAs(rounded);
  }

  @Test
  void whatOnlyMovesNumbersIsNotRoundedAgain() {
    Tensor rounded = HalfPrecision.round("float16", X);
    Tensor moved = HalfPrecision.during("float16", () -> Ops.relu(Ops.slice(rounded, 0, 0, 1)));
    assertThat(moved.op()).isInstanceOf(Relu.class);
  }

  /** In bfloat16 exp(-2) is 0.1357421875, with 1 1.1328125, of which the reciprocal is 0.88276. */
  @Test
  void sigmoidRoundsEachOfItsSteps() {
    Tensor y = HalfPrecision.during("bfloat16", () -> Ops.sigmoid(X));
    assertThat(((RoundedCurve) y.op()).value(2)).isEqualTo(0.8828125);
  }

  @Test
  void functionsOfSeveralStepsAreRoundedStepByStep() {
    Tensor y = HalfPrecision.during("float16", () -> Ops.softmax(X));
    assertThat(y.node().input(0).op().name()).isEqualTo("divide");
  }
}
