package io.hornbill.callbacks;

import io.hornbill.base.Checks;

/** Keras' {@code save_freq}: after each epoch, or every so many batches over all epochs. */
final class EveryBatches {
  private final String owner;
  private int batches;
  private long since;

  EveryBatches(String owner) {
    this.owner = owner;
  }

  void set(String when) {
    Checks.argument(
        when.equals("epoch"),
        "%s: saveFreq must be \"epoch\" or a number of batches. Received: \"%s\". Choose one.",
        owner,
        when);
    batches = 0;
  }

  void set(int number) {
    batches = Checks.positive(owner, "saveFreq", number);
  }

  boolean epochs() {
    return batches == 0;
  }

  void begin() {
    since = 0;
  }

  /** Called once per batch. */
  boolean isDue() {
    if (batches == 0 || ++since < batches) {
      return false;
    }
    since = 0;
    return true;
  }
}
