package io.hornbill.visualization.internal.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.callbacks.History;
import io.hornbill.callbacks.Logs;
import io.hornbill.visualization.ChartOptions;
import io.hornbill.visualization.internal.scene.Scene;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurvesTest {

  private static History history(double... losses) {
    History history = new History();
    for (int epoch = 0; epoch < losses.length; epoch++) {
      Logs logs = new Logs(Map.of("loss", losses[epoch]));
      if (epoch % 2 == 1) {
        logs.put("val_loss", losses[epoch] + 1);
      }
      history.onEpochEnd(epoch, logs);
    }
    return history;
  }

  private static Scene draw(History history) {
    return Curves.of(Map.of("", history), new ChartOptions());
  }

  @Test
  void trainingAndValidationShareAPanel() {
    Scene scene = draw(history(4, 3, 2, 1));
    assertThat(Texts.of(scene)).contains("loss", "epoch", "training", "validation", "1", "4");
    assertThat(Texts.curves(scene)).hasSize(2);
    assertThat(Texts.curves(scene).get(1).dashed()).isTrue();
  }

  @Test
  void validationEverySecondEpochStandsAtItsEpochs() {
    Scene scene = draw(history(4, 3, 2, 1));
    var training = Texts.curves(scene).get(0).shape().getBounds2D();
    var validation = Texts.curves(scene).get(1).shape().getBounds2D();
    assertThat(validation.getX()).isEqualTo(training.getX() + training.getWidth() / 3);
    assertThat(validation.getMaxX()).isEqualTo(training.getMaxX());
  }

  @Test
  void runsHaveColoursAndNames() {
    Map<String, History> runs = new LinkedHashMap<>();
    runs.put("adam", history(4, 3));
    runs.put("sgd", history(4, 2));
    Scene scene = Curves.of(runs, new ChartOptions().title("two"));
    assertThat(Texts.of(scene)).contains("two", "adam training", "sgd training", "sgd validation");
    var curves = Texts.curves(scene);
    assertThat(curves.get(0).stroke()).isNotEqualTo(curves.get(1).stroke());
  }

  @Test
  void aSingleEpochStandsInTheMiddle() {
    assertThat(Texts.of(draw(history(4)))).contains("1").doesNotContain("2");
  }

  @Test
  void whatIsNotFiniteIsCounted() {
    assertThat(Texts.of(draw(history(4, 3, Double.NaN)))).contains("epoch (not finite: 1)");
    assertThat(Texts.of(draw(history(Double.NaN)))).contains("epoch (not finite: 1)");
  }

  @Test
  void whatIsNotFiniteLeavesAGap() {
    Scene scene = draw(history(4, 3, Double.NaN, 2, 1, Double.POSITIVE_INFINITY, 1, 1));
    int starts = 0;
    for (var path = Texts.curves(scene).get(0).shape().getPathIterator(null);
        !path.isDone();
        path.next()) {
      starts += path.currentSegment(new double[6]) == java.awt.geom.PathIterator.SEG_MOVETO ? 1 : 0;
    }
    assertThat(starts).isEqualTo(3);
    assertThat(Texts.of(draw(history(Double.NaN, Double.NaN)))).contains("loss");
  }

  @Test
  void aValueBetweenTwoGapsIsAPoint() {
    Scene scene = draw(history(4, 3, Double.NaN, 2, Double.NaN, 1, 1));
    assertThat(scene.marks().toString()).contains("Ellipse2D");
    assertThat(draw(history(4, 3, 2, 1)).marks().toString()).doesNotContain("Ellipse2D");
  }

  @Test
  void oneEpochIsAPoint() {
    assertThat(Texts.curves(draw(history(4)))).isEmpty();
    assertThat(draw(history(4)).marks().toString()).contains("Ellipse2D");
  }

  @Test
  void logarithmicAxesAreForPositiveValues() {
    ChartOptions options = new ChartOptions().logarithmic(true);
    Scene positive = Curves.of(Map.of("", history(1000, 10, 1, 0.01)), options);
    assertThat(Texts.of(positive)).contains("0.01", "0.1", "1000");
    Scene mixed = Curves.of(Map.of("", history(1000, 10, -1, 0.01)), options);
    assertThat(Texts.of(mixed)).doesNotContain("0.01").contains("1000");
  }

  @Test
  void longTrainingsAreThinnedWithTheirPeaksKept() {
    double[] losses = new double[100_000];
    losses[77_777] = 5;
    Scene scene = draw(history(losses));
    var training = Texts.curves(scene).get(0).shape();
    int points = 0;
    for (var path = training.getPathIterator(null); !path.isDone(); path.next()) {
      points++;
    }
    assertThat(points).isLessThanOrEqualTo(2000);
    assertThat(training.getBounds2D().getHeight()).isGreaterThan(100);
  }

  @Test
  void needsAnEpoch() {
    assertThatThrownBy(() -> draw(new History()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Plots: history must hold at least one epoch. Received: ");
  }
}
