package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryTest {
  private static float apply(BinaryAlgorithm algorithm, float x, float y) {
    return switch (algorithm) {
      case ADD -> x + y;
      case MUL -> x * y;
      case MAX -> Math.max(x, y);
      case MIN -> Math.min(x, y);
      case DIV -> x / y;
      case SUB -> x - y;
      case GE -> x >= y ? 1 : 0;
      case GT -> x > y ? 1 : 0;
      case LE -> x <= y ? 1 : 0;
      case LT -> x < y ? 1 : 0;
      case EQ -> x == y ? 1 : 0;
      case NE -> x != y ? 1 : 0;
    };
  }

  private static Rig rig(BinaryAlgorithm algorithm, MemoryDesc x, MemoryDesc y, MemoryDesc z) {
    return new Rig(new Binary(algorithm, x, y, z, Attributes.NONE));
  }

  @ParameterizedTest
  @EnumSource
  void computesEveryFunction(BinaryAlgorithm algorithm) {
    float[] x = {1, 2, 3, -4, 5, 0.5f, 7};
    float[] y = {1, 3, 2, -4, 4, 2, -7};
    MemoryDesc desc = MemoryDesc.dense(7);
    try (Rig rig = rig(algorithm, desc, desc, desc)) {
      float[] z = rig.set(Args.SRC, x).set(Args.SRC_1, y).run().get(Args.DST);
      for (int i = 0; i < x.length; i++) {
        assertThat(z[i])
            .as("%s(%s, %s)", algorithm, x[i], y[i])
            .isEqualTo(apply(algorithm, x[i], y[i]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void broadcastsEitherOperand(BinaryAlgorithm algorithm) {
    float[] x = {1, 2, 3};
    float[] y = {2, 3};
    try (Rig rig =
            rig(algorithm, MemoryDesc.dense(2, 3), MemoryDesc.dense(2, 1), MemoryDesc.dense(2, 3));
        Rig other =
            rig(
                algorithm,
                MemoryDesc.dense(1, 3),
                MemoryDesc.dense(2, 3),
                MemoryDesc.dense(2, 3))) {
      rig.set(Args.SRC, 1, 2, 3, 1, 2, 3).set(Args.SRC_1, y).run();
      other.set(Args.SRC, x).set(Args.SRC_1, 2, 2, 2, 3, 3, 3).run();
      for (int i = 0; i < 6; i++) {
        float expected = apply(algorithm, x[i % 3], y[i / 3]);
        assertThat(rig.get(Args.DST)[i]).isEqualTo(expected);
        assertThat(other.get(Args.DST)[i]).isEqualTo(expected);
      }
    }
  }

  @Test
  void chainsPostOpsAsAdamNeedsThem() {
    float[] g = {1, -2, 3, 0.5f, 0.25f};
    float[] v = {4, 3, 2, 1, 0};
    PostOps average = PostOps.NONE.eltwise(EltwiseAlgorithm.LINEAR, 0.1f, 0).sum(0.9f);
    MemoryDesc desc = MemoryDesc.dense(5);
    try (Rig rig =
        new Rig(new Binary(BinaryAlgorithm.MUL, desc, desc, desc, Attributes.of(average)))) {
      rig.set(Args.SRC, g).set(Args.SRC_1, g).set(Args.DST, v).run();
      float[] result = rig.get(Args.DST);
      for (int i = 0; i < g.length; i++) {
        assertThat(result[i]).isCloseTo(0.1f * g[i] * g[i] + 0.9f * v[i], within(1e-6f));
      }
    }
  }

  @Test
  void worksInPlace() {
    MemoryDesc desc = MemoryDesc.dense(3);
    try (Rig rig = rig(BinaryAlgorithm.SUB, desc, desc, desc)) {
      rig.share(Args.DST, rig, Args.SRC).set(Args.SRC, 5, 6, 7).set(Args.SRC_1, 1, 2, 3).run();
      assertThat(rig.get(Args.SRC)).containsExactly(4, 4, 4);
    }
  }
}
