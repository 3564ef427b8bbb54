package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoolingTest {
  private static final int N = 2;
  private static final int C = 5;
  private static final int H = 9;
  private static final int W = 8;

  /** Windows of 3 x 2, strides 2 and 1, padding 1 above, 1 right. */
  private static final PoolingShape SHAPE =
      PoolingShape.of(N, C, new long[] {H, W}, 3, 2)
          .strides(2, 1)
          .padding(new long[] {1, 0}, new long[] {0, 1});

  private static final int OUT_H = 4;
  private static final int OUT_W = 8;

  private interface Visitor {
    void at(int dst, int src, boolean inside);
  }

  private static void visit(Visitor visitor) {
    for (int n = 0; n < N; n++) {
      for (int y = 0; y < OUT_H; y++) {
        for (int x = 0; x < OUT_W; x++) {
          for (int tap = 0; tap < 6; tap++) {
            int sy = y * 2 + tap / 2 - 1;
            int sx = x + tap % 2;
            boolean inside = sy >= 0 && sy < H && sx < W;
            for (int c = 0; c < C; c++) {
              int dst = ((n * OUT_H + y) * OUT_W + x) * C + c;
              visitor.at(dst, ((n * H + sy) * W + sx) * C + c, inside);
            }
          }
        }
      }
    }
  }

  /** Returns the share of each source element in each result, by windows. */
  private static float[][] weights(PoolingAlgorithm algorithm, float[] src) {
    int[] inside = new int[N * OUT_H * OUT_W * C];
    int[] best = new int[inside.length];
    java.util.Arrays.fill(best, -1);
    visit(
        (d, s, in) -> {
          if (in) {
            inside[d]++;
            best[d] = best[d] < 0 || src[s] > src[best[d]] ? s : best[d];
          }
        });
    float[][] weights = new float[inside.length][src.length];
    visit(
        (d, s, in) -> {
          if (in) {
            weights[d][s] =
                switch (algorithm) {
                  case MAX -> s == best[d] ? 1 : 0;
                  case AVERAGE_INCLUDE_PADDING -> 1 / 6f;
                  case AVERAGE_EXCLUDE_PADDING -> 1f / inside[d];
                };
          }
        });
    return weights;
  }

  /** Distinct values, so that maxima have one place. */
  private static float[] distinct() {
    float[] src = new float[N * H * W * C];
    for (int i = 0; i < src.length; i++) {
      src[i] = (i * 7919 % src.length - 300) / 100f;
    }
    return src;
  }

  @ParameterizedTest
  @EnumSource
  void poolsForwardAndBackward(PoolingAlgorithm algorithm) {
    float[] src = distinct();
    float[][] weights = weights(algorithm, src);
    float[] diffDst = Rig.random(1, weights.length);
    float[] dst = new float[weights.length];
    float[] diffSrc = new float[src.length];
    for (int d = 0; d < dst.length; d++) {
      for (int s = 0; s < src.length; s++) {
        dst[d] += weights[d][s] * src[s];
        diffSrc[s] += weights[d][s] * diffDst[d];
      }
    }
    PoolingForward training = new PoolingForward(algorithm, SHAPE, true, Attributes.NONE);
    try (Rig backward = new Rig(new PoolingBackward(training));
        Rig inference = new Rig(new PoolingForward(algorithm, SHAPE, false, Attributes.NONE));
        Rig forward = new Rig(training)) {
      assertThat(forward.set(Args.SRC, src).run().get(Args.DST))
          .containsExactly(dst, within(1e-5f));
      assertThat(inference.set(Args.SRC, src).run().get(Args.DST))
          .containsExactly(dst, within(1e-5f));
      if (algorithm == PoolingAlgorithm.MAX) {
        backward.share(Args.WORKSPACE, forward, Args.WORKSPACE);
      }
      assertThat(backward.set(Args.DIFF_DST, diffDst).run().get(Args.DIFF_SRC))
          .containsExactly(diffSrc, within(1e-5f));
    }
  }

  @Test
  void poolsInOneAndThreeDimensions() {
    try (Rig one =
            new Rig(
                new PoolingForward(
                    PoolingAlgorithm.MAX,
                    PoolingShape.of(1, 1, new long[] {4}, 2),
                    false,
                    Attributes.NONE));
        Rig three =
            new Rig(
                new PoolingForward(
                    PoolingAlgorithm.AVERAGE_EXCLUDE_PADDING,
                    PoolingShape.of(1, 1, new long[] {2, 2, 2}, 2, 2, 2),
                    false,
                    Attributes.NONE))) {
      assertThat(one.set(Args.SRC, 1, 3, 2, -1).run().get(Args.DST)).containsExactly(3, 2);
      assertThat(three.set(Args.SRC, 1, 2, 3, 4, 5, 6, 7, 8).run().get(Args.DST))
          .containsExactly(4.5f);
    }
  }
}
