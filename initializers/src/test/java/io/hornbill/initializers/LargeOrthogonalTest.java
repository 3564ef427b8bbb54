package io.hornbill.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.base.MemoryLimit;
import io.hornbill.base.RandomStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Iterator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Orthogonal matrices of which the time, the cube of their length, would count. */
class LargeOrthogonalTest {
  private static final int LARGE = Integer.getInteger("hornbill.orthogonal", 1536);

  private static INDArray make(long... shape) {
    return new Orthogonal().initialize(shape, DataType.FLOAT, RandomStream.of(7));
  }

  /** Blocks of vectors are those that are made one by one, but for rounding. */
  @ParameterizedTest
  @CsvSource({"257, 257", "300, 500", "320, 320"})
  void blocksAreTheSameVectors(int count, int length) {
    double[][] one = OrthonormalVectors.draw(count, length, RandomStream.of(5));

    INDArray blocks = OrthonormalBlocks.draw(count, length, RandomStream.of(5));

    INDArray difference = blocks.sub(Nd4j.createFromArray(one).transpose());
    assertThat(difference.amaxNumber().doubleValue()).isLessThan(1e-10);
  }

  /** The largest are made by hand: {@code -Dhornbill.orthogonal=3250}. */
  @Test
  void aLargeOneIsMadeInFiveSeconds() {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    INDArray q = make(LARGE, LARGE);
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

    assertThat((after - before) / 1e9).isLessThan(5);
    INDArray rows = q.getColumns(0, LARGE / 2, LARGE - 1).castTo(DataType.DOUBLE);
    INDArray expected = Nd4j.eye(3).castTo(DataType.DOUBLE);
    assertThat(rows.transpose().mmul(rows).sub(expected).amaxNumber().doubleValue())
        .isCloseTo(0, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"3251, 3251", "8192, 2048000", "3000, 100000", "2147483647, 2147483647"})
  void largerOnesAreRefusedBeforeAnythingIsComputed(long rows, long columns) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> make(rows, columns))
        .withMessage(
            "Orthogonal: the shape must have at most 2^35 elements times its smaller length, of all axes but the last and of the last. Received: [%d, %d]. Use \"glorot_uniform\" for weights of that size, or load them.",
            rows, columns);
  }

  @Test
  void thoseThatMemoryCannotHoldAreRefused() {
    MemoryLimit.set(1 << 20);
    try {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> make(256, 1000))
          .withMessageStartingWith("Orthogonal: what a model needs must fit into memory")
          .withMessageContaining("Received: 5.9 MB for a weight of shape [256, 1000].");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> make(2048, 8192))
          .withMessageContaining("for a weight of shape [2048, 8192].");
    } finally {
      MemoryLimit.set(0);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> make(1, 2_000_000_000))
        .withMessageStartingWith(
            "Orthogonal: what is computed on Java arrays must fit into the heap")
        .withMessageContaining("Received: 14.9 GB for a weight of shape [1, 2000000000].");
  }

  /** Vectors that differ by so little of their length lose by one projection what makes them so. */
  @ParameterizedTest
  @CsvSource({"1, 1e-7", "1e8, 1e-7", "1e8, 1e-13"})
  void whatIsLeftOfNearlyDependentVectorsIsOrthogonal(double length, double apart) {
    double[][] vectors = new double[64][];
    RandomStream random = RandomStream.of(5);
    for (int i = 0; i < vectors.length; i++) {
      double[] near = i % 32 == 0 ? new double[80] : vectors[0];
      double share = i % 32 == 0 ? 1 : apart;
      vectors[i] =
          Arrays.stream(near).map(x -> x + length * share * random.nextGaussian()).toArray();
    }
    Iterator<Double> drawn =
        Arrays.stream(vectors).flatMapToDouble(Arrays::stream).boxed().iterator();
    RandomGenerator nearly = new Scripted(drawn);

    INDArray columns = OrthonormalBlocks.draw(64, 80, nearly);
    assertOrthonormal(columns);
    for (int i = 0; i < vectors.length; i++) {
      assertThat(OrthonormalVectors.orthonormalize(vectors, i)).isTrue();
    }
    assertOrthonormal(Nd4j.createFromArray(vectors).transpose());
  }

  @Test
  void whatIsAMultipleOfAnotherVectorHasNoDirection() {
    double[][] vectors = {{0.6, 0.8, 0}, {3, 4, 0}};

    assertThat(OrthonormalVectors.orthonormalize(vectors, 1)).isFalse();
  }

  /** Gives what it is told to. */
  private record Scripted(Iterator<Double> numbers) implements RandomGenerator {
    @Override
    public long nextLong() {
      throw new UnsupportedOperationException();
    }

    @Override
    public double nextGaussian() {
      return numbers.next();
    }
  }

  private static void assertOrthonormal(INDArray columns) {
    INDArray product = columns.transpose().mmul(columns);
    product.subi(Nd4j.eye(columns.columns()).castTo(DataType.DOUBLE));
    assertThat(product.amaxNumber().doubleValue()).isLessThan(1e-12);
  }
}
