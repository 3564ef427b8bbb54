package io.hornbill.visualization.internal.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Activation;
import io.hornbill.layers.Dense;
import io.hornbill.visualization.ChartOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class HistogramsTest {

  @Test
  void countsAsNumpyDoes() {
    // numpy.histogram([1, 2, 1, 5, 3.5], bins=4): [2, 1, 1, 1], edges 1, 2, 3, 4, 5 (the last
    // closed).
    var bins = Histograms.bins(new double[] {1, 2, 1, 5, 3.5}, 4);
    assertThat(bins.counts()).containsExactly(2, 1, 1, 1);
    assertThat(bins.edges()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void oneValueHasRangesAroundIt() {
    var bins = Histograms.bins(new double[] {0, 0}, 2);
    assertThat(bins.edges()).containsExactly(-0.5, 0, 0.5);
    assertThat(bins.counts()).containsExactly(0, 2);
  }

  @Test
  void showsMeanDeviationAndWhatIsNotFinite() {
    INDArray values = Nd4j.createFromArray(1f, 3, Float.NaN, Float.POSITIVE_INFINITY);
    var scene = Histograms.of(Map.of("kernel", values), new ChartOptions());
    assertThat(Texts.of(scene)).contains("kernel", "mean 2.00, std 1.00, n 4, not finite 2");
    INDArray none = Nd4j.createFromArray(Float.NaN);
    assertThat(Texts.of(Histograms.of(Map.of("kernel", none), new ChartOptions())))
        .contains("mean 0.00, std 0.00, n 1, not finite 1");
  }

  @Test
  void needsArrays() {
    assertThatThrownBy(() -> Histograms.of(Map.of(), new ChartOptions()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a histogram needs 1 to 400 arrays. Received: 0.");
  }

  @Test
  void weightsAndOutputsHaveTheNamesOfTheirLayers() {
    var model =
        new Sequential(
            new Input(2), new Dense(2).name("fc"), new Activation("relu").name("positive"));
    model.countParams();
    model
        .getLayer("fc")
        .setWeights(
            List.of(
                Nd4j.createFromArray(new float[][] {{1, -1}, {0, 0}}),
                Nd4j.createFromArray(0f, 1)));
    assertThat(LayerOutputs.weights(model)).containsOnlyKeys("fc/kernel", "fc/bias");
    var outputs = LayerOutputs.of(model, Nd4j.createFromArray(new float[][] {{2, 7}}));
    assertThat(outputs).containsOnlyKeys("fc", "positive");
    assertThat(Numbers.of(outputs.get("fc"))).containsExactly(2, -1);
    assertThat(Numbers.of(outputs.get("positive"))).containsExactly(2, 0);
  }
}
