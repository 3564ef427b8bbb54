package io.hornbill.initializers;

import io.hornbill.base.ConfiguredValue;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
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
 * @see <a href="https://arxiv.org/abs/1504.00941">Le, Jaitly, Hinton: A simple way to initialize
 *     recurrent networks of rectified linear units (2015)</a>
 */
public final class Identity extends ConfiguredValue<Identity> implements Initializer {
  private static final Setting<Double> GAIN = Setting.number("gain", 1).alias("scale").finite();

  /** Makes the identity matrix itself. */
  public Identity() {
    super("Identity", GAIN);
  }

  /**
   * Makes a multiple of the identity matrix.
   *
   * @param gain what stands on the diagonal
   * @throws IllegalArgumentException if it is not finite
   */
  public Identity(double gain) {
    this();
    init(GAIN, gain);
  }

  /**
   * Sets what stands on the diagonal.
   *
   * @param gain the number; 1 by default
   * @return an initializer with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public Identity gain(double gain) {
    return with(GAIN, gain);
  }

  @Override
  public INDArray initialize(long[] shape, DataType dataType, RandomGenerator random) {
    if (shape.length != 2 || shape[0] != shape[1]) {
      throw Fault.of("Identity")
          .expected("the shape must be that of a square matrix")
          .received(Arrays.toString(shape))
          .remedy("Use \"orthogonal\" for other shapes.")
          .argument();
    }
    INDArray matrix = Values.constant(0, shape, dataType);
    for (long i = 0; i < shape[0]; i++) {
      matrix.data().put(i * shape[0] + i, get(GAIN));
    }
    return matrix;
  }

  @Override
  public boolean returnsNewArrays() {
    return true;
  }
}
