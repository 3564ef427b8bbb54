package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftmaxTest {
  private static final long[] DIMS = {3, 11, 5};

  /** Computes along one axis of DIMS, element by element. */
  private static float[] naive(float[] x, int axis, boolean log) {
    int inner = axis == 2 ? 1 : axis == 1 ? 5 : 55;
    int length = (int) DIMS[axis];
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      int first = i - i / inner % length * inner;
      double sum = 0;
      for (int k = 0; k < length; k++) {
        sum += Math.exp(x[first + k * inner]);
      }
      y[i] = (float) (log ? x[i] - Math.log(sum) : Math.exp(x[i]) / sum);
    }
    return y;
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,false", "2,false", "0,true", "1,true", "2,true"})
  void normalizesAnyAxis(int axis, boolean log) {
    float[] x = Rig.random(1, DIMS);
    try (Rig rig =
        new Rig(new SoftmaxForward(MemoryDesc.dense(DIMS), axis, log, Attributes.NONE))) {
      assertThat(rig.set(Args.SRC, x).run().get(Args.DST))
          .containsExactly(naive(x, axis, log), within(1e-5f));
    }
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,false", "2,false", "0,true", "1,true", "2,true"})
  void differentiates(int axis, boolean log) {
    float[] x = Rig.random(1, DIMS);
    float[] diff = Rig.random(2, DIMS);
    float[] dx;
    try (Rig rig = new Rig(new SoftmaxBackward(MemoryDesc.dense(DIMS), axis, log))) {
      rig.set(Args.DST, naive(x, axis, log)).set(Args.DIFF_DST, diff).run();
      dx = rig.get(Args.DIFF_SRC);
    }
    float h = 1 / 64f;
    for (int i = 0; i < x.length; i += 7) {
      float at = x[i];
      x[i] = at + h;
      double above = dot(naive(x, axis, log), diff);
      x[i] = at - h;
      double below = dot(naive(x, axis, log), diff);
      x[i] = at;
      assertThat(dx[i]).isCloseTo((float) ((above - below) / (2 * h)), within(1e-3f));
    }
  }

  @Test
  void survivesLargeLogits() {
    try (Rig plain =
            new Rig(new SoftmaxForward(MemoryDesc.dense(1, 2), 1, false, Attributes.NONE));
        Rig log = new Rig(new SoftmaxForward(MemoryDesc.dense(1, 2), 1, true, Attributes.NONE))) {
      assertThat(plain.set(Args.SRC, 1000, -1000).run().get(Args.DST)).containsExactly(1, 0);
      assertThat(log.set(Args.SRC, 100, -100).run().get(Args.DST)).containsExactly(0, -200);
    }
  }

  private static double dot(float[] x, float[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }
}
