package io.hornbill.training;

import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.Bytes;
import io.hornbill.data.internal.arrays.Column;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.engine.Plan;
import io.hornbill.graph.Variable;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.training.parallel.Collective;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A training step of which this process computes a share: gradients, their sum, the update. */
final class ShareStep implements AutoCloseable {
  private final StepBuilder builder;
  private final Optimizer optimizer;
  private final Collective collective;
  private final ParallelOptions options;
  private final ShareGraph graph;
  private final MetricState metrics = new MetricState();
  private final Map<BatchShapes, StepBuilder.Half> halves = new LinkedHashMap<>();
  private final List<Variable> trainable;
  private final Plan update;
  private final List<INDArray> exchanged = new ArrayList<>();
  private final INDArray losses;
  private @Nullable GradientExchange exchange;
  private boolean sumsInside;

  /**
   * What a process computes in a step.
   *
   * @param first the first of its rows, within their order
   * @param rows how many rows
   * @param ofData the share of these rows in the batch
   * @param ofWeights the share of what weights alone add to the loss
   */
  record Share(int first, int rows, double ofData, double ofWeights) {}

  ShareStep(TrainableModel model, Collective collective, ParallelOptions options, int firstPlace) {
    builder = model.trainer().builder();
    this.collective = collective;
    this.options = options;
    trainable = builder.trainable();
    graph =
        new ShareGraph(model.dataType(), firstPlace, options.isSyncBatchNorm(), this::sumInside);
    optimizer = model.trainer().optimizer();
    update = builder.buildUpdate(trainable);
    IntStream.range(0, trainable.size()).forEach(i -> exchanged.add(update.input(i)));
    losses = Nd4j.zeros(model.dataType(), builder.lossCount());
    exchanged.add(losses);
  }

  private void sumInside(String label, double[] values) {
    if (options.localSteps() == 1) {
      sumsInside = true;
      collective.allReduce(label, values);
    }
  }

  MetricState metrics() {
    return metrics;
  }

  /** The names of the losses, once a step was computed. */
  List<String> lossNames() {
    return halves.values().iterator().next().step().lossNames();
  }

  /** The losses of the last step, over all processes. */
  double[] losses() {
    return losses.toDoubleVector();
  }

  /** Computes the gradients of this process' rows alone. */
  void ownGradients(DataSet data, int[] order, Share share) {
    StepBuilder.Half half = half(data.batch(share.rows()));
    fill(half.step(), data, order, share);
    half.step().run();
    exchanged.forEach(gradient -> gradient.assign(0));
    for (int i = 0; i < half.weights().size(); i++) {
      exchanged.get(place(half, i)).assign(half.step().more(i));
    }
    readLosses(half.step());
  }

  /** Computes the gradients of a share, and sums them up over all processes. */
  void gradients(DataSet data, int[] order, Share share) {
    GradientExchange known = exchange;
    if (known == null) {
      first(data, order, share);
      return;
    }
    known.begin();
    if (share.rows() > 0 || sumsInside) {
      StepBuilder.Half half = half(data.batch(Math.max(1, share.rows())));
      List<INDArray> totals =
          share.rows() > 0
              ? List.of()
              : metrics.totals().stream().map(total -> total.value().dup()).toList();
      fill(half.step(), data, order, share);
      if (sumsInside) {
        half.step().run();
        allReady(known, half);
      } else {
        half.step().run(i -> known.ready(place(half, i), half.step().more(i)));
      }
      readLosses(half.step());
      if (share.rows() == 0) {
        restore(totals);
      }
    } else {
      builder.step().assign(builder.step().value().add(1));
      losses.assign(0);
    }
    known.ready(trainable.size(), losses);
    known.finish();
  }

  /** A row that counts for nothing counts in no metric either. */
  private void restore(List<INDArray> totals) {
    List<Variable> all = metrics.totals();
    for (int i = 0; i < totals.size(); i++) {
      all.get(i).assign(totals.get(i));
    }
  }

  private void allReady(GradientExchange known, StepBuilder.Half half) {
    for (int i = 0; i < half.weights().size(); i++) {
      known.ready(place(half, i), half.step().more(i));
    }
  }

  private int place(StepBuilder.Half half, int gradient) {
    return trainable.indexOf(half.weights().get(gradient));
  }

  /** The first step finds out in which order the gradients come. */
  private void first(DataSet data, int[] order, Share share) {
    StepBuilder.Half half = half(data.batch(share.rows()));
    fill(half.step(), data, order, share);
    Set<Integer> came = new LinkedHashSet<>();
    half.step().run(i -> came.add(place(half, i)));
    IntStream.rangeClosed(0, trainable.size()).forEach(came::add);
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * came.size());
    came.forEach(bytes::putInt);
    ByteBuffer same = ByteBuffer.wrap(collective.broadcast("order", bytes.array()));
    int[] places = new int[came.size()];
    same.asIntBuffer().get(places);
    GradientExchange made =
        new GradientExchange(collective, exchanged, places, options.bucketBytes());
    exchange = made;
    made.begin();
    readLosses(half.step());
    allReady(made, half);
    made.ready(trainable.size(), losses);
    made.finish();
  }

  private void readLosses(Step step) {
    for (int i = 0; i < losses.length(); i++) {
      losses.putScalar(i, step.loss(i));
    }
  }

  private void fill(Step step, DataSet data, int[] order, Share share) {
    boolean absent = share.rows() == 0;
    List<Column> columns = data.columns();
    List<Bytes> inputs = step.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      // Without rows of its own, a process computes on one that counts for nothing.
      columns
          .get(i)
          .copyTo(inputs.get(i), order, absent ? 0 : share.first(), Math.max(1, share.rows()));
    }
    step.moreInput(0).assign(absent ? 0 : share.ofData());
    step.moreInput(1).assign(share.ofWeights());
    step.moreInput(2).assign(absent ? 0 : 1);
  }

  private StepBuilder.Half half(BatchShapes shapes) {
    return halves.computeIfAbsent(shapes, known -> builder.buildGradients(known, metrics, graph));
  }

  /** Whether each process takes part in each step, rows or not. */
  boolean allPresent() {
    return sumsInside;
  }

  /** Lets the optimizer change the weights. */
  void apply() {
    optimizer.beforeStep();
    update.run();
  }

  @Override
  public void close() {
    halves.values().forEach(half -> half.step().close());
    update.close();
    if (exchange != null) {
      exchange.close();
    }
  }
}
