package io.hornbill.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hornbill.graph.internal.ops.Abs;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.Ceil;
import io.hornbill.graph.internal.ops.Clip;
import io.hornbill.graph.internal.ops.Divide;
import io.hornbill.graph.internal.ops.Equal;
import io.hornbill.graph.internal.ops.Erf;
import io.hornbill.graph.internal.ops.Floor;
import io.hornbill.graph.internal.ops.FloorMod;
import io.hornbill.graph.internal.ops.Greater;
import io.hornbill.graph.internal.ops.GreaterEqual;
import io.hornbill.graph.internal.ops.HardSwish;
import io.hornbill.graph.internal.ops.IsNan;
import io.hornbill.graph.internal.ops.Less;
import io.hornbill.graph.internal.ops.LessEqual;
import io.hornbill.graph.internal.ops.Log1p;
import io.hornbill.graph.internal.ops.Maximum;
import io.hornbill.graph.internal.ops.Minimum;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.NotEqual;
import io.hornbill.graph.internal.ops.Power;
import io.hornbill.graph.internal.ops.PowerOf;
import io.hornbill.graph.internal.ops.Reciprocal;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.Round;
import io.hornbill.graph.internal.ops.Rsqrt;
import io.hornbill.graph.internal.ops.Sigmoid;
import io.hornbill.graph.internal.ops.Sign;
import io.hornbill.graph.internal.ops.Softplus;
import io.hornbill.graph.internal.ops.Subtract;
import io.hornbill.graph.internal.ops.Swish;
import io.hornbill.graph.internal.ops.Unary;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ops on single numbers give, at the places where definitions differ. */
class OpValuesTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  static Stream<Arguments> unary() {
    return Stream.of(
        arguments(new Abs(), -2, 2.0),
        arguments(new Affine(2, 1), 3, 7.0),
        arguments(new Ceil(), -1.5, -1.0),
        arguments(new Floor(), -1.5, -2.0),
        arguments(new Round(), 0.5, 0.0),
        arguments(new Round(), 1.5, 2.0),
        arguments(new Round(), -2.5, -2.0),
        arguments(new Clip(0, 1), -3, 0.0),
        arguments(new Clip(0, 1), 3, 1.0),
        arguments(new Clip(0, 1), NAN, NAN),
        arguments(new IsNan(), NAN, 1.0),
        arguments(new IsNan(), INFINITY, 0.0),
        arguments(new PowerOf(3), -2, -8.0),
        arguments(new Reciprocal(), 4, 0.25),
        arguments(new Rsqrt(), 4, 0.5),
        arguments(new Relu(), -1, 0.0),
        arguments(new Relu(), NAN, NAN),
        arguments(new Log1p(), Math.E - 1, 1.0),
        arguments(new Sign(), -3, -1.0),
        arguments(new Sign(), 0, 0.0),
        arguments(new Sigmoid(), 0, 0.5),
        arguments(new Sigmoid(), -1000, 0.0),
        arguments(new Sigmoid(), 1000, 1.0),
        arguments(new Swish(), 0, 0.0),
        arguments(new Swish(), 1, 0.7310585786300049),
        arguments(new Swish(), 1000, 1000.0),
        arguments(new HardSwish(), -4, -0.0),
        arguments(new HardSwish(), 1, 2.0 / 3),
        arguments(new HardSwish(), 5, 5.0),
        arguments(new Softplus(), 0, Math.log(2)),
        arguments(new Softplus(), 1000, 1000.0),
        arguments(new Softplus(), -1000, 0.0));
  }

  /** Abramowitz and Stegun, Handbook of mathematical functions, table 7.1. */
  static Stream<Arguments> errorFunction() {
    return Stream.of(
        arguments(new Erf(), 0.5, 0.5204998778),
        arguments(new Erf(), 1, 0.8427007929),
        arguments(new Erf(), -1, -0.8427007929),
        arguments(new Erf(), 2, 0.9953222650),
        arguments(new Erf(), 7, 1.0),
        arguments(new Erf(), -INFINITY, -1.0),
        arguments(new Erf(), NAN, NAN));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource({"unary", "errorFunction"})
  void ofOneNumber(Unary op, double x, Double expected) {
    assertThat(op.value(x)).satisfies(value -> near(value, expected));
  }

  static Stream<Arguments> binary() {
    return Stream.of(
        arguments(new Add(), 3, 2, 5.0),
        arguments(new Subtract(), 3, 2, 1.0),
        arguments(new Multiply(), 3, 2, 6.0),
        arguments(new Divide(), 3, 2, 1.5),
        arguments(new Divide(), 1, 0, INFINITY),
        arguments(new FloorMod(), -1, 3, 2.0),
        arguments(new FloorMod(), 7, -3, -2.0),
        arguments(new Power(), 2, -1, 0.5),
        arguments(new Maximum(), 3, 2, 3.0),
        arguments(new Maximum(), NAN, 2, NAN),
        arguments(new Minimum(), 3, 2, 2.0),
        arguments(new Minimum(), 3, NAN, NAN),
        arguments(new Equal(), 2, 2, 1.0),
        arguments(new Equal(), NAN, NAN, 0.0),
        arguments(new NotEqual(), NAN, NAN, 1.0),
        arguments(new NotEqual(), 2, 2, 0.0),
        arguments(new Greater(), 2, 2, 0.0),
        arguments(new Greater(), 3, 2, 1.0),
        arguments(new GreaterEqual(), 2, 2, 1.0),
        arguments(new Less(), 2, 2, 0.0),
        arguments(new Less(), 1, 2, 1.0),
        arguments(new LessEqual(), 2, 2, 1.0),
        arguments(new LessEqual(), NAN, 2, 0.0));
  }

  @ParameterizedTest(name = "{0} of {1}, {2}")
  @MethodSource("binary")
  void ofTwoNumbers(Binary op, double a, double b, Double expected) {
    assertThat(op.value(a, b)).satisfies(value -> near(value, expected));
  }

  private static void near(Double value, Double expected) {
    if (expected.isNaN() || expected.isInfinite()) {
      assertThat(value).isEqualTo(expected);
    } else {
      assertThat(value).isCloseTo(expected, within(1e-10));
    }
  }
}
