package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchNormalizationTest {
  private static final Offset<Float> EPS = within(1e-4f);
  private static final int C = 17;
  private static final int ROWS = 2 * 5 * 3;
  private static final float EPSILON = 1e-3f;

  private final MemoryDesc data = MemoryDesc.channelsLast(2, C, 5, 3);
  private final float[] src = Rig.random(1, ROWS, C);
  private final float[] scale = Rig.random(2, C);
  private final float[] shift = Rig.random(3, C);
  private final float[] diffDst = Rig.random(4, ROWS, C);

  private static float[] mean(float[] x) {
    float[] mean = new float[C];
    for (int i = 0; i < x.length; i++) {
      mean[i % C] += x[i] / ROWS;
    }
    return mean;
  }

  private static float[] variance(float[] x, float[] mean) {
    float[] variance = new float[C];
    for (int i = 0; i < x.length; i++) {
      float d = x[i] - mean[i % C];
      variance[i % C] += d * d / ROWS;
    }
    return variance;
  }

  private float[] normalized(float[] x, float[] mean, float[] variance, boolean relu) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = i % C;
      double unit = (x[i] - mean[c]) / Math.sqrt(variance[c] + EPSILON);
      y[i] = (float) (unit * scale[c] + shift[c]);
      y[i] = relu ? Math.max(0, y[i]) : y[i];
    }
    return y;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void normalizesByTheBatchAndTellsItsStatistics(boolean relu) {
    NormalizationFlags flags = new NormalizationFlags(false, true, true, relu);
    float[] mean = mean(src);
    float[] variance = variance(src, mean);
    try (Rig rig =
        new Rig(new BatchNormalizationForward(data, EPSILON, flags, true, Attributes.NONE))) {
      rig.set(Args.SRC, src).set(Args.SCALE, scale).set(Args.SHIFT, shift).run();
      assertThat(rig.get(Args.MEAN)).containsExactly(mean, EPS);
      assertThat(rig.get(Args.VARIANCE)).containsExactly(variance, EPS);
      assertThat(rig.get(Args.DST)).containsExactly(normalized(src, mean, variance, relu), EPS);
    }
  }

  @Test
  void normalizesByGivenStatistics() {
    float[] mean = Rig.random(5, C);
    float[] variance = new float[C];
    for (int c = 0; c < C; c++) {
      variance[c] = 0.5f + c;
    }
    try (Rig rig =
        new Rig(
            new BatchNormalizationForward(
                data, EPSILON, NormalizationFlags.INFERENCE, false, Attributes.NONE))) {
      rig.set(Args.SRC, src).set(Args.MEAN, mean).set(Args.VARIANCE, variance);
      rig.set(Args.SCALE, scale).set(Args.SHIFT, shift).run();
      assertThat(rig.get(Args.DST)).containsExactly(normalized(src, mean, variance, false), EPS);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void differentiatesThroughTheStatistics(boolean relu) {
    NormalizationFlags flags = new NormalizationFlags(false, true, true, relu);
    BatchNormalizationForward pass =
        new BatchNormalizationForward(data, EPSILON, flags, true, Attributes.NONE);
    try (Rig backward = new Rig(new BatchNormalizationBackward(pass));
        Rig forward = new Rig(pass)) {
      forward.set(Args.SRC, src).set(Args.SCALE, scale).set(Args.SHIFT, shift).run();
      backward.set(Args.SRC, src).set(Args.SCALE, scale).set(Args.DIFF_DST, diffDst);
      backward.share(Args.MEAN, forward, Args.MEAN).share(Args.VARIANCE, forward, Args.VARIANCE);
      if (relu) {
        backward.share(Args.WORKSPACE, forward, Args.WORKSPACE);
      }
      backward.run();
      float[] gradient = relu ? masked(forward.get(Args.DST)) : diffDst;
      assertThat(backward.get(Args.DIFF_SRC)).containsExactly(diffSrc(gradient), EPS);
      assertThat(backward.get(Args.DIFF_SHIFT))
          .containsExactly(ConvolutionCase.sumPerChannel(gradient, C), within(1e-3f));
      assertThat(backward.get(Args.DIFF_SCALE)).containsExactly(diffScale(gradient), within(1e-3f));
    }
  }

  private float[] masked(float[] dst) {
    float[] gradient = diffDst.clone();
    for (int i = 0; i < dst.length; i++) {
      gradient[i] = dst[i] > 0 ? gradient[i] : 0;
    }
    return gradient;
  }

  private float[] unit() {
    float[] mean = mean(src);
    float[] variance = variance(src, mean);
    float[] unit = new float[src.length];
    for (int i = 0; i < src.length; i++) {
      unit[i] = (float) ((src[i] - mean[i % C]) / Math.sqrt(variance[i % C] + EPSILON));
    }
    return unit;
  }

  private float[] diffScale(float[] gradient) {
    float[] unit = unit();
    float[] sum = new float[C];
    for (int i = 0; i < unit.length; i++) {
      sum[i % C] += gradient[i] * unit[i];
    }
    return sum;
  }

  /** Ioffe and Szegedy's formula: g / sigma * (dy - mean(dy) - unit * mean(dy * unit)). */
  private float[] diffSrc(float[] gradient) {
    float[] unit = unit();
    float[] variance = variance(src, mean(src));
    float[] sum = ConvolutionCase.sumPerChannel(gradient, C);
    float[] product = diffScale(gradient);
    float[] dx = new float[unit.length];
    for (int i = 0; i < dx.length; i++) {
      int c = i % C;
      double centered = gradient[i] - sum[c] / ROWS - unit[i] * product[c] / ROWS;
      dx[i] = (float) (scale[c] / Math.sqrt(variance[c] + EPSILON) * centered);
    }
    return dx;
  }
}
