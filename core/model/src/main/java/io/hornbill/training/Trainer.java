package io.hornbill.training;

import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.Logs;
import io.hornbill.graph.RandomStream;
import io.hornbill.layers.Network;
import io.hornbill.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the steps of training and evaluation of a compiled model. */
final class Trainer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
  private static final int KEPT_STEPS = 8;

  private final Network network;
  private final Optimizer optimizer;
  private final StepBuilder builder;
  private final MetricState trainMetrics = new MetricState();
  private final MetricState testMetrics = new MetricState();
  private final Map<BatchShapes, Step> trainSteps = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<BatchShapes, Step> testSteps = new LinkedHashMap<>(16, 0.75f, true);
  private volatile boolean stopped;
  private boolean warned;

  Trainer(Network network, CompileOptions options) {
    this.network = network;
    optimizer = options.optimizer();
    builder = new StepBuilder(network, options);
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

  /** Returns the step for batches of some shapes; makes it if need be, which checks the shapes. */
  Step step(boolean training, DataSet data, int rows) {
    BatchShapes shapes = data.batch(rows);
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
    return step;
  }

  /** Trains for the epochs of the options. */
  void fit(DataSet data, @Nullable DataSet validation, FitOptions options, CallbackList callbacks) {
    stopped = false;
    warned = false;
    int[] order = new int[data.rows()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    RandomStream random = RandomStream.next();
    Logs logs = new Logs();
    boolean done = false;
    try {
      callbacks.onTrainBegin(new Logs());
      for (int epoch = options.initialEpoch(); epoch < options.epochs() && !stopped; epoch++) {
        callbacks.onEpochBegin(epoch, new Logs());
        if (options.shuffle()) {
          shuffle(order, random);
        }
        logs = epoch(epoch, data, options.shuffle() ? order : null, options, callbacks);
        if (validation != null && options.validatesAfter(epoch)) {
          Logs more = test(validation, options.validationBatchSize(), callbacks);
          for (Map.Entry<String, Double> entry : more.entrySet()) {
            logs.put("val_" + entry.getKey(), entry.getValue());
          }
        }
        callbacks.onEpochEnd(epoch, logs);
      }
      done = true;
    } finally {
      optimizer.finish();
      end(callbacks, logs, done);
    }
  }

  /** All callbacks clean up, whatever fails, and the first exception is the one to see. */
  private static void end(CallbackList callbacks, Logs logs, boolean done) {
    RuntimeException first = null;
    for (var callback : callbacks.callbacks()) {
      try {
        callback.onTrainEnd(logs);
      } catch (RuntimeException e) {
        if (done && first == null) {
          first = e;
        } else {
          LOG.warn("Cleaning up after a failed training failed too", e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static void shuffle(int[] order, RandomStream random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
  }

  private Logs epoch(
      int epoch, DataSet data, int @Nullable [] order, FitOptions options, CallbackList callbacks) {
    List<Column> columns = data.columns();
    RunningLoss loss = new RunningLoss();
    trainMetrics.reset();
    Logs logs = new Logs();
    int batch = 0;
    for (int first = 0; first < data.rows() && !stopped; first += options.batchSize()) {
      int rows = Math.min(options.batchSize(), data.rows() - first);
      Step step = step(true, data, rows);
      callbacks.onTrainBatchBegin(batch, new Logs());
      optimizer.beforeStep();
      if (order == null) {
        step.feed(columns, first, rows);
      } else {
        step.feed(columns, order, first, rows);
      }
      step.run();
      loss.add(step, rows);
      warnIfNotFinite(step.loss(0), epoch, batch);
      logs = loss.logs(step);
      callbacks.onTrainBatchEnd(batch, new Logs(logs));
      batch++;
      if (Thread.currentThread().isInterrupted()) {
        stop();
      }
    }
    return logs;
  }

  private void warnIfNotFinite(double loss, int epoch, int batch) {
    if (!warned && !Double.isFinite(loss)) {
      warned = true;
      LOG.warn(
          "Model \"{}\": the loss must be finite. Received: {} at batch {} of epoch {}. Training goes on; lower the learning rate, clip the gradients or check the data.",
          network.name(),
          loss,
          batch + 1,
          epoch + 1);
    }
  }

  /** Trains on one batch and returns its losses and metrics. */
  Logs trainOnBatch(DataSet data) {
    Step step = step(true, data, data.rows());
    trainMetrics.reset();
    optimizer.beforeStep();
    return single(step, data);
  }

  /** Evaluates one batch. */
  Logs testOnBatch(DataSet data) {
    Step step = step(false, data, data.rows());
    testMetrics.reset();
    return single(step, data);
  }

  private static Logs single(Step step, DataSet data) {
    step.feed(data.columns(), 0, data.rows());
    step.run();
    RunningLoss loss = new RunningLoss();
    loss.add(step, data.rows());
    return loss.logs(step);
  }

  /** Evaluates a data set. */
  Logs test(DataSet data, int batchSize, CallbackList callbacks) {
    step(false, data, Math.min(batchSize, data.rows()));
    List<Column> columns = data.columns();
    RunningLoss loss = new RunningLoss();
    testMetrics.reset();
    Logs logs = new Logs();
    callbacks.onTestBegin(new Logs());
    int batch = 0;
    for (int first = 0; first < data.rows(); first += batchSize) {
      int rows = Math.min(batchSize, data.rows() - first);
      Step step = step(false, data, rows);
      callbacks.onTestBatchBegin(batch, new Logs());
      step.feed(columns, first, rows);
      step.run();
      loss.add(step, rows);
      logs = loss.logs(step);
      callbacks.onTestBatchEnd(batch, logs);
      batch++;
    }
    callbacks.onTestEnd(logs);
    return logs;
  }

  @Override
  public void close() {
    List<Step> all = new ArrayList<>(trainSteps.values());
    all.addAll(testSteps.values());
    trainSteps.clear();
    testSteps.clear();
    all.forEach(Step::close);
  }
}
