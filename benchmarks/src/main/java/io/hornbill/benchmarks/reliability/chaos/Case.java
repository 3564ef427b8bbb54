package io.hornbill.benchmarks.reliability.chaos;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Data, and what one thread alone got for it.
 *
 * @param x the data
 * @param y the targets
 * @param prediction what {@code predict} gave
 * @param loss what {@code evaluate} gave
 */
record Case(INDArray x, INDArray y, INDArray prediction, double loss) {
  private static final double TOLERANCE = 1e-4;

  /** Checks a prediction, of the whole data. */
  void checkPrediction(String what, INDArray got, Tally tally) {
    double[] numbers = got.dup('c').data().asDouble();
    double[] right = prediction.data().asDouble();
    boolean same = numbers.length == right.length;
    for (int i = 0; same && i < right.length; i++) {
      same = close(numbers[i], right[i]);
    }
    if (!same) {
      tally.wrong(what + ": a wrong prediction: " + got + " instead of " + prediction);
    }
  }

  /** Checks a loss. */
  void checkLoss(String what, double got, Tally tally) {
    if (!close(got, loss)) {
      tally.wrong(what + ": a wrong loss: " + got + " instead of " + loss);
    }
  }

  /** False for NaN. */
  private static boolean close(double a, double b) {
    return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b));
  }
}
