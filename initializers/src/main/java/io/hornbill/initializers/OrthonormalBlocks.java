package io.hornbill.initializers;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.DoublePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Many random orthonormal vectors: halves of them, and halves of those, are made orthogonal to each
 * other by matrix products, and small blocks one by one. They are those of {@link
 * OrthonormalVectors} but for rounding.
 */
final class OrthonormalBlocks {
  private static final int BLOCK = 32;

  private final INDArray columns;
  private final DoublePointer memory;
  private final int length;

  private OrthonormalBlocks(int count, int length) {
    this.length = length;
    columns = Nd4j.create(DataType.DOUBLE, new long[] {length, count}, 'f');
    memory = new DoublePointer(columns.data().addressPointer());
  }

  /**
   * Draws vectors and makes them orthonormal.
   *
   * @param count how many
   * @param length how long each is, at least as many
   * @param random draws the numbers
   * @return the vectors as columns [length, count]
   */
  static INDArray draw(int count, int length, RandomGenerator random) {
    OrthonormalBlocks blocks = new OrthonormalBlocks(count, length);
    double[] norms = new double[count];
    double[][] vector = new double[1][length];
    for (int i = 0; i < count; i++) {
      Arrays.setAll(vector[0], k -> random.nextGaussian());
      norms[i] = OrthonormalVectors.norm(vector[0]);
      blocks.write(vector, i);
    }
    blocks.orthonormalize(0, count, norms);
    return blocks.columns;
  }

  /** Of vectors that are orthogonal to all before: one half, what it leaves of the other, that. */
  private void orthonormalize(int first, int end, double[] norms) {
    if (end - first <= BLOCK) {
      orthonormalizeBlock(first, end, norms);
      return;
    }
    int middle = (first + end) >>> 1;
    orthonormalize(first, middle, norms);
    project(first, middle, end);
    orthonormalize(middle, end, norms);
  }

  /** What has lost most of its length is projected again, as rounding asks for it. */
  private void orthonormalizeBlock(int first, int end, double[] norms) {
    double[][] block = read(first, end);
    double left = 1;
    for (int i = 0; i < block.length; i++) {
      left = Math.min(left, OrthonormalVectors.norm(block[i]) / norms[first + i]);
      OrthonormalVectors.orthonormalize(block, i);
    }
    write(block, first);
    if (left < OrthonormalVectors.CANCELLED && first > 0) {
      project(0, first, end);
      block = read(first, end);
      for (int i = 0; i < block.length; i++) {
        OrthonormalVectors.orthonormalize(block, i);
      }
      write(block, first);
    }
  }

  /** Takes from the vectors of [middle, end) what lies along those of [first, middle). */
  private void project(int first, int middle, int end) {
    INDArray before = columns.get(NDArrayIndex.all(), NDArrayIndex.interval(first, middle));
    INDArray vectors = columns.get(NDArrayIndex.all(), NDArrayIndex.interval(middle, end));
    try (INDArray along =
        Nd4j.create(DataType.DOUBLE, new long[] {middle - first, end - middle}, 'f')) {
      Nd4j.gemm(before, vectors, along, true, false, 1, 0);
      Nd4j.gemm(before, along, vectors, false, false, -1, 1);
    }
  }

  private double[][] read(int first, int end) {
    double[][] block = new double[end - first][length];
    for (int i = 0; i < block.length; i++) {
      memory.position((long) (first + i) * length).get(block[i], 0, length);
    }
    return block;
  }

  private void write(double[][] block, int first) {
    for (int i = 0; i < block.length; i++) {
      memory.position((long) (first + i) * length).put(block[i], 0, length);
    }
  }
}
