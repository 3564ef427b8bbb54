package io.hornbill.initializers;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes all values 1.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).biasInitializer(new Ones());
 * }</pre>
 */
public record Ones() implements Initializer {
  @Override
  public INDArray initialize(long[] shape, DataType dataType, RandomGenerator random) {
    return Values.constant(1, shape, dataType);
  }

  @Override
  public boolean returnsNewArrays() {
    return true;
  }
}
