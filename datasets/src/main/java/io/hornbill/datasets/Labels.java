package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes class indices into vectors.
 *
 * <pre>{@code
 * Labels.toCategorical(new int[] {0, 2}, 3);   // [[1, 0, 0], [0, 0, 1]]
 * }</pre>
 */
public final class Labels {

  private Labels() {}

  /**
   * Makes each class index a vector with a 1 at that index, and zeros.
   *
   * @param classes indices from 0 on
   * @return an array of shape [classes, largest index + 1]
   */
  public static INDArray toCategorical(int... classes) {
    int largest = -1;
    for (int index : classes) {
      largest = Math.max(largest, index);
    }
    return toCategorical(classes, largest + 1);
  }

  /**
   * Makes each class index a vector with a 1 at that index, and zeros.
   *
   * @param classes indices from 0 on
   * @return an array of shape [classes, largest index + 1]
   */
  public static INDArray toCategorical(List<Integer> classes) {
    return toCategorical(classes.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * Makes each class index a vector with a 1 at that index, and zeros.
   *
   * @param classes indices from 0 to {@code numClasses - 1}
   * @param numClasses the number of classes
   * @return an array of shape [classes, numClasses]
   * @throws IllegalArgumentException if an index is not in that range
   */
  public static INDArray toCategorical(List<Integer> classes, int numClasses) {
    return toCategorical(classes.stream().mapToInt(Integer::intValue).toArray(), numClasses);
  }

  /**
   * Makes each class index a vector with a 1 at that index, and zeros.
   *
   * @param classes indices from 0 to {@code numClasses - 1}
   * @param numClasses the number of classes
   * @return an array of shape [classes, numClasses]
   * @throws IllegalArgumentException if an index is not in that range
   */
  public static INDArray toCategorical(int[] classes, int numClasses) {
    float[] values = new float[classes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = classes[i];
    }
    return toCategorical(Nd4j.createFromArray(values), numClasses);
  }

  /**
   * Makes each class index a vector with a 1 at that index, and zeros.
   *
   * @param classes indices from 0 to {@code numClasses - 1}, of any shape; a last axis of length 1
   *     is dropped
   * @param numClasses the number of classes
   * @return an array of the same shape with one more axis of length {@code numClasses}
   * @throws IllegalArgumentException if an index is not a whole number in that range
   */
  public static INDArray toCategorical(INDArray classes, int numClasses) {
    Checks.positive("Labels", "numClasses", numClasses);
    double[] indices =
        classes.isEmpty()
            ? new double[0]
            : classes.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    float[] vectors = new float[JavaHeap.length(Float.BYTES, "Labels", indices.length, numClasses)];
    for (int i = 0; i < indices.length; i++) {
      int index = (int) indices[i];
      if (index != indices[i] || index < 0 || index >= numClasses) {
        throw Fault.of("Labels")
            .expected("class indices must be whole numbers from 0 to %s", numClasses - 1)
            .received("%s at position %s", indices[i], i)
            .remedy("Give a larger numClasses, or number the classes from 0 on.")
            .argument();
      }
      vectors[i * numClasses + index] = 1;
    }
    long[] from = classes.shape();
    int rank = from.length > 1 && from[from.length - 1] == 1 ? from.length - 1 : from.length;
    long[] shape = Arrays.copyOf(from, rank + 1);
    shape[rank] = numClasses;
    return Nd4j.create(vectors, shape, 'c');
  }
}
