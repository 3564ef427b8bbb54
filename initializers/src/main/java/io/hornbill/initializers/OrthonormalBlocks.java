package io.hornbill.initializers;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.DoublePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Many random orthonormal vectors: blocks of them are made orthogonal to all before by matrix
 * products, and within each block one by one. They are those of {@link OrthonormalVectors} but for
 * rounding.
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
    for (int first = 0; first < count; first += BLOCK) {
      blocks.add(first, Math.min(count, first + BLOCK), random);
    }
    return blocks.columns;
  }

  private void add(int first, int end, RandomGenerator random) {
    double[][] block = new double[end - first][length];
    do {
      for (double[] vector : block) {
        Arrays.setAll(vector, k -> random.nextGaussian());
      }
    } while (!orthonormalize(block, first));
    write(block, first);
  }

  /** Returns false if too little is left of a vector to have a direction. */
  private boolean orthonormalize(double[][] block, int first) {
    double left = project(block, first);
    boolean haveDirections = orthonormalize(block);
    if (haveDirections && left < OrthonormalVectors.CANCELLED) {
      project(block, first);
      orthonormalize(block);
    }
    return haveDirections;
  }

  private static boolean orthonormalize(double[][] block) {
    boolean haveDirections = true;
    for (int i = 0; i < block.length; i++) {
      haveDirections &= OrthonormalVectors.orthonormalize(block, i);
    }
    return haveDirections;
  }

  /** Takes from a block what lies along the vectors before it; returns the least share left. */
  private double project(double[][] block, int first) {
    if (first == 0) {
      return 1;
    }
    write(block, first);
    INDArray before = columns.get(NDArrayIndex.all(), NDArrayIndex.interval(0, first));
    INDArray vectors =
        columns.get(NDArrayIndex.all(), NDArrayIndex.interval(first, first + block.length));
    try (INDArray along = Nd4j.create(DataType.DOUBLE, new long[] {first, block.length}, 'f')) {
      Nd4j.gemm(before, vectors, along, true, false, 1, 0);
      Nd4j.gemm(before, along, vectors, false, false, -1, 1);
    }
    double least = 1;
    for (int i = 0; i < block.length; i++) {
      double norm = OrthonormalVectors.norm(block[i]);
      memory.position((long) (first + i) * length).get(block[i], 0, length);
      least = Math.min(least, OrthonormalVectors.norm(block[i]) / norm);
    }
    return least;
  }

  private void write(double[][] block, int first) {
    for (int i = 0; i < block.length; i++) {
      memory.position((long) (first + i) * length).put(block[i], 0, length);
    }
  }
}
