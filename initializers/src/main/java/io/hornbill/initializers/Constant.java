package io.hornbill.initializers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
 *
 * @param value the number
 */
public record Constant(double value) implements Initializer {
  /**
   * Checks the number.
   *
   * @param value the number
   * @throws IllegalArgumentException if it is not finite
   */
  public Constant {
    Checks.finite("Constant", "value", value);
  }

  /** Makes the initializer with 0. */
  public Constant() {
    this(0);
  }

  static Constant of(Config config) {
    return new Constant(config.number("value", 0));
  }

  @Override
  public INDArray initialize(long[] shape, DataType dataType, RandomGenerator random) {
    return Values.constant(value, shape, dataType);
  }

  @Override
  public Config config() {
    return new Config().with("value", value);
  }
}
