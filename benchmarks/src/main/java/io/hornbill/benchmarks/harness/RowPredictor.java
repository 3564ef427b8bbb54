package io.hornbill.benchmarks.harness;

/** Asks a trained model about one row at a time, from one thread. */
@FunctionalInterface
public interface RowPredictor {

  /**
   * Predicts one of the prepared rows.
   *
   * @param row which of them
   * @return the class probabilities, as a Java array
   */
  float[] predict(int row);
}
