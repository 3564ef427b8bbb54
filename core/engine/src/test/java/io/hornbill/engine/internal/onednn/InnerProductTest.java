package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InnerProductTest {
  private static final Offset<Float> EPS = within(1e-4f);
  private static final int N = 19;
  private static final int I = 37;
  private static final int O = 23;

  private final float[] src = Rig.random(1, N, I);
  private final float[] kernel = Rig.random(2, I, O);
  private final float[] bias = Rig.random(3, O);

  private static MemoryDesc kerasKernel() {
    return MemoryDesc.strided(new long[] {O, I}, new long[] {1, O});
  }

  private static MemoryDesc weights(boolean any) {
    return any ? MemoryDesc.any(O, I) : kerasKernel();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void multipliesByAKerasKernel(boolean any) {
    float[] expected = new float[N * O];
    for (int n = 0; n < N; n++) {
      for (int o = 0; o < O; o++) {
        expected[n * O + o] = bias[o];
        for (int i = 0; i < I; i++) {
          expected[n * O + o] += src[n * I + i] * kernel[i * O + o];
        }
      }
    }
    try (Rig rig =
        new Rig(
            new InnerProductForward(
                MemoryDesc.dense(N, I),
                weights(any),
                MemoryDesc.dense(O),
                MemoryDesc.dense(N, O),
                Attributes.NONE))) {
      rig.set(Args.SRC, src).set(Args.WEIGHTS, kerasKernel(), kernel).set(Args.BIAS, bias).run();
      assertThat(rig.get(Args.DST)).containsExactly(expected, EPS);
    }
  }
}
