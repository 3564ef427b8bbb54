package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatMulTest {
  private static final Offset<Float> EPS = within(1e-4f);

  /** Computes [m, k] x [k, n] + [n]. */
  private static float[] naive(float[] a, float[] b, float[] bias, int m, int k, int n) {
    float[] c = new float[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = bias[j];
        for (int x = 0; x < k; x++) {
          sum += (double) a[i * k + x] * b[x * n + j];
        }
        c[i * n + j] = (float) sum;
      }
    }
    return c;
  }

  private static float[] transposed(float[] a, int rows, int columns) {
    float[] t = new float[a.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        t[j * rows + i] = a[i * columns + j];
      }
    }
    return t;
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "3,5,7", "17,33,65", "128,31,10", "1,784,512"})
  void multipliesAndAddsABias(int m, int k, int n) {
    float[] a = Rig.random(1, m, k);
    float[] b = Rig.random(2, k, n);
    float[] bias = Rig.random(3, n);
    try (Rig rig =
        new Rig(
            new MatMul(
                MemoryDesc.dense(m, k),
                MemoryDesc.dense(k, n),
                MemoryDesc.dense(1, n),
                MemoryDesc.dense(m, n),
                Attributes.NONE))) {
      rig.set(Args.SRC, a).set(Args.WEIGHTS, b).set(Args.BIAS, bias).run();
      assertThat(rig.get(Args.DST)).containsExactly(naive(a, b, bias, m, k, n), EPS);
    }
  }

  @Test
  void takesTransposedOperandsAsStrides() {
    int m = 13;
    int k = 9;
    int n = 21;
    float[] a = Rig.random(1, m, k);
    float[] b = Rig.random(2, k, n);
    float[] expected = naive(a, b, new float[n], m, k, n);
    try (Rig rig =
        new Rig(
            new MatMul(
                MemoryDesc.strided(new long[] {m, k}, new long[] {1, m}),
                MemoryDesc.strided(new long[] {k, n}, new long[] {1, k}),
                null,
                MemoryDesc.dense(m, n),
                Attributes.NONE))) {
      rig.set(Args.SRC, transposed(a, m, k)).set(Args.WEIGHTS, transposed(b, k, n)).run();
      assertThat(rig.get(Args.DST)).containsExactly(expected, EPS);
    }
  }

  @Test
  void multipliesBatchesAndBroadcastsALoneMatrix() {
    int m = 4;
    int k = 6;
    int n = 5;
    float[] a = Rig.random(1, 2, 3, m, k);
    float[] b = Rig.random(2, 1, 1, k, n);
    try (Rig rig =
        new Rig(
            new MatMul(
                MemoryDesc.dense(2, 3, m, k),
                MemoryDesc.dense(1, 1, k, n),
                null,
                MemoryDesc.dense(2, 3, m, n),
                Attributes.NONE))) {
      rig.set(Args.SRC, a).set(Args.WEIGHTS, b).run();
      assertThat(rig.get(Args.DST)).containsExactly(naive(a, b, new float[n], 6 * m, k, n), EPS);
    }
  }

  @Test
  void appliesPostOpsInOrder() {
    int m = 3;
    int k = 4;
    int n = 5;
    float[] a = Rig.random(1, m, k);
    float[] b = Rig.random(2, k, n);
    float[] factor = Rig.random(3, n);
    float[] old = Rig.random(4, m, n);
    float[] expected = naive(a, b, new float[n], m, k, n);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Math.max(0, expected[i]) * factor[i % n] + 2 * old[i];
    }
    PostOps postOps =
        PostOps.NONE
            .eltwise(EltwiseAlgorithm.RELU, 0, 0)
            .binary(BinaryAlgorithm.MUL, MemoryDesc.dense(1, n))
            .sum(2);
    try (Rig rig =
        new Rig(
            new MatMul(
                MemoryDesc.dense(m, k),
                MemoryDesc.dense(k, n),
                null,
                MemoryDesc.dense(m, n),
                Attributes.of(postOps)))) {
      rig.set(Args.SRC, a).set(Args.WEIGHTS, b).set(Args.postOp(1), factor).set(Args.DST, old);
      assertThat(rig.run().get(Args.DST)).containsExactly(expected, EPS);
    }
  }

  @Test
  void choosesALayoutForOpenWeights() {
    int m = 32;
    int k = 48;
    int n = 80;
    float[] a = Rig.random(1, m, k);
    float[] b = Rig.random(2, k, n);
    try (Rig rig =
        new Rig(
            new MatMul(
                MemoryDesc.dense(m, k),
                MemoryDesc.any(k, n),
                null,
                MemoryDesc.dense(m, n),
                Attributes.NONE))) {
      rig.set(Args.SRC, a).set(Args.WEIGHTS, MemoryDesc.dense(k, n), b).run();
      assertThat(rig.get(Args.DST)).containsExactly(naive(a, b, new float[n], m, k, n), EPS);
    }
  }

  @Test
  void mayRoundFactorsToBf16ButNotFurther() {
    int size = 128;
    float[] a = Rig.random(1, size, size);
    float[] b = Rig.random(2, size, size);
    for (int i = 0; i < a.length; i++) {
      a[i] += 1 / 512f;
    }
    MemoryDesc square = MemoryDesc.dense(size, size);
    Attributes rough = Attributes.NONE.with(MathMode.BF16);
    try (Rig rig = new Rig(new MatMul(square, square, null, square, rough))) {
      rig.set(Args.SRC, a).set(Args.WEIGHTS, b).run();
      // 8 significant bits in each factor: an error of 2^-8 of the sum of sizes at most.
      assertThat(rig.get(Args.DST))
          .containsExactly(naive(a, b, new float[size], size, size, size), within(size / 256f));
    }
  }
}
