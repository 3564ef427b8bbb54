package io.hornbill.callbacks;

import io.hornbill.callbacks.internal.terminal.Console;
import java.util.Locale;

/** Ends training when the loss is not a finite number. */
public final class TerminateOnNaN extends Callback {
  /** Makes the callback. */
  public TerminateOnNaN() {}

  @Override
  public void onTrainBatchEnd(int batch, Logs logs) {
    Double loss = logs.find("loss");
    if (loss != null && !Double.isFinite(loss)) {
      Console.println(
          String.format(Locale.ROOT, "Batch %d: Invalid loss, terminating training", batch));
      model().stopTraining();
    }
  }
}
