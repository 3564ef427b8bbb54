package io.hornbill.layers.keras1;

import io.hornbill.layers.Dense;
import io.hornbill.layers.DenseProduct;

/**
 * Keras 1's fully connected layer for each step of a sequence; it is saved as {@link Dense}, which
 * does the same.
 *
 * <p>Input {@code [batch, time, features]}, output {@code [batch, time, units]}; kernel {@code
 * [features, units]}, bias {@code [units]}.
 *
 * <pre>{@code
 * new TimeDistributedDense(64).activation("relu")
 * }</pre>
 */
public final class TimeDistributedDense extends DenseProduct<TimeDistributedDense> {
  /**
   * Makes a layer.
   *
   * @param units the number of outputs per step
   */
  public TimeDistributedDense(int units) {
    super(units);
    expectRank(3, "[batch, time, features]");
  }

  @Override
  public String className() {
    return "Dense";
  }
}
