package io.hornbill.engine.internal.java;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.internal.ops.Erf;
import io.hornbill.graph.internal.ops.Rounded;
import io.hornbill.graph.internal.ops.RoundedCurve;
import io.hornbill.graph.internal.ops.RoundedCurve.Curve;
import io.hornbill.graph.internal.ops.Tanh;
import io.hornbill.graph.internal.ops.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loops with formulas of their own compute what the op's definition says. */
class LoopsTest {
  private static float[] everywhere() {
    List<Float> all = new ArrayList<>(List.of(0f, -0f, Float.NaN, Float.MIN_VALUE, 1e-30f));
    for (double x = 1e-12; x < 1e3; x *= 1.0007) {
      all.add((float) x);
      all.add((float) -x);
    }
    all.addAll(List.of(1e-4f, 9.999e-5f, 3e38f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));
    float[] result = new float[all.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = all.get(i);
    }
    return result;
  }

  @Test
  void tanhIsThatOfTheDefinition() {
    assertAlike(new Tanh(), Math::tanh, 1);
  }

  @Test
  void erfIsThatOfTheDefinition() {
    assertAlike(new Erf(), new Erf()::value, 5);
  }

  @ParameterizedTest
  @EnumSource(Rounded.Format.class)
  void roundingIsThatOfTheDefinition(Rounded.Format format) {
    float[] x = everywhere();
    float[] y = new float[x.length];
    float[] expected = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      expected[i] = (float) new Rounded(format).value(x[i]);
    }
    Loops.floats(new Rounded(format)).run(new int[] {0}, new float[][] {x}, y, 0, x.length);
    assertThat(y).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Rounded.Format.class)
  void tablesHoldWhatTheDefinitionSays(Rounded.Format format) {
    for (Curve curve : Curve.values()) {
      assertAlike(new RoundedCurve(format, curve), new RoundedCurve(format, curve)::value, 0);
    }
  }

  private static void assertAlike(Unary op, DoubleUnaryOperator definition, int units) {
    float[] x = everywhere();
    float[] y = new float[x.length];
    Loops.floats(op).run(new int[] {0}, new float[][] {x}, y, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      float expected = (float) definition.applyAsDouble(x[i]);
      if (Float.isNaN(expected)) {
        assertThat(y[i]).isNaN();
      } else {
        float apart = y[i] == expected ? 0 : Math.abs(y[i] - expected);
        assertThat(apart).as("%s", x[i]).isLessThanOrEqualTo(units * Math.ulp(expected));
      }
    }
  }
}
