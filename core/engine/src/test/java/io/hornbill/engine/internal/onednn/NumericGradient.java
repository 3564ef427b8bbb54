package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;

/** Compares a gradient with central differences of a loss computed in doubles. */
final class NumericGradient {
  private static final double STEP = 1e-5;

  private NumericGradient() {}

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static double dot(double[] x, float[] y) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  static void check(String name, float[] gradient, float[] at, ToDoubleFunction<double[]> loss) {
    assertThat(gradient).as(name).hasSameSizeAs(at);
    double[] x = doubles(at);
    for (int i = 0; i < x.length; i++) {
      double center = x[i];
      x[i] = center + STEP;
      double above = loss.applyAsDouble(x);
      x[i] = center - STEP;
      double below = loss.applyAsDouble(x);
      x[i] = center;
      assertThat((double) gradient[i])
          .as("%s[%d]", name, i)
          .isCloseTo((above - below) / (2 * STEP), within(5e-4));
    }
  }
}
