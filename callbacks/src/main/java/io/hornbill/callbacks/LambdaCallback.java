package io.hornbill.callbacks;

import java.util.function.Consumer;

/**
 * Calls functions: for small callbacks that are written where they are used.
 *
 * <pre>{@code
 * new LambdaCallback().onEpochEnd((epoch, logs) -> System.out.println(epoch + ": " + logs))
 * }</pre>
 */
public final class LambdaCallback extends Callback {
  private Consumer<Logs> trainBegin = logs -> {};
  private Consumer<Logs> trainEnd = logs -> {};
  private Consumer<Logs> testBegin = logs -> {};
  private Consumer<Logs> testEnd = logs -> {};
  private Consumer<Logs> predictBegin = logs -> {};
  private Consumer<Logs> predictEnd = logs -> {};
  private Numbered epochBegin = (number, logs) -> {};
  private Numbered epochEnd = (number, logs) -> {};
  private Numbered trainBatchBegin = (number, logs) -> {};
  private Numbered trainBatchEnd = (number, logs) -> {};
  private Numbered testBatchBegin = (number, logs) -> {};
  private Numbered testBatchEnd = (number, logs) -> {};
  private Numbered predictBatchBegin = (number, logs) -> {};
  private Numbered predictBatchEnd = (number, logs) -> {};

  /** A function of the number of a batch or an epoch, and of the logs. */
  @FunctionalInterface
  public interface Numbered {
    /**
     * Is called by the hook.
     *
     * @param number the batch or the epoch, from 0
     * @param logs the numbers so far
     */
    void accept(int number, Logs logs);
  }

  /** Makes a callback that does nothing. */
  public LambdaCallback() {}

  /**
   * Sets what is called before training.
   *
   * @param action the function
   */
  public LambdaCallback onTrainBegin(Consumer<Logs> action) {
    trainBegin = action;
    return this;
  }

  /**
   * Sets what is called after training.
   *
   * @param action the function
   */
  public LambdaCallback onTrainEnd(Consumer<Logs> action) {
    trainEnd = action;
    return this;
  }

  /**
   * Sets what is called before evaluation.
   *
   * @param action the function
   */
  public LambdaCallback onTestBegin(Consumer<Logs> action) {
    testBegin = action;
    return this;
  }

  /**
   * Sets what is called after evaluation.
   *
   * @param action the function
   */
  public LambdaCallback onTestEnd(Consumer<Logs> action) {
    testEnd = action;
    return this;
  }

  /**
   * Sets what is called before prediction.
   *
   * @param action the function
   */
  public LambdaCallback onPredictBegin(Consumer<Logs> action) {
    predictBegin = action;
    return this;
  }

  /**
   * Sets what is called after prediction.
   *
   * @param action the function
   */
  public LambdaCallback onPredictEnd(Consumer<Logs> action) {
    predictEnd = action;
    return this;
  }

  /**
   * Sets what is called before an epoch.
   *
   * @param action the function
   */
  public LambdaCallback onEpochBegin(Numbered action) {
    epochBegin = action;
    return this;
  }

  /**
   * Sets what is called after an epoch and its validation.
   *
   * @param action the function
   */
  public LambdaCallback onEpochEnd(Numbered action) {
    epochEnd = action;
    return this;
  }

  /**
   * Sets what is called before a batch of training.
   *
   * @param action the function
   */
  public LambdaCallback onTrainBatchBegin(Numbered action) {
    trainBatchBegin = action;
    return this;
  }

  /**
   * Sets what is called before a batch of training.
   *
   * @param action the function
   */
  public LambdaCallback onBatchBegin(Numbered action) {
    trainBatchBegin = action;
    return this;
  }

  /**
   * Sets what is called after a batch of training.
   *
   * @param action the function
   */
  public LambdaCallback onTrainBatchEnd(Numbered action) {
    trainBatchEnd = action;
    return this;
  }

  /**
   * Sets what is called after a batch of training.
   *
   * @param action the function
   */
  public LambdaCallback onBatchEnd(Numbered action) {
    trainBatchEnd = action;
    return this;
  }

  /**
   * Sets what is called before a batch of evaluation.
   *
   * @param action the function
   */
  public LambdaCallback onTestBatchBegin(Numbered action) {
    testBatchBegin = action;
    return this;
  }

  /**
   * Sets what is called after a batch of evaluation.
   *
   * @param action the function
   */
  public LambdaCallback onTestBatchEnd(Numbered action) {
    testBatchEnd = action;
    return this;
  }

  /**
   * Sets what is called before a batch of prediction.
   *
   * @param action the function
   */
  public LambdaCallback onPredictBatchBegin(Numbered action) {
    predictBatchBegin = action;
    return this;
  }

  /**
   * Sets what is called after a batch of prediction.
   *
   * @param action the function
   */
  public LambdaCallback onPredictBatchEnd(Numbered action) {
    predictBatchEnd = action;
    return this;
  }

  @Override
  public void onTrainBegin(Logs logs) {
    trainBegin.accept(logs);
  }

  @Override
  public void onTrainEnd(Logs logs) {
    trainEnd.accept(logs);
  }

  @Override
  public void onTestBegin(Logs logs) {
    testBegin.accept(logs);
  }

  @Override
  public void onTestEnd(Logs logs) {
    testEnd.accept(logs);
  }

  @Override
  public void onPredictBegin(Logs logs) {
    predictBegin.accept(logs);
  }

  @Override
  public void onPredictEnd(Logs logs) {
    predictEnd.accept(logs);
  }

  @Override
  public void onEpochBegin(int number, Logs logs) {
    epochBegin.accept(number, logs);
  }

  @Override
  public void onEpochEnd(int number, Logs logs) {
    epochEnd.accept(number, logs);
  }

  @Override
  public void onTrainBatchBegin(int number, Logs logs) {
    trainBatchBegin.accept(number, logs);
  }

  @Override
  public void onTrainBatchEnd(int number, Logs logs) {
    trainBatchEnd.accept(number, logs);
  }

  @Override
  public void onTestBatchBegin(int number, Logs logs) {
    testBatchBegin.accept(number, logs);
  }

  @Override
  public void onTestBatchEnd(int number, Logs logs) {
    testBatchEnd.accept(number, logs);
  }

  @Override
  public void onPredictBatchBegin(int number, Logs logs) {
    predictBatchBegin.accept(number, logs);
  }

  @Override
  public void onPredictBatchEnd(int number, Logs logs) {
    predictBatchEnd.accept(number, logs);
  }
}
