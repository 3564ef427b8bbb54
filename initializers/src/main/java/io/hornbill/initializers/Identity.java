package io.hornbill.initializers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes a multiple of the identity matrix, for square matrices only.
 *
 * <pre>{@code
 * gain * I
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new SimpleRNN(64).recurrentInitializer(new Identity(0.9));
 * }</pre>
 *
 * @param gain what stands on the diagonal
 * @see <a href="https://arxiv.org/abs/1504.00941">Le, Jaitly, Hinton: A simple way to initialize
 *     recurrent networks of rectified linear units (2015)</a>
 */
public record Identity(double gain) implements Initializer {
  /**
   * Checks the gain.
   *
   * @param gain what stands on the diagonal
   * @throws IllegalArgumentException if it is not finite
   */
  public Identity {
    Checks.finite("Identity", "gain", gain);
  }

  /** Makes the identity matrix itself. */
  public Identity() {
    this(1);
  }

  static Identity of(Config config) {
    return new Identity(config.number("gain", config.number("scale", 1)));
  }

  @Override
  public INDArray initialize(long[] shape, DataType dataType, RandomGenerator random) {
    Checks.argument(
        shape.length == 2 && shape[0] == shape[1],
        "Identity: the shape must be that of a square matrix. Received: %s. Use \"orthogonal\" for other shapes.",
        Arrays.toString(shape));
    INDArray matrix = Values.constant(0, shape, dataType);
    for (long i = 0; i < shape[0]; i++) {
      matrix.data().put(i * shape[0] + i, gain);
    }
    return matrix;
  }

  @Override
  public Config config() {
    return new Config().with("gain", gain);
  }
}
