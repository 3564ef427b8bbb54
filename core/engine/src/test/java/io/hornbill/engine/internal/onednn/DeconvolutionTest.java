package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A transposed convolution is the adjoint of a convolution, whose output is its input. */
class DeconvolutionTest {
  private static final Offset<Float> EPS = within(1e-3f);

  static ConvolutionCase[] cases() {
    return Arrays.stream(ConvolutionCase.all())
        .filter(ConvolutionCase::isInvertible)
        .toArray(ConvolutionCase[]::new);
  }

  private static float[] bias(ConvolutionCase c) {
    return Rig.random(5, c.in());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void spreadsTheInputOverTheOutput(ConvolutionCase c) {
    float[] expected = c.backwardData(c.dst(), c.weights());
    float[] bias = bias(c);
    for (int i = 0; i < expected.length; i++) {
      expected[i] += bias[i % bias.length];
    }
    ConvolutionShape shape = c.transposedShape();
    try (Rig rig = new Rig(new DeconvolutionForward(shape, Attributes.NONE))) {
      rig.set(Args.SRC, c.dst()).set(Args.WEIGHTS, shape.weights(), c.weights());
      rig.set(Args.BIAS, bias).run();
      assertThat(rig.get(Args.DST)).containsExactly(expected, EPS);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesTheInputsGradient(ConvolutionCase c) {
    float[] expected = c.forward(c.src(), c.weights(), new float[c.out()]);
    ConvolutionShape shape = c.transposedShape();
    try (Rig rig = new Rig(new DeconvolutionBackwardData(shape, Attributes.NONE))) {
      rig.set(Args.DIFF_DST, c.src()).set(Args.WEIGHTS, shape.weights(), c.weights()).run();
      assertThat(rig.get(Args.DIFF_SRC)).containsExactly(expected, EPS);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesTheGradientsOfKernelAndBias(ConvolutionCase c) {
    float[] expected = c.backwardWeights(c.src(), c.dst());
    ConvolutionShape shape = c.transposedShape();
    try (Rig rig = new Rig(new DeconvolutionBackwardWeights(shape, Attributes.NONE))) {
      rig.set(Args.SRC, c.dst()).set(Args.DIFF_DST, c.src()).run();
      assertThat(rig.get(Args.DIFF_WEIGHTS, shape.weights())).containsExactly(expected, EPS);
      assertThat(rig.get(Args.DIFF_BIAS))
          .containsExactly(ConvolutionCase.sumPerChannel(c.src(), c.in()), EPS);
    }
  }
}
