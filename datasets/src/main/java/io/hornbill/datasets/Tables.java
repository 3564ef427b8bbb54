package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.files.internal.npy.NumpyArray;
import java.nio.file.Path;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Shuffles and splits the rows of small tables. */
final class Tables {

  private Tables() {}

  /**
   * Splits a table.
   *
   * @param x the rows one after the other
   * @param rowShape the shape of a row
   * @param y one answer for each row
   * @param testSplit the part of the rows that become test examples
   * @param seed the seed of Keras' shuffling
   */
  static TrainTest<INDArray> split(
      float[] x, long[] rowShape, float[] y, double testSplit, int seed) {
    int[] order = new NumpyRandom(seed).permutation(y.length);
    int train = trainSize(y.length, testSplit);
    return new TrainTest<>(
        rows(x, rowShape, y, Arrays.copyOfRange(order, 0, train)),
        rows(x, rowShape, y, Arrays.copyOfRange(order, train, order.length)));
  }

  /** Splits the first rows of a table that is stored as {@code x} and {@code y}. */
  static TrainTest<INDArray> read(Path file, int most, double testSplit, int seed) {
    try (Npz npz = Npz.open(file)) {
      NumpyArray x = npz.get("x");
      float[] y = npz.get("y").toFloatArray();
      int rows = Math.min(most, y.length);
      int width = Math.toIntExact(x.shape()[1]);
      return split(
          Arrays.copyOf(x.toFloatArray(), rows * width),
          new long[] {width},
          Arrays.copyOf(y, rows),
          testSplit,
          seed);
    }
  }

  static int trainSize(int count, double testSplit) {
    return (int) (count * (1 - testSplit));
  }

  static double requireSplit(String owner, double testSplit) {
    if (!(testSplit >= 0 && testSplit < 1)) {
      throw Fault.of(owner)
          .expected("testSplit must be at least 0 and less than 1")
          .received(testSplit)
          .remedy("Give the part of the examples to test with, such as 0.2.")
          .argument();
    }
    return testSplit;
  }

  private static Examples<INDArray> rows(float[] x, long[] rowShape, float[] y, int[] order) {
    int width = x.length / y.length;
    float[] inputs = new float[order.length * width];
    float[] answers = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(x, order[i] * width, inputs, i * width, width);
      answers[i] = y[order[i]];
    }
    long[] shape = new long[rowShape.length + 1];
    shape[0] = order.length;
    System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
    return new Examples<>(Nd4j.create(inputs, shape, 'c'), Nd4j.createFromArray(answers));
  }
}
