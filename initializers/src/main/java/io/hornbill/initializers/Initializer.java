package io.hornbill.initializers;

import io.hornbill.base.Config;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes the first values of a weight.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Initializer tenths = (shape, dataType, random) -> Nd4j.valueArrayOf(shape, 0.1, dataType);
 * var layer = new Dense(10).kernelInitializer(tenths);
 * }</pre>
 */
@FunctionalInterface
public interface Initializer {
  /**
   * Makes the values.
   *
   * @param shape the shape, such as {@code [inputs, units]} or {@code [height, width, channels,
   *     filters]}
   * @param dataType {@code FLOAT} or {@code DOUBLE}
   * @param random where random values come from, unless this initializer has its own seed
   * @return a new contiguous array in C order
   * @throws IllegalArgumentException if the initializer has no values for such a shape
   */
  INDArray initialize(long[] shape, DataType dataType, RandomGenerator random);

  /**
   * {@return the name by which the registry finds it, as Keras writes it to files; by default the
   * simple name of the class}
   */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * {@return the settings in Keras' field names, as a new configuration; empty if there is nothing
   * to set}
   */
  default Config config() {
    return new Config();
  }

  /**
   * Says whether each array is made anew and known to nobody else, so that a weight need not copy
   * it.
   *
   * @return false by default
   */
  default boolean returnsNewArrays() {
    return false;
  }
}
