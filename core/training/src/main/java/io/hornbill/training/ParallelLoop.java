package io.hornbill.training;

import io.hornbill.callbacks.History;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.graph.Guard;
import io.hornbill.graph.Variable;
import io.hornbill.training.parallel.Collective;
import io.hornbill.training.parallel.Sharing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The epochs of a training by several processes, as one of them goes through them. */
final class ParallelLoop implements AutoCloseable {
  private final TrainableModel model;
  private final Collective collective;
  private final ParallelOptions options;
  private final Director director;
  private final DataSet data;
  private final Sharing sharing;
  private final boolean whole;
  private final ShareStep step;
  private final @Nullable ParallelValidation validation;
  private final List<Variable> state;
  private final int firstEpoch;
  private final LossWatch lossWatch = new LossWatch();
  private double[] sums = {};
  private double rows;
  private boolean stopped;

  ParallelLoop(
      TrainableModel model,
      Collective collective,
      ParallelOptions options,
      Director director,
      DataSet data,
      Sharing sharing,
      boolean whole) {
    this.model = model;
    this.collective = collective;
    this.options = options;
    this.director = director;
    this.data = data;
    this.sharing = sharing;
    this.whole = whole;
    StepBuilder builder = model.trainer().builder();
    state = model.state();
    firstEpoch = firstEpoch();
    shareKeys();
    shareState();
    builder
        .step()
        .assign(builder.step().value().dup().assign((double) firstEpoch * sharing.steps()));
    step = new ShareStep(model, collective, options, sharing.firstPlace(collective.rank()));
    validation = ParallelValidation.of(model, collective, options, data);
  }

  /** All processes draw the same random numbers. */
  private void shareKeys() {
    List<Long> own = model.keysOfRandomness();
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * own.size());
    own.forEach(bytes::putLong);
    ByteBuffer given = ByteBuffer.wrap(collective.broadcast("keys", bytes.array()));
    List<Long> keys = new ArrayList<>();
    while (given.hasRemaining()) {
      keys.add(given.getLong());
    }
    model.keysOfRandomness(keys);
  }

  /** Rank 0 may go on from a state that its director has. */
  private int firstEpoch() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES);
    if (collective.rank() == 0) {
      bytes.putInt(director.trainBegins(options.initialEpoch()));
    }
    return ByteBuffer.wrap(collective.broadcast("first epoch", bytes.array())).getInt();
  }

  private void shareState() {
    byte[] own = collective.rank() == 0 ? written() : new byte[0];
    byte[] given = collective.broadcast("weights", own);
    if (collective.rank() > 0) {
      Guard.writing(state, () -> VariableBytes.read(state, given));
    }
  }

  private byte[] written() {
    byte[][] bytes = new byte[1][];
    Guard.reading(state, () -> bytes[0] = VariableBytes.write(state));
    return bytes[0];
  }

  void run(History history) {
    Logs logs = new Logs();
    boolean done = false;
    history.onTrainBegin(logs);
    try {
      for (int epoch = firstEpoch; epoch < options.epochs() && !stopped; epoch++) {
        int now = epoch;
        decide(() -> director.epochBegins(now));
        if (stopped) {
          break;
        }
        logs = epoch(epoch);
        Logs reached = logs;
        decide(() -> director.epochEnds(now, new Logs(reached)));
        history.onEpochEnd(epoch, logs);
      }
      model.trainer().requireStillOpen();
      done = true;
    } finally {
      model.optimizer().finish();
      if (collective.rank() == 0) {
        director.trainEnds(done, logs);
      }
    }
    shareState();
  }

  /** What rank 0 decides, and what it changed meanwhile, goes to all. */
  private void decide(Supplier<Decision> ask) {
    ByteBuffer message = ByteBuffer.allocate(Double.BYTES + 2);
    if (collective.rank() == 0) {
      long before = state.stream().mapToLong(Variable::version).sum();
      Decision decision = ask.get();
      long after = state.stream().mapToLong(Variable::version).sum();
      message.putDouble(decision.learningRate());
      message.put((byte) (decision.stop() ? 1 : 0)).put((byte) (before == after ? 0 : 1));
    }
    ByteBuffer given = ByteBuffer.wrap(collective.broadcast("decision", message.array()));
    double rate = given.getDouble();
    stopped = given.get() == 1;
    boolean changed = given.get() == 1;
    if (changed) {
      shareState();
    }
    if (rate != model.learningRate()) {
      model.learningRate(rate);
    }
  }

  private Logs epoch(int epoch) {
    int rank = collective.rank();
    int[] order = sharing.order(rank, options.seed(), epoch, options.isShuffle(), whole);
    step.metrics().reset();
    sums = new double[0];
    rows = 0;
    int first = 0;
    for (int batch = 0; batch < sharing.steps(); batch++) {
      int own = sharing.rowsIn(rank, batch);
      if (options.localSteps() > 1) {
        localStep(batch, order, first, own);
      } else {
        step(batch, order, first, own);
      }
      watch(epoch, batch, own);
      first += own;
      if (rank == 0) {
        director.batchEnds(batch, ParallelFit.logs(step.lossNames(), sums, Math.max(1, rows)));
      }
    }
    return epochLogs();
  }

  private Logs epochLogs() {
    if (options.localSteps() > 1) {
      average(state);
      collective.allReduce("losses", sums);
      double[] all = {rows};
      collective.allReduce("rows", all);
      rows = all[0];
    } else {
      averageMovingAverages();
    }
    Logs logs = ParallelFit.logs(step.lossNames(), sums, rows);
    MetricSums.addTo(logs, step.metrics(), collective);
    if (validation != null) {
      validation.run().forEach((name, value) -> logs.put("val_" + name, value));
    }
    return logs;
  }

  /** One process warns of what all have the loss of; of its own rows each does. */
  private void watch(int epoch, int batch, int own) {
    if (options.localSteps() > 1 ? own > 0 : collective.rank() == 0) {
      lossWatch.see(model.name(), step.losses()[0], epoch, batch);
    }
  }

  private void step(int batch, int[] order, int first, int own) {
    int present = step.allPresent() ? collective.size() : sharing.present(batch);
    double all = sharing.rowsIn(batch);
    boolean counts = own > 0 || step.allPresent();
    step.gradients(
        data, order, new ShareStep.Share(first, own, own / all, counts ? 1.0 / present : 0));
    step.apply();
    add(step.losses(), all);
  }

  private void add(double[] losses, double weight) {
    if (sums.length == 0) {
      sums = new double[losses.length];
    }
    for (int i = 0; i < losses.length; i++) {
      sums[i] += weight * losses[i];
    }
    rows += weight;
  }

  private void localStep(int batch, int[] order, int first, int own) {
    if (own > 0) {
      step.ownGradients(data, order, new ShareStep.Share(first, own, 1, 1));
      step.apply();
      add(step.losses(), own);
    }
    if ((batch + 1) % options.localSteps() == 0) {
      average(state);
    }
  }

  /** What layers follow by themselves, each from its own rows. */
  private void averageMovingAverages() {
    Set<Variable> moving = new LinkedHashSet<>(model.weights());
    moving.removeAll(model.trainer().builder().trainable());
    moving.retainAll(model.trainer().builder().changed());
    average(new ArrayList<>(moving));
  }

  private void average(List<Variable> variables) {
    for (Variable variable : variables) {
      double[] values = VariableBytes.doubles(variable.value());
      double[] own = values.clone();
      collective.allReduce("average", values);
      Arrays.setAll(values, i -> values[i] / collective.size());
      if (!Arrays.equals(values, own)) {
        Guard.writing(
            List.of(variable),
            () -> {
              VariableBytes.put(variable.value(), values);
              variable.touch();
            });
      }
    }
  }

  @Override
  public void close() {
    step.close();
    if (validation != null) {
      validation.close();
    }
  }
}
