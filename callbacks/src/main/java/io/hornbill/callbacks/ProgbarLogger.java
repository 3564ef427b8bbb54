package io.hornbill.callbacks;

import io.hornbill.callbacks.internal.terminal.Console;
import io.hornbill.callbacks.internal.terminal.ProgressBar;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Prints what happens: with {@code verbose} 1 a progress bar per epoch (one plain line where
 * standard output is not a terminal), with 2 one line per epoch. {@code fit}, {@code evaluate} and
 * {@code predict} add it by themselves.
 */
public final class ProgbarLogger extends Callback {
  private @Nullable ProgressBar bar;
  private boolean training;
  private long steps;
  private long done;

  /** Makes the callback. */
  public ProgbarLogger() {}

  @Override
  public void onTrainBegin(Logs logs) {
    training = true;
    steps = parameters().steps();
  }

  @Override
  public void onEpochBegin(int epoch, Logs logs) {
    if (parameters().verbose() > 0) {
      Console.println(String.format(Locale.ROOT, "Epoch %d/%d", epoch + 1, parameters().epochs()));
    }
    start();
  }

  @Override
  public void onTrainBatchEnd(int batch, Logs logs) {
    step(logs);
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    finish(logs);
  }

  @Override
  public void onTrainEnd(Logs logs) {
    training = false;
  }

  @Override
  public void onTestBegin(Logs logs) {
    startUnlessTraining();
  }

  @Override
  public void onTestBatchEnd(int batch, Logs logs) {
    if (!training) {
      step(logs);
    }
  }

  @Override
  public void onTestEnd(Logs logs) {
    finishUnlessTraining(logs);
  }

  @Override
  public void onPredictBegin(Logs logs) {
    startUnlessTraining();
  }

  @Override
  public void onPredictBatchEnd(int batch, Logs logs) {
    if (!training) {
      step(logs);
    }
  }

  @Override
  public void onPredictEnd(Logs logs) {
    finishUnlessTraining(logs);
  }

  private void startUnlessTraining() {
    if (!training) {
      steps = parameters().steps();
      start();
    }
  }

  private void finishUnlessTraining(Logs logs) {
    if (!training) {
      finish(logs);
    }
  }

  private void start() {
    done = 0;
    int verbose = parameters().verbose();
    bar = verbose == 0 ? null : ProgressBar.standard(verbose == 1 && Console.isTerminal(), steps);
  }

  private void step(Logs logs) {
    done++;
    if (bar != null) {
      bar.update(done, logs);
    }
  }

  private void finish(Logs logs) {
    if (bar != null) {
      bar.finish(done, logs);
      bar = null;
    }
    if (steps < 0) {
      steps = done; // what the first epoch shows holds for the next ones
    }
  }
}
