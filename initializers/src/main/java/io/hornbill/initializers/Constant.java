package io.hornbill.initializers;

import io.hornbill.base.ConfiguredValue;
import io.hornbill.base.Setting;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes all values the same number.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).biasInitializer(new Constant(0.1));
 * }</pre>
 */
public final class Constant extends ConfiguredValue<Constant> implements Initializer {
  private static final Setting<Double> VALUE = Setting.number("value", 0).finite();

  /** Makes the initializer with 0. */
  public Constant() {
    super("Constant", VALUE);
  }

  /**
   * Makes the initializer of a number.
   *
   * @param value the number
   * @throws IllegalArgumentException if it is not finite
   */
  public Constant(double value) {
    this();
    init(VALUE, value);
  }

  /**
   * Sets the number.
   *
   * @param value the number; 0 by default
   * @return an initializer with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public Constant value(double value) {
    return with(VALUE, value);
  }

  @Override
  public INDArray initialize(long[] shape, DataType dataType, RandomGenerator random) {
    return Values.constant(get(VALUE), shape, dataType);
  }

  @Override
  public boolean returnsNewArrays() {
    return true;
  }
}
