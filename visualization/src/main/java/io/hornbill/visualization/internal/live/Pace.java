package io.hornbill.visualization.internal.live;

import io.hornbill.callbacks.TrainingParameters;

/** How fast a training is, and how long it will take. */
final class Pace {
  private static final double NANOS = 1e9;
  private static final double WINDOW = 0.5;
  private static final double OLD_SHARE = 0.5;
  private static final int FIRST_BATCHES = 5;

  private final long begun = System.nanoTime();
  private long epochBegun = begun;
  private long lastBatch;
  private double windowSeconds;
  private long windowBatches;
  private long windowRows;
  private double batchesPerSecond;
  private double rowsPerSecond;
  private long steps;
  private long lastSteps = -1;
  private double secondsOfEpochs;
  private int epochs;

  void beginEpoch() {
    epochBegun = System.nanoTime();
    lastBatch = epochs == 0 ? 0 : epochBegun;
    steps = 0;
  }

  /** Counts a batch; its number of rows is negative if it is not known. */
  void add(long rows) {
    steps++;
    long now = System.nanoTime();
    if (lastBatch != 0) {
      windowSeconds += (now - lastBatch) / NANOS;
      windowBatches++;
      windowRows += rows;
    }
    // The very first batch is left out: before it the step is compiled.
    lastBatch = now;
    if (windowSeconds >= WINDOW || (batchesPerSecond == 0 && windowBatches == FIRST_BATCHES)) {
      batchesPerSecond = mixed(batchesPerSecond, windowBatches / windowSeconds);
      rowsPerSecond = mixed(rowsPerSecond, windowRows / windowSeconds);
      windowSeconds = 0;
      windowBatches = 0;
      windowRows = 0;
    }
  }

  private static double mixed(double before, double now) {
    return before == 0 ? now : OLD_SHARE * before + (1 - OLD_SHARE) * now;
  }

  void endEpoch() {
    lastSteps = steps;
    secondsOfEpochs += (System.nanoTime() - epochBegun) / NANOS;
    epochs++;
  }

  /** The batches of the last epoch; -1 before its end. */
  long stepsPerEpoch() {
    return lastSteps;
  }

  void facts(Run run, TrainingParameters parameters, int epoch, int batch) {
    if (batchesPerSecond > 0) {
      run.fact("batchesPerSecond", batchesPerSecond);
    }
    if (rowsPerSecond > 0) {
      run.fact("rowsPerSecond", rowsPerSecond);
    }
    run.fact("seconds", (System.nanoTime() - begun) / NANOS);
    long perEpoch = Math.max(parameters.steps(), lastSteps);
    if (perEpoch > 0 && batchesPerSecond > 0) {
      // Once an epoch is over it is known how long validation takes.
      double perEpochSeconds = epochs > 0 ? secondsOfEpochs / epochs : perEpoch / batchesPerSecond;
      double inEpoch = Math.min(1, (batch + 1.0) / perEpoch);
      double left = parameters.epochs() - epoch - inEpoch;
      run.fact("secondsLeft", Math.max(0, left * perEpochSeconds));
    }
  }
}
