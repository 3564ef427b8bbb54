package io.hornbill.training;

import io.hornbill.callbacks.Logs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where a training stands: the epoch, the batches of it that are done, and what they came to. */
final class Position {
  private int epoch;
  private int batches;
  private RunningLoss loss = new RunningLoss();
  private Logs logs = new Logs();

  /** Begins before an epoch. */
  void start(int firstEpoch) {
    epoch = firstEpoch;
    startEpoch();
  }

  /** Begins an epoch anew. */
  void startEpoch() {
    batches = 0;
    loss = new RunningLoss();
    logs = new Logs();
  }

  int epoch() {
    return epoch;
  }

  /** The number of batches of this epoch that are done. */
  int batches() {
    return batches;
  }

  Logs logs() {
    return logs;
  }

  /** Takes in a batch that was computed. */
  void add(Step step, long rows) {
    loss.add(step, rows);
    logs = loss.logs(step);
    batches++;
  }

  /** Moves to the next epoch. */
  void endEpoch() {
    epoch++;
    batches = 0;
  }

  /** Writes everything as texts. */
  void write(Map<String, String> to) {
    to.put("epoch", Integer.toString(epoch));
    to.put("batch", Integer.toString(batches));
    to.put("loss", loss.write());
    List<String> lines = new ArrayList<>();
    logs.forEach((name, value) -> lines.add(value + " " + name));
    to.put("logs", String.join("\n", lines));
  }

  /** Reads what {@link #write} wrote. */
  void read(Map<String, String> from) {
    epoch = Integer.parseInt(from.getOrDefault("epoch", ""));
    batches = Integer.parseInt(from.getOrDefault("batch", ""));
    loss = RunningLoss.read(from.getOrDefault("loss", ""));
    logs = new Logs();
    for (String line : from.getOrDefault("logs", "").lines().toList()) {
      int space = line.indexOf(' ');
      logs.put(line.substring(space + 1), Double.valueOf(line.substring(0, space)));
    }
  }
}
