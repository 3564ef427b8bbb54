package io.hornbill.initializers;

import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What random values are drawn from.
 *
 * @param kind the family
 * @param first the mean, or the lower bound
 * @param second the standard deviation before cutting, or the upper bound
 */
record Distribution(Kind kind, double first, double second) {
  private static final double CUT = 2;

  /** The families. */
  enum Kind {
    UNIFORM,
    NORMAL,
    /** Normal; what lies more than two standard deviations from the mean is drawn again. */
    TRUNCATED_NORMAL
  }

  INDArray draw(long[] shape, DataType dataType, RandomGenerator random) {
    DoubleSupplier next =
        switch (kind) {
          case UNIFORM -> () -> first + (second - first) * random.nextDouble();
          case NORMAL -> () -> first + second * random.nextGaussian();
          case TRUNCATED_NORMAL -> () -> first + second * truncated(random);
        };
    return Values.fill(shape, dataType, next);
  }

  private static double truncated(RandomGenerator random) {
    double z = random.nextGaussian();
    while (Math.abs(z) > CUT) {
      z = random.nextGaussian();
    }
    return z;
  }
}
