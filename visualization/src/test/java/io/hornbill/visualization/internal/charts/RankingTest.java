package io.hornbill.visualization.internal.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.visualization.ChartOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RankingTest {
  // scikit-learn's example: roc_auc_score 0.75, average_precision_score 0.8333.
  private static final boolean[] POSITIVE = {false, false, true, true};
  private static final double[] SCORES = {0.1, 0.4, 0.35, 0.8};

  @Test
  void areasAreThoseOfScikitLearn() {
    Ranking ranking = new Ranking(POSITIVE, SCORES);
    assertThat(ranking.areaUnderCurve()).isCloseTo(0.75, within(1e-12));
    assertThat(ranking.averagePrecision()).isCloseTo(0.8333333333, within(1e-9));
    assertThat(ranking.falsePositiveRates()).containsExactly(0, 0, 0.5, 0.5, 1);
    assertThat(ranking.truePositiveRates()).containsExactly(0, 0.5, 0.5, 1, 1);
    assertThat(ranking.precisions()).containsExactly(1, 1, 0.5, 2.0 / 3, 0.5);
  }

  @Test
  void equalScoresAreOneThreshold() {
    Ranking ranking = new Ranking(POSITIVE, new double[] {1, 1, 1, 1});
    assertThat(ranking.areaUnderCurve()).isEqualTo(0.5);
    assertThat(ranking.averagePrecision()).isEqualTo(0.5);
    assertThat(ranking.truePositiveRates()).containsExactly(0, 1);
  }

  @Test
  void severalClassesAreComparedEachWithAllOthers() {
    INDArray truth = Nd4j.createFromArray(0f, 1, 2);
    INDArray scores =
        Nd4j.createFromArray(new float[][] {{.8f, .1f, .1f}, {.1f, .2f, .7f}, {.1f, .5f, .4f}});
    ChartOptions options = new ChartOptions().names(List.of("a", "b", "c"));
    assertThat(Texts.of(RankingCharts.roc(truth, scores, options)))
        .contains("a (area 1.000)", "b (area 0.500)", "c (area 0.500)", "chance");
    assertThat(Texts.of(RankingCharts.precisionRecall(truth, scores, options)))
        .contains("a (average 1.000)", "b (average 0.500)", "recall", "precision");
  }

  @Test
  void namesOfManyClassesTakeNothingFromTheCurves() {
    INDArray truth = Nd4j.arange(12);
    ChartOptions options = new ChartOptions();
    double few =
        RankingCharts.roc(Nd4j.createFromArray(0f, 1), Nd4j.createFromArray(0f, 1), options)
            .height();
    assertThat(RankingCharts.roc(truth, Nd4j.eye(12), options).height()).isGreaterThan(few + 30);
  }

  @Test
  void refusesWhatHasNoCurve() {
    assertThatThrownBy(() -> new Ranking(new boolean[] {true, true}, new double[] {1, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("examples of the class and others. Received: 2 of 2");
    assertThatThrownBy(() -> new Ranking(POSITIVE, new double[] {1, 0, Double.NaN, 1}))
        .hasMessageContaining("scores must be numbers. Received: NaN.");
    assertThatThrownBy(
            () ->
                RankingCharts.roc(
                    Nd4j.createFromArray(0f, 1),
                    Nd4j.createFromArray(0f, 1),
                    new ChartOptions().names(List.of("a", "b"))))
        .hasMessageContaining("one name for each of the 1 scores. Received: [a, b].");
  }
}
