package io.hornbill.training;

import io.hornbill.callbacks.Logs;
import io.hornbill.data.internal.arrays.Bytes;
import io.hornbill.engine.Pace;
import io.hornbill.engine.Plan;
import io.hornbill.graph.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A compiled step of training or evaluation for batches of one shape. Who uses it takes it. */
final class Step implements Lent {
  /** How many steps a model keeps: those of the shapes used last, one for each. */
  static final Pool.Room ROOM = new Pool.Room(256, 1, 256L << 20);

  private final Plan plan;
  private final List<Bytes> inputs = new ArrayList<>();
  private final List<String> lossNames;
  private final List<String> metricNames;
  private final int metricStart;
  private Fitted fitted = Fitted.SAME;
  private Pace pace = new Pace();
  private boolean alone;

  /**
   * Takes over a plan.
   *
   * @param plan its inputs are data, targets and sample weights, its outputs losses and metrics
   * @param inputCount the number of inputs
   * @param lossNames the names of the losses
   * @param metricNames the names of the metrics' results
   */
  Step(Plan plan, int inputCount, List<String> lossNames, List<String> metricNames) {
    this.plan = plan;
    this.lossNames = lossNames;
    this.metricNames = metricNames;
    metricStart = lossNames.size();
    for (int i = 0; i < inputCount; i++) {
      inputs.add(Bytes.of(plan.input(i)));
    }
  }

  /** Waits for a look at the data, which is short. */
  @Override
  public synchronized void take() {
    plan.take();
  }

  @Override
  public void release() {
    plan.release();
  }

  @Override
  public long bytes() {
    return plan.ownBytes();
  }

  @Override
  public long allBytes() {
    return plan.ownBytes() + plan.bytes();
  }

  /** The plan's inputs: data, targets and sample weights. */
  List<Bytes> inputs() {
    return inputs;
  }

  /** An input behind the data, in the plan's own memory. */
  INDArray moreInput(int index) {
    return plan.input(inputs.size() + index);
  }

  /** Copies of the data that was computed last; none if it is gone, or about to be. */
  synchronized List<INDArray> data(int count) {
    if (!plan.tryToTake()) {
      return List.of();
    }
    try {
      return IntStream.range(0, count).mapToObj(i -> fitted.own(i, plan.input(i))).toList();
    } finally {
      plan.release();
    }
  }

  /** Whether runs change weights, or states that go on from batch to batch. */
  boolean changesShared() {
    return plan.changesShared();
  }

  /** What keeps runs apart that use the same weights. */
  Guard guard() {
    return plan.guard();
  }

  /** The rows of a batch. */
  long rows() {
    return plan.input(0).size(0);
  }

  /** Computes a batch. */
  void compute(Consumer<List<Bytes>> batch) {
    batch.accept(fitted.filled(inputs));
    run();
  }

  void run() {
    pace.run(plan, alone);
  }

  /** Learns how its inputs are filled with the next batch. */
  void filledAs(Fitted next) {
    fitted = next;
  }

  /** Learns at whose pace it runs, and whether that chose one core for it. */
  Step at(Pace common, boolean onOne) {
    pace = common;
    alone = onOne;
    return this;
  }

  /** Computes, and tells of what {@link #more} returns as soon as it is there. */
  void run(IntConsumer ready) {
    int first = metricStart + metricNames.size();
    plan.run(
        output -> {
          if (output >= first) {
            ready.accept(output - first);
          }
        });
  }

  /** What the step computes beside losses and metrics, in the plan's own memory. */
  INDArray more(int index) {
    return plan.output(metricStart + metricNames.size() + index);
  }

  List<String> lossNames() {
    return lossNames;
  }

  double loss(int index) {
    return plan.output(index).getDouble(0);
  }

  /** Adds the metrics' results; those of several numbers one by one. */
  void logMetrics(Logs logs) {
    for (int i = 0; i < metricNames.size(); i++) {
      INDArray value = plan.output(metricStart + i);
      if (value.rank() == 0) {
        logs.put(metricNames.get(i), value.getDouble(0));
      } else {
        for (int j = 0; j < value.length(); j++) {
          logs.put(metricNames.get(i) + "_" + j, value.getDouble(j));
        }
      }
    }
  }

  @Override
  public void close() {
    plan.close();
  }
}
