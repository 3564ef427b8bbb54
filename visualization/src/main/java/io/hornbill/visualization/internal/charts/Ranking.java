package io.hornbill.visualization.internal.charts;

import io.hornbill.base.Fault;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What every threshold would do, from the highest score down: equal scores are one threshold.
 *
 * @see <a href="https://doi.org/10.1016/j.patrec.2005.10.010">Fawcett 2006: An introduction to ROC
 *     analysis</a>
 */
public final class Ranking {
  private final double[] truePositives;
  private final double[] falsePositives;

  /** Ranks examples; there must be some of both kinds. */
  public Ranking(boolean[] positive, double[] scores) {
    int positives = (int) IntStream.range(0, positive.length).filter(i -> positive[i]).count();
    if (positives <= 0 || positives >= positive.length) {
      throw Fault.of("Plots")
          .expected("there must be examples of the class and others")
          .received("%s of %s are of it", positives, positive.length)
          .remedy("Draw classes that occur.")
          .argument();
    }
    if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
      throw Fault.of("Plots")
          .expected("scores must be numbers")
          .received("NaN")
          .remedy("Check the model.")
          .argument();
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[b], scores[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] hits = new double[order.length + 1];
    double[] misses = new double[order.length + 1];
    int points = 1;
    for (int i = 0; i < order.length; i++) {
      boolean tied = i > 0 && scores[order[i]] == scores[order[i - 1]];
      int at = tied ? points - 1 : points++;
      hits[at] = (tied ? hits[at] : hits[at - 1]) + (positive[order[i]] ? 1 : 0);
      misses[at] = (tied ? misses[at] : misses[at - 1]) + (positive[order[i]] ? 0 : 1);
    }
    truePositives = Arrays.copyOf(hits, points);
    falsePositives = Arrays.copyOf(misses, points);
  }

  /** The share of the positives that are found, from 0 to 1: also the recall. */
  public double[] truePositiveRates() {
    return shares(truePositives);
  }

  /** The share of the negatives that are taken for positives, from 0 to 1. */
  public double[] falsePositiveRates() {
    return shares(falsePositives);
  }

  private static double[] shares(double[] counts) {
    return Arrays.stream(counts).map(count -> count / counts[counts.length - 1]).toArray();
  }

  /** The share of what is found that is positive; 1 before anything is found. */
  public double[] precisions() {
    double[] result = new double[truePositives.length];
    result[0] = 1;
    for (int i = 1; i < result.length; i++) {
      result[i] = truePositives[i] / (truePositives[i] + falsePositives[i]);
    }
    return result;
  }

  /** The area under the curve of true by false positive rates. */
  public double areaUnderCurve() {
    double[] x = falsePositiveRates();
    double[] y = truePositiveRates();
    double area = 0;
    for (int i = 1; i < x.length; i++) {
      area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
    }
    return area;
  }

  /** The mean of the precisions, weighted by the steps in recall. */
  public double averagePrecision() {
    double[] recalls = truePositiveRates();
    double[] precisions = precisions();
    double sum = 0;
    for (int i = 1; i < recalls.length; i++) {
      sum += (recalls[i] - recalls[i - 1]) * precisions[i];
    }
    return sum;
  }
}
