package io.hornbill.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The metrics of Keras 1 that Keras 3 no longer has, by hand on 10 answers in two batches: 3 true
 * positives, 4 true negatives, 1 false positive, 2 false negatives.
 */
class KerasOneMetricsTest {
  private static final double PRECISION = 3.0 / 4;
  private static final double RECALL = 3.0 / 5;

  private static double value(Metric metric) {
    return new Epoch(metric)
        .add(row(1, 1, 1, 0, 0, 0, 0), row(0.9, 0.6, 0.51, 0.5, 0.1, 0.2, 0))
        .add(row(0, 1, 1), row(0.7, 0.5, 0.3))
        .value();
  }

  private static INDArray row(double... values) {
    return Nd4j.createFromArray(values).reshape(values.length, 1);
  }

  /** (3 · 4 - 1 · 2) / sqrt(4 · 5 · 5 · 6). */
  @Test
  void areLoggedByTheirNames() {
    for (String name : List.of("fmeasure", "fbeta_score", "matthews_correlation", "cosine")) {
      assertThat(Metrics.get(name).name()).isEqualTo(name);
    }
  }

  @Test
  void matthewsCorrelation() {
    assertThat(value(Metrics.get("matthews_correlation")))
        .isCloseTo(10 / Math.sqrt(600), within(1e-6));
  }

  @Test
  void precisionAndRecall() {
    assertThat(value(Metrics.get("precision"))).isCloseTo(PRECISION, within(1e-6));
    assertThat(value(Metrics.get("recall"))).isCloseTo(RECALL, within(1e-6));
  }

  /** 2 p r / (p + r). */
  @Test
  void fmeasure() {
    double expected = 2 * PRECISION * RECALL / (PRECISION + RECALL);

    assertThat(value(Metrics.get("fmeasure"))).isCloseTo(expected, within(1e-6));
    assertThat(value(Metrics.get("fbeta_score"))).isCloseTo(expected, within(1e-6));
  }

  /** (1 + b²) p r / (b² p + r), b = 2. */
  @Test
  void fbetaScore() {
    FBetaScore score = ((FBetaScore) Metrics.get("fbeta_score")).beta(2);

    assertThat(value(score))
        .isCloseTo(5 * PRECISION * RECALL / (4 * PRECISION + RECALL), within(1e-6));
  }

  @Test
  void anFScoreWithoutTruePositivesIs0() {
    assertThat(new Epoch(Metrics.get("fmeasure")).add(row(0, 0), row(0.9, 0.1)).value()).isZero();
  }

  /** Minus the mean of the cosines 1 and 0. */
  @Test
  void cosineProximity() {
    INDArray yTrue = Nd4j.createFromArray(new double[][] {{1, 1}, {0, 2}});
    INDArray yPred = Nd4j.createFromArray(new double[][] {{2, 2}, {5, 0}});

    assertThat(new Epoch(Metrics.get("cosine_proximity")).add(yTrue, yPred).value())
        .isCloseTo(-0.5, within(1e-12));
    assertThat(new Epoch(Metrics.get("cosine_similarity")).add(yTrue, yPred).value())
        .isCloseTo(0.5, within(1e-12));
  }
}
