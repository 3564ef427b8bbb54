package io.hornbill.initializers;

import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import io.hornbill.base.MemoryLimit;
import io.hornbill.base.Setting;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes a random matrix with orthonormal columns, or rows if those are fewer, times a gain. A
 * weight with more than two axes is taken as the matrix of all axes but the last by the last.
 *
 * <p>The matrix is uniformly distributed: the orthogonal factor of a matrix of normal numbers. Its
 * time grows with the number of elements times the smaller of the matrix's lengths: 3250 × 3250 is
 * about the largest square one, that of {@code LSTM(2048)} may be made, and what is more than 2^35
 * is refused.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new LSTM(128).recurrentInitializer(new Orthogonal().gain(0.9));
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1312.6120">Saxe, McClelland, Ganguli: Exact solutions to the
 *     nonlinear dynamics of learning in deep linear neural networks (2013)</a>
 */
public final class Orthogonal extends RandomInitializer<Orthogonal> {
  /** The greatest number of multiplications by two: a few seconds. */
  private static final double MOST_WORK = 1L << 35;

  /** From as many vectors on, they are computed by matrix products. */
  private static final int MANY = 256;

  private static final Setting<Double> GAIN = Setting.number("gain", 1).alias("scale").finite();

  /** Makes the initializer with gain 1. */
  public Orthogonal() {
    super("Orthogonal", GAIN);
  }

  /**
   * Makes the initializer with a gain.
   *
   * @param gain the factor of the orthonormal matrix
   * @throws IllegalArgumentException if it is not finite
   */
  public Orthogonal(double gain) {
    this();
    init(GAIN, gain);
  }

  /**
   * Sets the factor of the orthonormal matrix.
   *
   * @param gain the factor; 1 by default
   * @return an initializer with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public Orthogonal gain(double gain) {
    return with(GAIN, gain);
  }

  @Override
  INDArray draw(long[] shape, DataType dataType, RandomGenerator random) {
    if (shape.length < 2) {
      throw Fault.of("Orthogonal")
          .expected("the shape must have at least 2 axes")
          .received(Arrays.toString(shape))
          .remedy("Use \"glorot_uniform\" for vectors.")
          .argument();
    }
    int columns = Math.toIntExact(shape[shape.length - 1]);
    int rows =
        Math.toIntExact(
            Arrays.stream(shape).limit(shape.length - 1L).reduce(1, Math::multiplyExact));
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    checkSize(shape, count, length);
    double gain = get(GAIN);
    if (count >= MANY) {
      INDArray vectors = OrthonormalBlocks.draw(count, length, random).muli(gain);
      INDArray matrix = Nd4j.create(dataType, shape, 'c');
      matrix.reshape('c', rows, columns).assign(rows < columns ? vectors.transpose() : vectors);
      return matrix;
    }
    double[][] vectors = OrthonormalVectors.draw(count, length, random);
    INDArray matrix = Values.constant(0, shape, dataType);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double element = rows < columns ? vectors[i][j] : vectors[j][i];
        matrix.data().put((long) i * columns + j, gain * element);
      }
    }
    return matrix;
  }

  private static void checkSize(long[] shape, int count, int length) {
    if (!((double) count * count * length <= MOST_WORK)) {
      throw Fault.of("Orthogonal")
          .expected(
              "the shape must have at most 2^35 elements times its smaller length, of all"
                  + " axes but the last and of the last")
          .received(Arrays.toString(shape))
          .remedy("Use \"glorot_uniform\" for weights of that size, or load them.")
          .argument();
    }
    String what = "a weight of shape " + Arrays.toString(shape);
    double bytes = (double) Double.BYTES * count * length;
    if (count >= MANY) {
      MemoryLimit.require(3 * bytes, () -> "Orthogonal", () -> what);
    } else {
      JavaHeap.require(bytes, "Orthogonal", what);
    }
  }
}
