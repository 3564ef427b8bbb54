package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionTest {
  private static final Offset<Float> EPS = within(1e-3f);

  static ConvolutionCase[] cases() {
    return ConvolutionCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void convolves(ConvolutionCase c) {
    float[] expected = c.forward(c.src(), c.weights(), c.bias());
    ConvolutionShape shape = c.shape();
    try (Rig rig = new Rig(new ConvolutionForward(shape, Attributes.NONE))) {
      rig.set(Args.SRC, c.src())
          .set(Args.WEIGHTS, shape.weights(), c.weights())
          .set(Args.BIAS, c.bias());
      assertThat(rig.run().get(Args.DST)).containsExactly(expected, EPS);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesTheInputsGradient(ConvolutionCase c) {
    float[] expected = c.backwardData(c.dst(), c.weights());
    ConvolutionShape shape = c.shape();
    try (Rig rig = new Rig(new ConvolutionBackwardData(shape, Attributes.NONE))) {
      rig.set(Args.DIFF_DST, c.dst()).set(Args.WEIGHTS, shape.weights(), c.weights()).run();
      assertThat(rig.get(Args.DIFF_SRC)).containsExactly(expected, EPS);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesTheGradientsOfKernelAndBias(ConvolutionCase c) {
    float[] expected = c.backwardWeights(c.src(), c.dst());
    ConvolutionShape shape = c.shape();
    try (Rig rig = new Rig(new ConvolutionBackwardWeights(shape, Attributes.NONE))) {
      rig.set(Args.SRC, c.src()).set(Args.DIFF_DST, c.dst()).run();
      assertThat(rig.get(Args.DIFF_WEIGHTS, shape.weights())).containsExactly(expected, EPS);
      assertThat(rig.get(Args.DIFF_BIAS))
          .containsExactly(ConvolutionCase.sumPerChannel(c.dst(), c.out()), EPS);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void takesKerasKernelsWhereTheyAre(ConvolutionCase c) {
    float[] expected = c.forward(c.src(), c.weights(), c.bias());
    ConvolutionShape shape = c.shape();
    try (Rig rig =
        new Rig(
            new ConvolutionForward(
                shape, shape.src(), shape.weights(), shape.dst(), Attributes.NONE))) {
      rig.set(Args.SRC, c.src()).set(Args.WEIGHTS, c.weights()).set(Args.BIAS, c.bias()).run();
      assertThat(rig.get(Args.DST)).containsExactly(expected, EPS);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void letsTheLibraryChooseAllLayouts(ConvolutionCase c) {
    float[] expected = c.forward(c.src(), c.weights(), c.bias());
    ConvolutionShape shape = c.shape();
    try (Rig rig =
        new Rig(
            new ConvolutionForward(
                shape,
                MemoryDesc.any(shape.srcDims()),
                shape.anyWeights(),
                MemoryDesc.any(shape.dstDims()),
                Attributes.NONE))) {
      rig.set(Args.SRC, shape.src(), c.src())
          .set(Args.WEIGHTS, shape.weights(), c.weights())
          .set(Args.BIAS, c.bias())
          .run();
      assertThat(rig.get(Args.DST, shape.dst())).containsExactly(expected, EPS);
    }
  }

  @Test
  void fusesAnActivation() {
    ConvolutionCase c = ConvolutionCase.all()[2];
    float[] expected = c.forward(c.src(), c.weights(), c.bias());
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Math.max(0, expected[i]);
    }
    PostOps relu = PostOps.NONE.eltwise(EltwiseAlgorithm.RELU, 0, 0);
    try (Rig rig = new Rig(new ConvolutionForward(c.shape(), Attributes.of(relu)))) {
      rig.set(Args.SRC, c.src())
          .set(Args.WEIGHTS, c.shape().weights(), c.weights())
          .set(Args.BIAS, c.bias());
      assertThat(rig.run().get(Args.DST)).containsExactly(expected, EPS);
    }
  }
}
