package io.hornbill.training;

import io.hornbill.callbacks.Logs;

/** The means of the losses over the batches so far, each batch counting by its rows. */
final class RunningLoss {
  private double[] sums = {};
  private double rows;

  void add(Step step, long batchRows) {
    int count = step.lossNames().size();
    if (sums.length != count) {
      sums = new double[count];
    }
    for (int i = 0; i < count; i++) {
      sums[i] += step.loss(i) * batchRows;
    }
    rows += batchRows;
  }

  /** The losses, then the metrics after the last batch. */
  Logs logs(Step step) {
    Logs logs = new Logs();
    for (int i = 0; i < sums.length; i++) {
      logs.put(step.lossNames().get(i), sums[i] / rows);
    }
    step.logMetrics(logs);
    return logs;
  }
}
