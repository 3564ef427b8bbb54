package io.hornbill.callbacks;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.callbacks.internal.terminal.Console;
import java.util.Locale;

/** Ends training when the loss is not a finite number. */
public final class TerminateOnNaN extends FluentCallback<TerminateOnNaN> {
  private static final Setting<Boolean> RAISE_ERROR = Setting.flag("raise_error", false);

  /** Makes the callback. */
  public TerminateOnNaN() {
    declare(RAISE_ERROR);
  }

  /**
   * Sets whether {@code fit} throws an {@link IllegalStateException}, so that what callbacks do at
   * the end of training, such as removing a backup, is not done.
   *
   * @param raiseError false, to end training as if it were over, by default
   */
  public TerminateOnNaN raiseError(boolean raiseError) {
    return with(RAISE_ERROR, raiseError);
  }

  @Override
  public void onTrainBatchEnd(int batch, Logs logs) {
    Double loss = logs.find("loss");
    if (loss == null || Double.isFinite(loss)) {
      return;
    }
    if (get(RAISE_ERROR)) {
      throw Fault.of("TerminateOnNaN")
          .expected("the loss must be a finite number")
          .received("%s at batch %d", loss, batch)
          .remedy("Lower the learning rate, or clip gradients.")
          .state();
    }
    Console.println(
        String.format(Locale.ROOT, "Batch %d: Invalid loss, terminating training", batch));
    model().stopTraining();
  }
}
