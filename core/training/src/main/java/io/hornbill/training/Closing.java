package io.hornbill.training;

import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.CallbackList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of training, evaluation or prediction: all callbacks clean up, whatever fails. */
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private Closing() {}

  /**
   * Calls a closing hook of all callbacks; the first exception is the one to see.
   *
   * @param callbacks the callbacks
   * @param done whether nothing failed before
   * @param hook calls the hook
   */
  static void run(CallbackList callbacks, boolean done, Consumer<Callback> hook) {
    RuntimeException first = null;
    for (Callback callback : callbacks.callbacks()) {
      try {
        hook.accept(callback);
      } catch (RuntimeException e) {
        if (done && first == null) {
          first = e;
        } else {
          LOG.warn("Cleaning up after a failed run failed too", e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
