package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.data.internal.feeds.Epochs;
import io.hornbill.data.internal.feeds.Pass;
import io.hornbill.engine.Engine;
import io.hornbill.layers.Network;
import io.hornbill.optimizers.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps of training and evaluation of a compiled model. */
final class Trainer {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
  private static final AtomicBoolean TOLD = new AtomicBoolean();
  private static final int KEPT_EVALUATIONS = 2 * Runtime.getRuntime().availableProcessors();

  private final Network network;
  private final Usage usage;
  private final CompileOptions compiled;
  private final StepBuilder builder;
  private final MetricState trainMetrics = new MetricState();
  private final Steps trainSteps;
  private final Pool<Boolean, Evaluation> evaluations;
  private final Position position = new Position();
  private final LossWatch lossWatch = new LossWatch();
  private @Nullable Epochs data;
  private boolean averaged;
  private volatile boolean failed;
  private volatile @Nullable Step last;
  private volatile boolean stopped;

  Trainer(Network network, Usage usage, CompileOptions options) {
    this.network = network;
    this.usage = usage;
    compiled = options;
    builder = new StepBuilder(network, options);
    trainSteps = new Steps(builder, true, trainMetrics);
    evaluations =
        new Pool<>(
            new Pool.Room(1, KEPT_EVALUATIONS, Long.MAX_VALUE),
            key -> new Evaluation(builder, step -> last = step));
    if (options.bfloat16(network)
        && !Engine.multipliesBfloat16()
        && TOLD.compareAndSet(false, true)) {
      Warnings.warn(
          LOG,
          Fault.of("mixedPrecision")
              .expected(
                  "\"mixed_bfloat16\" needs a processor with bfloat16 instructions and the onednn"
                      + " engine")
              .received("the %s engine, which has none to use here", Engine.name())
              .remedy("Everything is computed in float32."));
    }
  }

  StepBuilder builder() {
    return builder;
  }

  Optimizer optimizer() {
    return compiled.optimizer();
  }

  void stop() {
    stopped = true;
  }

  /** Whether somebody asked training to end. */
  boolean isStopped() {
    return isOver();
  }

  /** Notes that a training by several processes begins, or that it came to its end. */
  void inParallel(boolean done) {
    stopped = false;
    failed = !done;
  }

  /** Makes the step for batches of some shapes, which checks the shapes. */
  void prepare(boolean training, BatchShapes shapes) {
    if (training) {
      trainSteps.prepare(shapes);
    } else {
      evaluating(
          evaluation -> {
            evaluation.prepare(shapes);
            return new Logs();
          });
    }
  }

  private Logs evaluating(Function<Evaluation, Logs> action) {
    Evaluation lent = evaluations.lend(true);
    try {
      return action.apply(lent);
    } finally {
      evaluations.giveBack(true, lent);
    }
  }

  /** The outputs of all layers for the batch that was computed last. */
  Map<String, INDArray> activations() {
    Step known = last;
    List<INDArray> data = known == null ? List.of() : known.data(network.inputs().size());
    return data.isEmpty() ? Map.of() : Inspection.activations(network, data);
  }

  /** The rows of the batch that was computed last; -1 before the first. */
  long batchRows() {
    Step known = last;
    return known == null ? -1 : known.rows();
  }

  /** Trains for the epochs of the options. */
  void fit(Epochs train, @Nullable Epochs validation, FitOptions options, CallbackList callbacks) {
    stopped = false;
    lossWatch.begin();
    averaged = false;
    failed = true;
    data = train;
    position.start(options.initialEpoch());
    Logs logs = new Logs();
    boolean done = false;
    try {
      callbacks.onTrainBegin(new Logs());
      while (position.epoch() < options.epochs() && !isOver() && isReady(train)) {
        int epoch = position.epoch();
        beginEpoch(epoch, callbacks);
        logs = epoch(epoch, train, callbacks);
        if (validation != null && options.validatesAfter(epoch) && !isInterrupted()) {
          validate(validation, logs, callbacks);
        }
        position.endEpoch();
        callbacks.onEpochEnd(epoch, logs);
      }
      requireStillOpen();
      done = true;
      failed = false;
    } finally {
      builder.optimizers().forEach(Optimizer::finish);
      data = null;
      Logs reached = logs;
      Closing.run(callbacks, done, callback -> callback.onTrainEnd(reached));
    }
  }

  private boolean isOver() {
    return stopped || usage.isClosed();
  }

  void requireStillOpen() {
    if (usage.isClosed()) {
      throw usage.closedDuring("fit");
    }
  }

  /** An epoch that goes on is within its data already. */
  private boolean isReady(Epochs train) {
    return position.batches() > 0 || train.begin();
  }

  /** Who sets the learning rate at the beginning of an epoch has done so before it was cut off. */
  private void beginEpoch(int epoch, CallbackList callbacks) {
    double rate = optimizer().learningRate();
    callbacks.onEpochBegin(epoch, new Logs());
    if (position.batches() > 0 && optimizer().learningRate() != rate) {
      optimizer().learningRate(rate);
    }
  }

  Position position() {
    return position;
  }

  /** The data of the training that is under way; null outside of one. */
  @Nullable Epochs data() {
    return data;
  }

  /** Whether the moving average stands in the place of the weights. */
  boolean isAveraged() {
    return averaged;
  }

  void swapWithAverage() {
    optimizer().swapWithAverage();
    averaged = !averaged;
  }

  /** Whether the last training was ended by an exception. */
  boolean hasFailed() {
    return failed;
  }

  /** A thread that is asked to end goes on to the end of its batch. */
  private boolean isInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      stop();
      return true;
    }
    return false;
  }

  private void validate(Epochs validation, Logs logs, CallbackList callbacks) {
    Logs more =
        evaluating(evaluation -> evaluation.run(validation, callbacks, this::isInterrupted));
    if (!isInterrupted()) {
      more.forEach((name, value) -> logs.put("val_" + name, value));
    }
  }

  private Logs epoch(int epoch, Epochs data, CallbackList callbacks) {
    boolean more = true;
    if (position.batches() > 0) {
      more = data.next();
    } else {
      position.startEpoch();
      trainMetrics.reset();
    }
    while (more) {
      int batch = position.batches();
      callbacks.onTrainBatchBegin(batch, new Logs());
      double loss = batch(data.present());
      lossWatch.see(network.name(), loss, epoch, batch);
      callbacks.onTrainBatchEnd(batch, new Logs(position.logs()));
      more = !isInterrupted() && !isOver() && data.next();
    }
    return position.logs();
  }

  /** Takes one step; callbacks are called before and after, never while the step is in use. */
  private double batch(Pass pass) {
    BatchShapes shapes = pass.shapes();
    return trainSteps.with(
        shapes,
        step -> {
          builder.optimizers().forEach(Optimizer::beforeStep);
          step.compute(pass::copyTo);
          position.add(step, shapes.rows());
          last = step;
          return step.loss(0);
        });
  }

  /** Trains on one batch and returns its losses and metrics. */
  Logs trainOnBatch(DataSet data) {
    BatchShapes shapes = data.batch(data.rows());
    return trainSteps.with(
        shapes,
        step -> {
          trainMetrics.reset();
          builder.optimizers().forEach(Optimizer::beforeStep);
          last = step;
          return single(step, data);
        });
  }

  /** Evaluates one batch. */
  Logs testOnBatch(DataSet data) {
    return evaluating(evaluation -> evaluation.single(data));
  }

  static Logs single(Step step, DataSet data) {
    step.compute(inputs -> data.copyTo(inputs, 0, data.rows()));
    RunningLoss loss = new RunningLoss();
    loss.add(step, data.rows());
    return loss.logs(step);
  }

  /** Evaluates an epoch of batches, to its end; the first step is made before anything else. */
  Logs test(BatchShapes first, Epochs data, CallbackList callbacks) {
    return evaluating(
        evaluation -> {
          evaluation.prepare(first);
          Logs logs = evaluation.run(data, callbacks, () -> false);
          if (data.wasInterrupted()) {
            throw data.cancelled("evaluation");
          }
          return logs;
        });
  }

  /** Frees all steps that are not in use; they are made anew when they are asked for. */
  void clear() {
    trainSteps.clear();
    evaluations.clear();
  }

  /** Frees all steps: now, or when they are no longer in use. */
  void close() {
    last = null;
    trainSteps.close();
    evaluations.close();
  }
}
