package io.hornbill.training;

import io.hornbill.callbacks.Logs;
import java.util.Arrays;
import java.util.stream.Stream;

/** The means of the losses over the batches so far, each batch counting by its rows. */
final class RunningLoss {
  private double[] sums = {};
  private double rows;

  /** Everything as a string. */
  String write() {
    StringBuilder text = new StringBuilder(Double.toString(rows));
    for (double sum : sums) {
      text.append(' ').append(sum);
    }
    return text.toString();
  }

  /** Reads what {@link #write} wrote. */
  static RunningLoss read(String text) {
    double[] numbers = Stream.of(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    RunningLoss loss = new RunningLoss();
    loss.rows = numbers[0];
    loss.sums = Arrays.copyOfRange(numbers, 1, numbers.length);
    return loss;
  }

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
