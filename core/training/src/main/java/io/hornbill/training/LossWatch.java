package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of a training whose loss is not finite, once. */
final class LossWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LossWatch.class);

  private boolean warned;

  /** Begins a training. */
  void begin() {
    warned = false;
  }

  /**
   * Looks at the loss of a batch.
   *
   * @param model the name of the model
   * @param loss the loss
   * @param epoch the number of the epoch, from 0
   * @param batch the number of the batch, from 0
   */
  void see(String model, double loss, int epoch, int batch) {
    if (!warned && !Double.isFinite(loss)) {
      warned = true;
      Warnings.warn(
          LOG,
          Fault.of("Model \"%s\"", model)
              .expected("the loss must be finite")
              .received("%s at batch %s of epoch %s", loss, batch + 1, epoch + 1)
              .remedy(
                  "Training goes on; lower the learning rate, clip the gradients or check the"
                      + " data."));
    }
  }
}
