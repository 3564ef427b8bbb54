package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerNormalizationTest {
  private static final Offset<Float> EPS = within(1e-4f);
  private static final float EPSILON = 1e-3f;
  private static final int C = 6;
  private static final int PIXELS = 5;

  private final float[] src = Rig.random(1, 2, PIXELS, C);
  private final float[] scale = Rig.random(2, C);
  private final float[] shift = Rig.random(3, C);
  private final float[] diff = Rig.random(4, 2, PIXELS, C);

  /** Normalizes each set of elements with the same number; the channel is the last axis. */
  private static double[] naive(double[] x, double[] scale, double[] shift, int[] set) {
    double[] sum = new double[x.length];
    double[] squares = new double[x.length];
    int[] count = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      sum[set[i]] += x[i];
      count[set[i]]++;
    }
    for (int i = 0; i < x.length; i++) {
      squares[set[i]] += Math.pow(x[i] - sum[set[i]] / count[set[i]], 2);
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int s = set[i];
      double unit = (x[i] - sum[s] / count[s]) / Math.sqrt(squares[s] / count[s] + EPSILON);
      y[i] = unit * scale[i % C] + shift[i % C];
    }
    return y;
  }

  private static int[] rows() {
    int[] set = new int[2 * PIXELS * C];
    for (int i = 0; i < set.length; i++) {
      set[i] = i / C;
    }
    return set;
  }

  private void checkForward(Rig forward, int[] set) {
    forward.set(Args.SRC, src).set(Args.SCALE, scale).set(Args.SHIFT, shift).run();
    double[] expected =
        naive(
            NumericGradient.doubles(src),
            NumericGradient.doubles(scale),
            NumericGradient.doubles(shift),
            set);
    assertThat(forward.get(Args.DST)).containsExactly(NumericGradient.floats(expected), EPS);
  }

  private void check(Rig forward, Rig backward, int[] set) {
    checkForward(forward, set);
    double[] x = NumericGradient.doubles(src);
    double[] g = NumericGradient.doubles(scale);
    double[] b = NumericGradient.doubles(shift);
    backward.set(Args.SRC, src).set(Args.SCALE, scale).set(Args.DIFF_DST, diff);
    backward.share(Args.MEAN, forward, Args.MEAN).share(Args.VARIANCE, forward, Args.VARIANCE);
    backward.run();
    NumericGradient.check(
        "src",
        backward.get(Args.DIFF_SRC),
        src,
        v -> NumericGradient.dot(naive(v, g, b, set), diff));
    NumericGradient.check(
        "scale",
        backward.get(Args.DIFF_SCALE),
        scale,
        v -> NumericGradient.dot(naive(x, v, b, set), diff));
    NumericGradient.check(
        "shift",
        backward.get(Args.DIFF_SHIFT),
        shift,
        v -> NumericGradient.dot(naive(x, g, v, set), diff));
  }

  @Test
  void normalizesRowsForwardAndBackward() {
    LayerNormalizationForward pass =
        new LayerNormalizationForward(
            MemoryDesc.dense(2, PIXELS, C),
            EPSILON,
            NormalizationFlags.TRAINING,
            true,
            Attributes.NONE);
    try (Rig backward = new Rig(new LayerNormalizationBackward(pass));
        Rig forward = new Rig(pass)) {
      check(forward, backward, rows());
    }
  }

  @Test
  void normalizesRowsInInferenceWithoutTellingStatistics() {
    LayerNormalizationForward pass =
        new LayerNormalizationForward(
            MemoryDesc.dense(2, PIXELS, C),
            EPSILON,
            NormalizationFlags.TRAINING,
            false,
            Attributes.NONE);
    try (Rig rig = new Rig(pass)) {
      assertThat(pass.has(Args.MEAN)).isFalse();
      checkForward(rig, rows());
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-3f, 0.5f})
  void normalizesWithoutScaleAndShift(float epsilon) {
    NormalizationFlags bare = new NormalizationFlags(false, false, false, false);
    try (Rig rig =
        new Rig(
            new LayerNormalizationForward(
                MemoryDesc.dense(1, 2), epsilon, bare, true, Attributes.NONE))) {
      float unit = (float) (1 / Math.sqrt(1 + epsilon));
      assertThat(rig.set(Args.SRC, 1, 3).run().get(Args.DST))
          .containsExactly(new float[] {-unit, unit}, EPS);
    }
  }
}
