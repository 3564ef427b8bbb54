package io.hornbill.callbacks;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callbacks that are called one after the other, in the order they were given; {@code fit} does so,
 * and so may a loop of your own:
 *
 * <pre>{@code
 * CallbackList callbacks = new CallbackList(List.of(new CSVLogger("log.csv"), history), model);
 * callbacks.onTrainBegin();
 * for (int epoch = 0; epoch < 10; epoch++) {
 *   callbacks.onEpochBegin(epoch);
 *   callbacks.onEpochEnd(epoch, model.trainOnBatch(x, y));
 * }
 * callbacks.onTrainEnd();
 * }</pre>
 *
 * <p>As in Keras 1, warns once when the hooks of batches take nearly as long as the batches
 * themselves.
 */
public final class CallbackList extends Callback {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackList.class);
  private static final int QUEUE_LENGTH = 10;
  private static final double SLOW_SHARE = 0.95;
  private static final long SLOW_NANOS = 100_000_000;

  private final List<Callback> callbacks;
  private final int queueLength;
  private final Deque<Long> inHooks = new ArrayDeque<>();
  private final Deque<Long> inBatches = new ArrayDeque<>();
  private long begunHook;
  private long begunBatch;
  private boolean warned;

  /**
   * Attaches callbacks to a loop of your own, of which nothing is known beforehand and nothing is
   * printed.
   *
   * @param callbacks the callbacks, in order
   * @param model the model
   */
  public CallbackList(List<? extends Callback> callbacks, TrainingModel model) {
    this(callbacks, model, new TrainingParameters(1, -1, 0));
  }

  /**
   * Attaches callbacks to a run.
   *
   * @param callbacks the callbacks, in order
   * @param model the model
   * @param parameters what is known about the run
   */
  public CallbackList(
      List<? extends Callback> callbacks, TrainingModel model, TrainingParameters parameters) {
    this(callbacks, model, parameters, QUEUE_LENGTH);
  }

  /**
   * Attaches callbacks to a run.
   *
   * @param callbacks the callbacks, in order
   * @param model the model
   * @param parameters what is known about the run
   * @param queueLength over how many batches the time that hooks take is watched; 10 by default
   */
  public CallbackList(
      List<? extends Callback> callbacks,
      TrainingModel model,
      TrainingParameters parameters,
      int queueLength) {
    this.queueLength = Checks.positive("CallbackList", "queueLength", queueLength);
    this.callbacks = List.copyOf(callbacks);
    attach(model, parameters);
    for (Callback callback : callbacks) {
      callback.attach(model, parameters);
    }
  }

  /** {@return the callbacks, in order} */
  public List<Callback> callbacks() {
    return callbacks;
  }

  /** Says that training begins. */
  public void onTrainBegin() {
    onTrainBegin(new Logs());
  }

  /** Says that training ends. */
  public void onTrainEnd() {
    onTrainEnd(new Logs());
  }

  /**
   * Says that an epoch begins.
   *
   * @param epoch its number, from 0
   */
  public void onEpochBegin(int epoch) {
    onEpochBegin(epoch, new Logs());
  }

  /**
   * Says that a batch begins.
   *
   * @param batch its number, from 0
   */
  public void onTrainBatchBegin(int batch) {
    onTrainBatchBegin(batch, new Logs());
  }

  @Override
  public void onTrainBegin(Logs logs) {
    callbacks.forEach(c -> c.onTrainBegin(logs));
  }

  @Override
  public void onTrainEnd(Logs logs) {
    callbacks.forEach(c -> c.onTrainEnd(logs));
  }

  @Override
  public void onTestBegin(Logs logs) {
    callbacks.forEach(c -> c.onTestBegin(logs));
  }

  @Override
  public void onTestEnd(Logs logs) {
    callbacks.forEach(c -> c.onTestEnd(logs));
  }

  @Override
  public void onPredictBegin(Logs logs) {
    callbacks.forEach(c -> c.onPredictBegin(logs));
  }

  @Override
  public void onPredictEnd(Logs logs) {
    callbacks.forEach(c -> c.onPredictEnd(logs));
  }

  @Override
  public void onEpochBegin(int epoch, Logs logs) {
    callbacks.forEach(c -> c.onEpochBegin(epoch, logs));
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    callbacks.forEach(c -> c.onEpochEnd(epoch, logs));
  }

  @Override
  public void onTrainBatchBegin(int batch, Logs logs) {
    begunHook = System.nanoTime();
    callbacks.forEach(c -> c.onTrainBatchBegin(batch, logs));
    begunBatch = System.nanoTime();
  }

  @Override
  public void onTrainBatchEnd(int batch, Logs logs) {
    long ended = System.nanoTime();
    callbacks.forEach(c -> c.onTrainBatchEnd(batch, logs));
    watch(ended - begunBatch, System.nanoTime() - ended + begunBatch - begunHook);
  }

  private void watch(long batch, long hooks) {
    inBatches.add(batch);
    inHooks.add(hooks);
    if (inHooks.size() > queueLength) {
      inBatches.remove();
      inHooks.remove();
    }
    if (warned || inHooks.size() < queueLength || hooks < SLOW_NANOS) {
      return;
    }
    long median = median(inHooks);
    if (median > SLOW_NANOS && median > SLOW_SHARE * median(inBatches)) {
      warned = true;
      LOG.warn(
          Fault.of("CallbackList")
              .expected("the hooks of batches should be faster than the batches")
              .received("%s s per batch in hooks", median / 1e9)
              .remedy("Do less in onBatchBegin and onBatchEnd.")
              .message());
    }
  }

  private static long median(Deque<Long> times) {
    return times.stream().sorted().skip(times.size() / 2).findFirst().orElse(0L);
  }

  @Override
  public void onTestBatchBegin(int batch, Logs logs) {
    callbacks.forEach(c -> c.onTestBatchBegin(batch, logs));
  }

  @Override
  public void onTestBatchEnd(int batch, Logs logs) {
    callbacks.forEach(c -> c.onTestBatchEnd(batch, logs));
  }

  @Override
  public void onPredictBatchBegin(int batch, Logs logs) {
    callbacks.forEach(c -> c.onPredictBatchBegin(batch, logs));
  }

  @Override
  public void onPredictBatchEnd(int batch, Logs logs) {
    callbacks.forEach(c -> c.onPredictBatchEnd(batch, logs));
  }
}
