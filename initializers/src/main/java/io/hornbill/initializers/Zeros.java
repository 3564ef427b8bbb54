package io.hornbill.initializers;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes all values 0.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).biasInitializer(new Zeros());
 * }</pre>
 */
public record Zeros() implements Initializer {
  @Override
  public INDArray initialize(long[] shape, DataType dataType, RandomGenerator random) {
    return Values.constant(0, shape, dataType);
  }

  @Override
  public boolean returnsNewArrays() {
    return true;
  }
}
