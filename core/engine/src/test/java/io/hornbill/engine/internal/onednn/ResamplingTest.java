package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResamplingTest {
  private static Rig forward(ResamplingAlgorithm algorithm, MemoryDesc src, MemoryDesc dst) {
    return new Rig(new ResamplingForward(algorithm, src, dst, Attributes.NONE));
  }

  @Test
  void repeatsPixels() {
    MemoryDesc src = MemoryDesc.channelsLast(1, 2, 1, 2);
    MemoryDesc dst = MemoryDesc.channelsLast(1, 2, 2, 4);
    try (Rig rig = forward(ResamplingAlgorithm.NEAREST, src, dst)) {
      assertThat(rig.set(Args.SRC, 1, -1, 2, -2).run().get(Args.DST))
          .containsExactly(1, -1, 1, -1, 2, -2, 2, -2, 1, -1, 1, -1, 2, -2, 2, -2);
    }
  }

  @Test
  void interpolatesBetweenAlignedCentres() {
    MemoryDesc src = MemoryDesc.channelsLast(1, 1, 3);
    MemoryDesc dst = MemoryDesc.channelsLast(1, 1, 6);
    try (Rig rig = forward(ResamplingAlgorithm.LINEAR, src, dst)) {
      assertThat(rig.set(Args.SRC, 0, 4, 8).run().get(Args.DST)).containsExactly(0, 1, 3, 5, 7, 8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isAdjointToItsGradient(ResamplingAlgorithm algorithm) {
    MemoryDesc small = MemoryDesc.channelsLast(2, 3, 4, 5);
    MemoryDesc large = MemoryDesc.channelsLast(2, 3, 7, 15);
    float[] x = Rig.random(1, small.dims());
    float[] y = Rig.random(2, large.dims());
    try (Rig forward = forward(algorithm, small, large);
        Rig backward = new Rig(new ResamplingBackward(algorithm, small, large))) {
      float[] up = forward.set(Args.SRC, x).run().get(Args.DST);
      float[] down = backward.set(Args.DIFF_DST, y).run().get(Args.DIFF_SRC);
      assertThat(dot(up, y)).isCloseTo(dot(x, down), within(1e-3));
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
