package io.hornbill.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.base.Config;
import io.hornbill.base.RandomStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Moments and bounds of what is drawn, orthogonality, and messages. */
class InitializerTest {
  private static final long[] KERNEL = {3, 3, 40, 60};

  /** Fans 360 and 540: variances 2/900, 2/360 and 1/360, limits √3 times the deviation. */
  @ParameterizedTest
  @CsvSource({
    "glorot_normal, 0.0471405, 0",
    "glorot_uniform, 0.0471405, 0.0816497",
    "he_normal, 0.0745356, 0",
    "he_uniform, 0.0745356, 0.1290994",
    "lecun_normal, 0.0527046, 0",
    "lecun_uniform, 0.0527046, 0.0912871",
    "normal, 0.05, 0",
    "uniform, 0.0288675, 0.05",
    "truncated_normal, 0.0439813, 0.1",
    "variance_scaling, 0.0527046, 0"
  })
  void hasMomentsAndBounds(String name, double stddev, double bound) {
    INDArray values = make(Initializers.get(name), KERNEL);

    assertThat(values.meanNumber().doubleValue()).isCloseTo(0, within(stddev * 0.02));
    assertThat(values.stdNumber().doubleValue()).isCloseTo(stddev, within(stddev * 0.02));
    if (bound > 0) {
      assertThat(values.amaxNumber().doubleValue()).isBetween(bound * 0.99, bound + 1e-7);
    }
  }

  @Test
  void cutsNormalDistributionsAtTwoDeviations() {
    INDArray values = make(new HeNormal(), KERNEL);

    assertThat(values.amaxNumber().doubleValue())
        .isBetween(1.99 * 0.0745356 / 0.8796256, 2 * 0.0745356 / 0.8796256);
    assertThat(make(new RandomNormal(), KERNEL).amaxNumber().doubleValue()).isGreaterThan(0.15);
  }

  @Test
  void meanAndRangeMoveTheValues() {
    INDArray normal = make(new RandomNormal().mean(3).stddev(0.1), KERNEL);
    INDArray truncated = make(new TruncatedNormal().mean(-3).stddev(0.1), KERNEL);
    INDArray uniform = make(new RandomUniform().range(1, 2), KERNEL);

    assertThat(normal.meanNumber().doubleValue()).isCloseTo(3, within(0.01));
    assertThat(normal.stdNumber().doubleValue()).isCloseTo(0.1, within(0.005));
    assertThat(truncated.meanNumber().doubleValue()).isCloseTo(-3, within(0.01));
    assertThat(truncated.stdNumber().doubleValue()).isCloseTo(0.088, within(0.005));
    assertThat(uniform.minNumber().doubleValue()).isBetween(1.0, 1.001);
    assertThat(uniform.maxNumber().doubleValue()).isBetween(1.999, 2.0);
  }

  @Test
  void normalValuesAreTheDrawnOnesTimesTheDeviation() {
    double drawn = RandomStream.of(11).nextGaussian();

    assertThat(make(new RandomNormal(3, 2), 1).getDouble(0)).isEqualTo(3 + 2 * drawn);
    assertThat(make(new TruncatedNormal(3, 2), 1).getDouble(0)).isEqualTo(3 + 2 * drawn);
  }

  /** Beside one element at a time, there is a way for many floats at once. */
  @Test
  void manyFloatsAreDrawnAsManyDoubles() {
    RandomStream forFloats = RandomStream.of(11);
    RandomStream forDoubles = RandomStream.of(11);

    INDArray floats = new HeNormal().initialize(KERNEL, DataType.FLOAT, forFloats);
    INDArray doubles = new HeNormal().initialize(KERNEL, DataType.DOUBLE, forDoubles);

    assertThat(floats).isEqualTo(doubles.castTo(DataType.FLOAT));
    assertThat(forFloats.nextLong()).isEqualTo(forDoubles.nextLong());
  }

  @Test
  void negativeAxesOfFansCountFromTheEnd() {
    assertThat(Fans.of(new long[] {2, 3, 4}, List.of(-1), List.of(0, -2)))
        .isEqualTo(new Fans(4, 6));
  }

  @ParameterizedTest
  @CsvSource({
    "30, 20",
    "20, 30",
    "25, 25",
    "1, 7",
    "300, 128",
    "300, 300",
    "290, 1000",
    "1000, 290"
  })
  void orthogonalMatricesHaveOrthonormalColumnsOrRows(long rows, long columns) {
    INDArray q = make(new Orthogonal().gain(2), rows, columns);
    INDArray product = rows >= columns ? q.transpose().mmul(q) : q.mmul(q.transpose());
    INDArray expected = Nd4j.eye(Math.min(rows, columns)).castTo(DataType.DOUBLE).muli(4);

    assertThat(product.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-12);
    assertThat(q.isView()).as("weights own their arrays").isFalse();
    assertThat(q.ordering()).isEqualTo('c');
  }

  @Test
  void orthogonalTakesAConvolutionKernelAsTheMatrixOfItsFilters() {
    INDArray q = make(new Orthogonal(), 3, 3, 2, 5).reshape(18, 5);

    assertThat(
            q.transpose()
                .mmul(q)
                .sub(Nd4j.eye(5).castTo(DataType.DOUBLE))
                .amaxNumber()
                .doubleValue())
        .isLessThan(1e-12);
  }

  /** Of square matrices, too, the columns are what is drawn. */
  @ParameterizedTest
  @CsvSource({"5", "256"})
  void theColumnsOfSquareMatricesAreDrawn(int order) {
    double[] first = OrthonormalVectors.draw(order, order, RandomStream.of(11))[0];

    assertThat(make(new Orthogonal(), order, order).getColumn(0).toDoubleVector())
        .containsExactly(first, within(1e-10));
  }

  /** A uniformly distributed orthogonal matrix of order n has elements of variance 1/n, mean 0. */
  @Test
  void orthogonalMatricesAreUniformlyDistributed() {
    INDArray corner = Nd4j.create(DataType.DOUBLE, 4000);
    RandomStream random = RandomStream.of(3);
    for (int i = 0; i < 4000; i++) {
      INDArray q = new Orthogonal().initialize(new long[] {3, 3}, DataType.DOUBLE, random);
      corner.putScalar(i, q.getDouble(0, 0));
    }

    assertThat(corner.meanNumber().doubleValue()).isCloseTo(0, within(0.03));
    assertThat(corner.mul(corner).meanNumber().doubleValue()).isCloseTo(1 / 3.0, within(0.02));
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of(new Constant(), new Constant(0.5)),
        Arguments.of(new Identity(), new Identity(0.5)),
        Arguments.of(new Orthogonal(), new Orthogonal().gain(0.5)),
        Arguments.of(new RandomNormal(), new RandomNormal().mean(1)),
        Arguments.of(new RandomNormal(), new RandomNormal().stddev(1)),
        Arguments.of(new RandomNormal(), new RandomNormal().seed(1)),
        Arguments.of(new TruncatedNormal(), new TruncatedNormal().mean(1)),
        Arguments.of(new TruncatedNormal(), new TruncatedNormal().stddev(1)),
        Arguments.of(new RandomUniform(), new RandomUniform().range(-1, 0.05)),
        Arguments.of(new RandomUniform(), new RandomUniform().range(-0.05, 1)),
        Arguments.of(new VarianceScaling(), new VarianceScaling().scale(2)),
        Arguments.of(
            new VarianceScaling().inputAxes(0).outputAxes(1).mode("fan_out"),
            new VarianceScaling().inputAxes(0).outputAxes(0, 1).mode("fan_out")),
        Arguments.of(
            new VarianceScaling().inputAxes(0).outputAxes(1),
            new VarianceScaling().inputAxes(0, 1).outputAxes(1)),
        Arguments.of(new VarianceScaling(), new VarianceScaling().distribution("uniform")),
        Arguments.of(
            new VarianceScaling(), new VarianceScaling().distribution("untruncated_normal")),
        Arguments.of(new GlorotUniform(), new GlorotUniform().seed(4)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everySettingChangesTheValues(Initializer before, Initializer after) {
    assertThat(make(after, 4, 4)).isNotEqualTo(make(before, 4, 4));
    assertThat(after.config()).isNotEqualTo(before.config());
  }

  @Test
  void modeChangesTheValues() {
    INDArray in = make(new VarianceScaling(), 4, 9);

    assertThat(make(new VarianceScaling().mode("fan_out"), 4, 9)).isNotEqualTo(in);
    assertThat(make(new VarianceScaling().mode("fan_avg"), 4, 9)).isNotEqualTo(in);
  }

  /** By SciPy's definition, n = 5, symmetric, at the second place: x = 1/4. */
  @ParameterizedTest
  @CsvSource({
    "boxcar, 1",
    "hann, 0.5",
    "hamming, 0.54",
    "blackman, 0.34",
    "bartlett, 0.5",
    "barthann, 0.5",
    "nuttall, 0.2269824",
    "blackmanharris, 0.21747",
    "flattop, -0.0547368399"
  })
  void windowsAreThoseOfSciPy(String name, double expected) {
    assertThat(Windows.of(name, 5, false)[1]).isCloseTo(expected, within(1e-9));
    assertThat(Windows.of(name, 4, true)[1]).isCloseTo(expected, within(1e-9));
    assertThat(make(new STFT().window(name), 5, 1, 3).isNaN().any()).isFalse();
    assertThat(Windows.names()).as("what messages offer").contains(name);
  }

  @Test
  void readsSeedsOfKerasSeedGenerators() {
    Config generator =
        new Config(Map.of("class_name", "SeedGenerator", "config", Map.of("seed", 5)));

    assertThat(make(Initializers.get("he_normal", new Config().with("seed", generator)), 4, 4))
        .isEqualTo(make(new HeNormal().seed(5), 4, 4));
  }

  @Test
  void readsKerasOnesScales() {
    assertThat(Initializers.get("uniform", new Config().with("scale", 0.2)).config())
        .isEqualTo(new RandomUniform().range(-0.2, 0.2).config());
    assertThat(Initializers.get("orthogonal", new Config().with("scale", 1.1)).config())
        .isEqualTo(new Orthogonal().gain(1.1).config());
  }

  @Test
  void takesFunctions() {
    Initializer tenths = (shape, dataType, random) -> Nd4j.valueArrayOf(shape, 0.1, dataType);

    assertThat(make(tenths, 2, 2).sumNumber().doubleValue()).isCloseTo(0.4, within(1e-9));
    assertThat(tenths.config()).isEqualTo(new Config());
    assertThat(tenths.returnsNewArrays()).isFalse();
  }

  @Test
  void functionsOfShapeAndNameMakeValuesOfTheRightShapeOnly() {
    InitFunction fives = (shape, name) -> Nd4j.valueArrayOf(shape, (double) name.length());

    assertThat(make(fives.named("alpha"), 2, 2)).isEqualTo(make(new Constant(5), 2, 2));
    InitFunction wrong = (shape, name) -> Nd4j.zeros(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> make(wrong.named("alpha"), 2, 2))
        .withMessage(
            "InitFunction: the values must have the shape of the weight \"alpha\", [2, 2]. Received: [3]. Return an array of the shape that is given.");
  }

  @Test
  void identityIsForSquareMatrices() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> make(new Identity(), 2, 3))
        .withMessage(
            "Identity: the shape must be that of a square matrix. Received: [2, 3]. Use \"orthogonal\" for other shapes.");
  }

  @Test
  void orthogonalIsForMatricesAndMore() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> make(new Orthogonal(), 3))
        .withMessage(
            "Orthogonal: the shape must have at least 2 axes. Received: [3]. Use \"glorot_uniform\" for vectors.");
  }

  @Test
  void refusesBadSettings() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomNormal().stddev(-1))
        .withMessage(
            "RandomNormal: stddev must be at least 0 and finite. Received: -1.0. Give 0 or more.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomUniform().range(1, 0))
        .withMessage(
            "RandomUniform: minval must not exceed maxval. Received: 1.0 and 0.0. Swap them.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VarianceScaling().mode("fan"))
        .withMessage(
            "VarianceScaling: mode must be one of [fan_in, fan_out, fan_avg]. Received: \"fan\". Choose one of them.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VarianceScaling().scale(0))
        .withMessageStartingWith("VarianceScaling: scale must be positive and finite.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Constant(Double.NaN))
        .withMessageStartingWith("Constant: value must be finite. Received: NaN.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new STFT().side("left"))
        .withMessageStartingWith("STFT: side must be \"real\" or \"imag\". Received: \"left\".");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new STFT().window("house"))
        .withMessageContaining(
            "window must be one of barthann, bartlett, blackman, blackmanharris, boxcar, flattop,"
                + " hamming, hann, nuttall, or null. Received: \"house\".");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new STFT().scaling("loud"))
        .withMessageContaining("scaling must be");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> make(new STFT(), 3, 3))
        .withMessageContaining("[frameLength, channels, bins]");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initializers.get("he_normall"))
        .withMessageStartingWith(
            "Unknown initializer \"he_normall\". Did you mean \"he_normal\"? The nearest names are \"he_normal\",");
  }

  @Test
  void registersUsersOwn() {
    String name = "tenths_of_a_test_" + UUID.randomUUID();
    Initializers.register(name, () -> new Constant(0.1));

    assertThat(Initializers.names()).contains(name);
    assertThat(make(Initializers.get(name.toUpperCase(Locale.ROOT)), 1).getDouble(0))
        .isCloseTo(0.1, within(1e-9));
  }

  private static INDArray make(Initializer initializer, long... shape) {
    return initializer.initialize(shape, DataType.DOUBLE, RandomStream.of(11));
  }
}
