package io.hornbill.initializers;

import io.hornbill.base.Checks;
import io.hornbill.base.JavaHeap;
import io.hornbill.base.Setting;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes a random matrix with orthonormal columns, or rows if those are fewer, times a gain. A
 * weight with more than two axes is taken as the matrix of all axes but the last by the last.
 *
 * <p>The matrix is uniformly distributed: the orthogonal factor of a matrix of normal numbers.
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
  /** Where less than this share of a vector is left, rounding asks for a second projection. */
  private static final double CANCELLED = 0.1;

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
   * @param gain the factor; 1 at first
   * @return an initializer with that setting
   * @throws IllegalArgumentException if it is not finite
   */
  public Orthogonal gain(double gain) {
    return with(GAIN, gain);
  }

  @Override
  INDArray draw(long[] shape, DataType dataType, RandomGenerator random) {
    Checks.argument(
        shape.length >= 2,
        "Orthogonal: the shape must have at least 2 axes. Received: %s. Use \"glorot_uniform\" for"
            + " vectors.",
        Arrays.toString(shape));
    int columns = Math.toIntExact(shape[shape.length - 1]);
    int rows =
        Math.toIntExact(
            Arrays.stream(shape).limit(shape.length - 1L).reduce(1, Math::multiplyExact));
    JavaHeap.require(
        (double) Double.BYTES * rows * columns,
        "Orthogonal",
        "a weight of shape " + Arrays.toString(shape));
    double[][] vectors = orthonormal(Math.min(rows, columns), Math.max(rows, columns), random);
    double gain = get(GAIN);
    INDArray matrix = Values.constant(0, shape, dataType);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double element = rows < columns ? vectors[i][j] : vectors[j][i];
        matrix.data().put((long) i * columns + j, gain * element);
      }
    }
    return matrix;
  }

  /**
   * Draws vectors and makes them orthonormal by the method of Gram and Schmidt, which leaves the
   * triangular factor with a positive diagonal, so no signs need to be mended. Each vector goes
   * through it twice, which makes it orthogonal to rounding.
   */
  private static double[][] orthonormal(int count, int length, RandomGenerator random) {
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      double[] vector = vectors[i];
      double left;
      do {
        Arrays.setAll(vector, k -> random.nextGaussian());
        double before = Math.sqrt(dot(vector, vector));
        project(vectors, i);
        left = Math.sqrt(dot(vector, vector)) / before;
      } while (!normalize(vector));
      if (left < CANCELLED) {
        project(vectors, i);
        normalize(vector);
      }
    }
    return vectors;
  }

  /** Takes from a vector what lies along the ones before it. */
  private static void project(double[][] vectors, int index) {
    double[] vector = vectors[index];
    for (int j = 0; j < index; j++) {
      double[] unit = vectors[j];
      double along = dot(unit, vector);
      for (int k = 0; k < vector.length; k++) {
        vector[k] -= along * unit[k];
      }
    }
  }

  /** Returns false if the vector is too short to have a direction. */
  private static boolean normalize(double[] vector) {
    double norm = Math.sqrt(dot(vector, vector));
    for (int k = 0; k < vector.length; k++) {
      vector[k] /= norm;
    }
    return norm > 1e-10;
  }

  /** Four sums side by side, since one alone would wait for each addition. */
  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < a.length; k += 4) {
      s0 += a[k] * b[k];
      s1 += a[k + 1] * b[k + 1];
      s2 += a[k + 2] * b[k + 2];
      s3 += a[k + 3] * b[k + 3];
    }
    for (; k < a.length; k++) {
      s0 += a[k] * b[k];
    }
    return s0 + s1 + (s2 + s3);
  }
}
