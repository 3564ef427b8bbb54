package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReductionTest {
  private static final int[] SIZE = {3, 5, 7};

  private static double join(ReductionAlgorithm algorithm, double sum, double x) {
    return switch (algorithm) {
      case MAX -> Math.max(sum, x);
      case MIN -> Math.min(sum, x);
      case SUM, MEAN -> sum + x;
      case MUL -> sum * x;
    };
  }

  private static double start(ReductionAlgorithm algorithm) {
    return switch (algorithm) {
      case MAX -> Double.NEGATIVE_INFINITY;
      case MIN -> Double.POSITIVE_INFINITY;
      case SUM, MEAN -> 0;
      case MUL -> 1;
    };
  }

  @ParameterizedTest
  @EnumSource
  void reducesAnyAxes(ReductionAlgorithm algorithm) {
    float[] src = Rig.random(1, 3, 5, 7);
    for (int i = 0; i < src.length; i++) {
      src[i] = 1 + src[i] / 4;
    }
    for (int axes = 1; axes < 8; axes++) {
      long[] kept = new long[3];
      for (int axis = 0; axis < 3; axis++) {
        kept[axis] = (axes >> axis & 1) == 1 ? 1 : SIZE[axis];
      }
      float[] expected = naive(algorithm, src, kept);
      try (Rig rig =
          new Rig(
              new Reduction(
                  algorithm, MemoryDesc.dense(3, 5, 7), MemoryDesc.dense(kept), Attributes.NONE))) {
        assertThat(rig.set(Args.SRC, src).run().get(Args.DST))
            .containsExactly(expected, within(1e-3f));
      }
    }
  }

  private static float[] naive(ReductionAlgorithm algorithm, float[] src, long[] kept) {
    int count = (int) Rig.size(kept);
    double[] sums = new double[count];
    java.util.Arrays.fill(sums, start(algorithm));
    for (int i = 0; i < src.length; i++) {
      int a = kept[0] == 1 ? 0 : i / 35;
      int b = kept[1] == 1 ? 0 : i / 7 % 5;
      int c = kept[2] == 1 ? 0 : i % 7;
      int target = (int) ((a * kept[1] + b) * kept[2] + c);
      sums[target] = join(algorithm, sums[target], src[i]);
    }
    float[] result = new float[count];
    for (int i = 0; i < count; i++) {
      boolean mean = algorithm == ReductionAlgorithm.MEAN;
      result[i] = (float) (mean ? sums[i] * count / src.length : sums[i]);
    }
    return result;
  }
}
