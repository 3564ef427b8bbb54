package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.base.Config;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers that draw random numbers: what they drop together, how much, and from which seed. */
class NoiseTest {
  private static INDArray trained(Layer layer, INDArray x) {
    return Evaluate.of(
        xs -> new Trace(true, Ops.constant(0, DataType.DOUBLE), l -> true).run(layer, xs).get(0),
        x);
  }

  private static double variance(INDArray y) {
    double mean = y.meanNumber().doubleValue();
    return y.mul(y).meanNumber().doubleValue() - mean * mean;
  }

  static Stream<Layer> seeded() {
    return Stream.of("Dropout", "GaussianDropout", "AlphaDropout", "SpatialDropout1D")
        .map(name -> Layers.get(name, new Config().with("rate", 0.4).with("seed", 7)));
  }

  @ParameterizedTest
  @MethodSource("seeded")
  void theSeedDecidesWhatIsDrawn(Layer layer) {
    INDArray x = Nd4j.ones(DataType.FLOAT, 4, 50, 20);
    INDArray drawn = trained(layer, x);
    assertThat(trained(Layers.get(layer.className(), layer.config()), x)).isEqualTo(drawn);
    assertThat(trained(Layers.get(layer.className(), layer.config().with("seed", 8)), x))
        .isNotEqualTo(drawn);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5})
  void dropoutDropsTheRateAndKeepsTheMean(double rate) {
    INDArray y = trained(new Dropout(rate).seed(1), Nd4j.ones(DataType.FLOAT, 100, 100));
    double kept = y.gt(0).castTo(DataType.FLOAT).meanNumber().doubleValue();
    assertThat(kept).isCloseTo(1 - rate, within(0.02));
    assertThat(y.maxNumber().doubleValue()).isCloseTo(1 / (1 - rate), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dropout", "AlphaDropout"})
  void noiseShapeSaysWhatIsDroppedTogether(String name) {
    Config config = new Config().with("rate", 0.5).with("seed", 3);
    INDArray x = Nd4j.ones(DataType.FLOAT, 8, 5, 8);
    INDArray y =
        trained(Layers.get(name, config.with("noise_shape", Arrays.asList(null, 1, null))), x);
    INDArray first = y.slice(0, 1);
    for (int i = 1; i < 5; i++) {
      assertThat(y.slice(i, 1)).isEqualTo(first);
    }
    assertThat(first.maxNumber()).isNotEqualTo(first.minNumber());
    INDArray each = trained(Layers.get(name, config.with("noise_shape", null)), x);
    assertThat(each.slice(1, 1)).isNotEqualTo(each.slice(0, 1));
  }

  static Stream<Layer> spatial() {
    return Stream.of(
        new SpatialDropout1D(0.5).seed(1),
        new SpatialDropout2D(0.5).seed(1),
        new SpatialDropout3D(0.5).seed(1),
        new SpatialDropout2D(0.5).seed(1).dataFormat("channels_first"),
        new SpatialDropout3D(0.5).seed(1).dataFormat("channels_first"));
  }

  @ParameterizedTest
  @MethodSource("spatial")
  void spatialDropoutDropsWholeChannels(Layer layer) {
    boolean first = "channels_first".equals(layer.config().get("data_format"));
    int axes = layer.className().charAt("SpatialDropout".length()) - '0';
    long[] dims = new long[axes + 2];
    Arrays.fill(dims, 3);
    dims[0] = 6;
    dims[first ? 1 : axes + 1] = 10;
    INDArray y = trained(layer, Nd4j.ones(DataType.FLOAT, dims));
    int[] space = IntStream.range(first ? 2 : 1, first ? axes + 2 : axes + 1).toArray();
    INDArray sums = y.sum(space);
    double whole = 2 * Math.pow(3, axes);
    assertThat(sums.shape()).containsExactly(6, 10);
    for (double sum : sums.castTo(DataType.DOUBLE).reshape(60).toDoubleVector()) {
      assertThat(sum == 0 || Math.abs(sum - whole) < 1e-4).as("%s of %s", sum, whole).isTrue();
    }
    assertThat(sums.maxNumber()).isNotEqualTo(sums.minNumber());
  }

  /** Keras multiplies by numbers of mean 1 and variance rate / (1 - rate). */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5})
  void gaussianDropoutHasTheVarianceOfDropout(double rate) {
    INDArray y = trained(new GaussianDropout(rate).seed(1), Nd4j.ones(DataType.DOUBLE, 200, 200));
    assertThat(y.meanNumber().doubleValue()).isCloseTo(1, within(0.03));
    assertThat(variance(y)).isCloseTo(rate / (1 - rate), within(0.05));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 2})
  void gaussianNoiseHasItsDeviation(double stddev) {
    INDArray y = trained(new GaussianNoise(stddev).seed(1), Nd4j.ones(DataType.DOUBLE, 200, 200));
    assertThat(y.meanNumber().doubleValue()).isCloseTo(1, within(0.05));
    assertThat(Math.sqrt(variance(y))).isCloseTo(stddev, within(0.02 * stddev));
  }

  /** What AlphaDropout is for: mean 0 and variance 1 stay. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5})
  void alphaDropoutKeepsMeanAndVariance(double rate) {
    INDArray x = trained(new GaussianNoise(1).seed(5), Nd4j.zeros(DataType.DOUBLE, 300, 300));
    INDArray y = trained(new AlphaDropout(rate).seed(1), x);
    assertThat(y.meanNumber().doubleValue()).isCloseTo(0, within(0.02));
    assertThat(variance(y)).isCloseTo(1, within(0.03));
    assertThat(y).isNotEqualTo(x);
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> new Dropout(1)).hasMessageContaining("Dropout: rate must be in");
    assertThatThrownBy(() -> new AlphaDropout(-0.1)).hasMessageContaining("AlphaDropout: rate");
    for (Layer layer :
        List.of(
            new Dropout(0.5).noiseShape(1, 2).name("d"),
            new AlphaDropout(0.5).noiseShape(1, 2).name("d"))) {
      assertThatThrownBy(() -> layer.apply(Input.of(3, 4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "%s \"d\": noiseShape must have one length per axis of the input. Received: [1, 2] for an input [?, 3, 4]. Put 1 where whole axes are dropped.",
              layer.className());
    }
    Dropout built = new Dropout(0.5);
    built.buildFor(Shape.of(-1, 3));
    assertThatThrownBy(() -> built.noiseShape(1, 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> built.seed(1)).isInstanceOf(IllegalStateException.class);
  }
}
