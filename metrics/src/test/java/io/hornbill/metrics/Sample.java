package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.engine.testing.Evaluate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Seven valid rows of targets and predictions of a metric.
 *
 * @param yTrue the targets
 * @param yPred the predictions
 */
record Sample(INDArray yTrue, INDArray yPred) {
  private static final int ROWS = 7;

  /** The metric of a name, with what must be given. */
  static Metric metric(String name) {
    return Metrics.get(name, required(name));
  }

  private static Config required(String name) {
    return new Config()
        .with("num_classes", 3)
        .with(
            "target_class_ids",
            name.toLowerCase(Locale.ROOT).contains("binary") ? List.of(0, 1) : List.of(0, 2))
        .with("specificity", 0.5)
        .with("sensitivity", 0.5)
        .with("recall", 0.5)
        .with("precision", 0.5)
        .with("k", 2);
  }

  static Sample of(Metric metric) {
    return switch (metric.className()) {
      case "SparseCategoricalAccuracy",
          "SparseTopKCategoricalAccuracy",
          "SparseCategoricalCrossentropy" ->
          new Sample(whole(1, 3, ROWS), probabilities(3));
      case "IoU", "MeanIoU" -> new Sample(whole(1, 3, ROWS), whole(2, 3, ROWS));
      case "BinaryIoU" -> new Sample(whole(1, 2, ROWS), Evaluate.uniform(2, 0, 1, ROWS));
      case "Accuracy" -> new Sample(whole(1, 3, ROWS, 2), whole(2, 3, ROWS, 2));
      case "MeanMetricWrapper" ->
          metric.name().equals("categorical_generalized_cross_entropy")
              ? new Sample(whole(1, 3, ROWS), probabilities(3))
              : new Sample(Evaluate.uniform(1, 0.05, 0.95, ROWS, 3), probabilities(3));
      case "MeanSquaredError",
          "RootMeanSquaredError",
          "MeanAbsoluteError",
          "MeanAbsolutePercentageError",
          "MeanSquaredLogarithmicError",
          "LogCoshError",
          "CosineSimilarity",
          "R2Score",
          "PearsonCorrelation",
          "ConcordanceCorrelation",
          "KLDivergence",
          "Poisson" ->
          new Sample(Evaluate.uniform(1, 0.05, 0.95, ROWS, 3), probabilities(3));
      default -> new Sample(whole(1, 2, ROWS, 3), probabilities(3));
    };
  }

  private static INDArray probabilities(long columns) {
    return Evaluate.uniform(2, 0.05, 0.95, ROWS, columns);
  }

  private static INDArray whole(long seed, int below, long... shape) {
    INDArray array = Nd4j.create(DataType.DOUBLE, shape, 'c');
    SplittableRandom random = new SplittableRandom(seed);
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, random.nextInt(below));
    }
    return array;
  }

  /** Some of the rows. */
  Sample rows(int from, int to) {
    return new Sample(cut(yTrue, from, to), cut(yPred, from, to));
  }

  private static INDArray cut(INDArray array, int from, int to) {
    return array.get(NDArrayIndex.interval(from, to)).dup('c');
  }
}
