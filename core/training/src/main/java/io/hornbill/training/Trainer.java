package io.hornbill.training;

import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.data.internal.feeds.Epochs;
import io.hornbill.data.internal.feeds.Pass;
import io.hornbill.engine.Engine;
import io.hornbill.layers.Network;
import io.hornbill.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps of training and evaluation of a compiled model. */
final class Trainer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
  private static final AtomicBoolean TOLD = new AtomicBoolean();
  private static final int KEPT_STEPS = 8;

  private final Network network;
  private final Optimizer optimizer;
  private final StepBuilder builder;
  private final MetricState trainMetrics = new MetricState();
  private final MetricState testMetrics = new MetricState();
  private final Map<BatchShapes, Step> trainSteps = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<BatchShapes, Step> testSteps = new LinkedHashMap<>(16, 0.75f, true);
  private final Position position = new Position();
  private @Nullable Epochs data;
  private boolean averaged;
  private boolean failed;
  private @Nullable Step last;
  private volatile boolean stopped;
  private boolean warned;

  Trainer(Network network, CompileOptions options) {
    this.network = network;
    optimizer = options.optimizer();
    builder = new StepBuilder(network, options);
    if (options.bfloat16() && !Engine.multipliesBfloat16() && TOLD.compareAndSet(false, true)) {
      LOG.warn(
          "mixedPrecision: \"mixed_bfloat16\" needs a processor with bfloat16 instructions and the"
              + " onednn engine. Received: the {} engine, which has none to use here. Everything is"
              + " computed in float32.",
          Engine.name());
    }
  }

  StepBuilder builder() {
    return builder;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  void stop() {
    stopped = true;
  }

  /** Whether somebody asked training to end. */
  boolean isStopped() {
    return stopped;
  }

  /** Notes that a training by several processes begins, or that it came to its end. */
  void inParallel(boolean done) {
    stopped = false;
    failed = !done;
  }

  /** Returns the step for batches of some shapes; makes it if need be, which checks the shapes. */
  Step step(boolean training, BatchShapes shapes) {
    Map<BatchShapes, Step> steps = training ? trainSteps : testSteps;
    Step step = steps.get(shapes);
    if (step == null) {
      step = builder.build(training, shapes, training ? trainMetrics : testMetrics);
      steps.put(shapes, step);
      if (steps.size() > KEPT_STEPS) {
        var oldest = steps.entrySet().iterator();
        oldest.next().getValue().close();
        oldest.remove();
      }
    }
    last = step;
    return step;
  }

  /** The outputs of all layers for the batch that was computed last. */
  Map<String, INDArray> activations() {
    Step known = last;
    return known == null
        ? Map.of()
        : Inspection.activations(network, known.data(network.inputs().size()));
  }

  /** The rows of the batch that was computed last; -1 before the first. */
  long batchRows() {
    Step known = last;
    return known == null ? -1 : known.data(1).get(0).size(0);
  }

  /** Trains for the epochs of the options. */
  void fit(Epochs train, @Nullable Epochs validation, FitOptions options, CallbackList callbacks) {
    stopped = false;
    warned = false;
    averaged = false;
    failed = true;
    data = train;
    position.start(options.initialEpoch());
    Logs logs = new Logs();
    boolean done = false;
    try {
      callbacks.onTrainBegin(new Logs());
      while (position.epoch() < options.epochs() && !stopped && isReady(train)) {
        int epoch = position.epoch();
        beginEpoch(epoch, callbacks);
        logs = epoch(epoch, train, callbacks);
        if (validation != null && options.validatesAfter(epoch) && !isInterrupted()) {
          validate(validation, logs, callbacks);
        }
        position.endEpoch();
        callbacks.onEpochEnd(epoch, logs);
      }
      done = true;
      failed = false;
    } finally {
      optimizer.finish();
      data = null;
      Logs reached = logs;
      Closing.run(callbacks, done, callback -> callback.onTrainEnd(reached));
    }
  }

  /** An epoch that goes on is within its data already. */
  private boolean isReady(Epochs train) {
    return position.batches() > 0 || train.begin();
  }

  /** Who sets the learning rate at the beginning of an epoch has done so before it was cut off. */
  private void beginEpoch(int epoch, CallbackList callbacks) {
    double rate = optimizer.learningRate();
    callbacks.onEpochBegin(epoch, new Logs());
    if (position.batches() > 0 && optimizer.learningRate() != rate) {
      optimizer.learningRate(rate);
    }
  }

  Position position() {
    return position;
  }

  /** The data of the training that is under way. */
  Epochs data() {
    Epochs known = data;
    if (known == null) {
      throw new IllegalStateException(
          "Model \"%s\": progress can be saved and loaded during training only. Received: a call outside of fit(). Call it in a callback."
              .formatted(network.name()));
    }
    return known;
  }

  /** Whether the moving average stands in the place of the weights. */
  boolean isAveraged() {
    return averaged;
  }

  void swapWithAverage() {
    optimizer.swapWithAverage();
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
    Logs more = test(validation, callbacks, this::isInterrupted);
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
      Pass pass = data.present();
      BatchShapes shapes = pass.shapes();
      Step step = step(true, shapes);
      callbacks.onTrainBatchBegin(batch, new Logs());
      optimizer.beforeStep();
      pass.copyTo(step.inputs());
      step.run();
      position.add(step, shapes.rows());
      warnIfNotFinite(step.loss(0), epoch, batch);
      callbacks.onTrainBatchEnd(batch, new Logs(position.logs()));
      more = !isInterrupted() && !stopped && data.next();
    }
    return position.logs();
  }

  private void warnIfNotFinite(double loss, int epoch, int batch) {
    if (!warned && !Double.isFinite(loss)) {
      warned = true;
      LOG.warn(
          "Model \"{}\": the loss must be finite. Received: {} at batch {} of epoch {}. Training"
              + " goes on; lower the learning rate, clip the gradients or check the data.",
          network.name(),
          loss,
          batch + 1,
          epoch + 1);
    }
  }

  /** Trains on one batch and returns its losses and metrics. */
  Logs trainOnBatch(DataSet data) {
    Step step = step(true, data.batch(data.rows()));
    trainMetrics.reset();
    optimizer.beforeStep();
    return single(step, data);
  }

  /** Evaluates one batch. */
  Logs testOnBatch(DataSet data) {
    Step step = step(false, data.batch(data.rows()));
    testMetrics.reset();
    return single(step, data);
  }

  static Logs single(Step step, DataSet data) {
    data.copyTo(step.inputs(), 0, data.rows());
    step.run();
    RunningLoss loss = new RunningLoss();
    loss.add(step, data.rows());
    return loss.logs(step);
  }

  /** Evaluates an epoch of batches, to its end. */
  Logs test(Epochs data, CallbackList callbacks) {
    Logs logs = test(data, callbacks, () -> false);
    if (data.wasInterrupted()) {
      throw data.cancelled("evaluation");
    }
    return logs;
  }

  private Logs test(Epochs data, CallbackList callbacks, BooleanSupplier ends) {
    Logs logs = new Logs();
    boolean done = false;
    try {
      data.restart();
      callbacks.onTestBegin(new Logs());
      logs = batches(data, callbacks, ends);
      done = true;
    } finally {
      Logs reached = logs;
      Closing.run(callbacks, done, callback -> callback.onTestEnd(reached));
    }
    return logs;
  }

  private Logs batches(Epochs data, CallbackList callbacks, BooleanSupplier ends) {
    RunningLoss loss = new RunningLoss();
    testMetrics.reset();
    Logs logs = new Logs();
    int batch = 0;
    for (boolean more = data.begin(); more; more = !ends.getAsBoolean() && data.next()) {
      Pass pass = data.present();
      BatchShapes shapes = pass.shapes();
      Step step = step(false, shapes);
      callbacks.onTestBatchBegin(batch, new Logs());
      pass.copyTo(step.inputs());
      step.run();
      loss.add(step, shapes.rows());
      logs = loss.logs(step);
      callbacks.onTestBatchEnd(batch, logs);
      batch++;
    }
    return logs;
  }

  /** Closes all steps; they are made anew when they are asked for. */
  @Override
  public void close() {
    List<Step> all = new ArrayList<>(trainSteps.values());
    all.addAll(testSteps.values());
    trainSteps.clear();
    testSteps.clear();
    last = null;
    all.forEach(Step::close);
  }
}
