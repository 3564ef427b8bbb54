package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EltwiseTest {
  private static final float ALPHA = 0.3f;
  private static final float BETA = 0.6f;
  private static final float[] POINTS = {
    0.15f, 0.45f, 0.7f, 1.3f, 2.9f, -0.2f, -0.9f, -2.2f, -4.1f
  };

  private static DoubleUnaryOperator function(EltwiseAlgorithm algorithm) {
    return switch (algorithm) {
      case RELU, RELU_FROM_DST -> x -> x > 0 ? x : ALPHA * x;
      case TANH, TANH_FROM_DST -> Math::tanh;
      case ELU, ELU_FROM_DST -> x -> x > 0 ? x : ALPHA * Math.expm1(x);
      case SQUARE -> x -> x * x;
      case ABS -> Math::abs;
      case SQRT, SQRT_FROM_DST -> Math::sqrt;
      case LINEAR -> x -> ALPHA * x + BETA;
      case SOFT_RELU -> x -> Math.log1p(Math.exp(ALPHA * x)) / ALPHA;
      case HARDSIGMOID -> x -> Math.max(0, Math.min(1, ALPHA * x + BETA));
      case LOGISTIC, LOGISTIC_FROM_DST -> x -> 1 / (1 + Math.exp(-x));
      case EXP, EXP_FROM_DST -> Math::exp;
      case GELU_TANH ->
          x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case SWISH -> x -> x / (1 + Math.exp(-ALPHA * x));
      case LOG -> Math::log;
      case CLIP, CLIP_V2 -> x -> Math.max(ALPHA, Math.min(BETA, x));
      case POW -> x -> ALPHA * Math.pow(x, BETA);
      case GELU_ERF -> EltwiseTest::gelu;
      case ROUND -> Math::rint;
      case MISH -> x -> x * Math.tanh(Math.log1p(Math.exp(x)));
      case HARDSWISH -> x -> x * Math.max(0, Math.min(1, ALPHA * x + BETA));
    };
  }

  /** Integrates the normal density with Simpson's rule. */
  private static double gelu(double x) {
    int steps = 2000;
    double width = x / steps;
    double sum = 1 + Math.exp(-x * x / 2);
    for (int i = 1; i < steps; i++) {
      double t = i * width;
      sum += (i % 2 == 0 ? 2 : 4) * Math.exp(-t * t / 2);
    }
    return x * (0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI));
  }

  private static float[] points(EltwiseAlgorithm algorithm) {
    float[] points = POINTS.clone();
    switch (algorithm) {
      case SQRT, SQRT_FROM_DST, LOG, POW -> {
        for (int i = 0; i < points.length; i++) {
          points[i] = Math.abs(points[i]);
        }
      }
      default -> {}
    }
    return points;
  }

  @ParameterizedTest
  @EnumSource
  void computesEveryFunction(EltwiseAlgorithm algorithm) {
    float[] x = points(algorithm);
    MemoryDesc desc = MemoryDesc.dense(x.length);
    try (Rig rig = new Rig(new EltwiseForward(algorithm, desc, ALPHA, BETA, Attributes.NONE))) {
      float[] y = rig.set(Args.SRC, x).run().get(Args.DST);
      for (int i = 0; i < x.length; i++) {
        assertThat(y[i])
            .as("%s(%s)", algorithm, x[i])
            .isCloseTo((float) function(algorithm).applyAsDouble(x[i]), within(2e-5f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ROUND")
  void differentiatesEveryFunctionButRound(EltwiseAlgorithm algorithm) {
    float[] x = points(algorithm);
    float[] diff = Rig.random(1, x.length);
    MemoryDesc desc = MemoryDesc.dense(x.length);
    try (Rig forward = new Rig(new EltwiseForward(algorithm, desc, ALPHA, BETA, Attributes.NONE));
        Rig backward = new Rig(new EltwiseBackward(algorithm, desc, ALPHA, BETA))) {
      float[] y = forward.set(Args.SRC, x).run().get(Args.DST);
      if (algorithm.name().endsWith("FROM_DST")) {
        backward.set(Args.DST, y);
      } else {
        backward.set(Args.SRC, x);
      }
      float[] dx = backward.set(Args.DIFF_DST, diff).run().get(Args.DIFF_SRC);
      double h = 1e-5;
      for (int i = 0; i < x.length; i++) {
        DoubleUnaryOperator f = function(algorithm);
        double slope = (f.applyAsDouble(x[i] + h) - f.applyAsDouble(x[i] - h)) / (2 * h);
        assertThat(dx[i])
            .as("%s'(%s)", algorithm, x[i])
            .isCloseTo((float) (diff[i] * slope), within(1e-4f));
      }
    }
  }

  @Test
  void worksInPlaceOnStridedMemory() {
    MemoryDesc everyOther = MemoryDesc.strided(new long[] {3}, new long[] {2});
    try (Rig rig =
        new Rig(new EltwiseForward(EltwiseAlgorithm.SQUARE, everyOther, 0, 0, Attributes.NONE))) {
      rig.share(Args.DST, rig, Args.SRC).set(Args.SRC, 2, 9, 3, 9, 4, 9).run();
      assertThat(rig.get(Args.SRC)).containsExactly(4, 9, 9, 9, 16, 9);
    }
  }
}
