package io.hornbill.callbacks;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import java.util.Objects;

/**
 * Keras' {@code save_freq} and {@code update_freq}: the word {@code "epoch"}, or every so many
 * batches over all epochs.
 */
final class EveryBatches {
  private final Callback callback;
  private final Setting<Object> setting;
  private long since;

  /** Goes by a setting of a callback. */
  EveryBatches(Callback callback, Setting<Object> setting) {
    this.callback = callback;
    this.setting = setting;
  }

  static Setting<Object> setting(String key) {
    return setting(key, "\"epoch\" or a number of batches");
  }

  static Setting<Object> setting(String key, String allowed) {
    return Setting.<Object>of(
            key, "epoch", (config, k) -> Objects.requireNonNull(config.get(k)), v -> v)
        .check(
            allowed,
            (owner, name, value) -> {
              if (!(value.equals("epoch") || (value instanceof Integer batches && batches > 0))) {
                throw Fault.of(owner)
                    .expected("%s must be %s", name, allowed)
                    .received("\"%s\"", value)
                    .remedy("Choose one.")
                    .argument();
              }
            });
  }

  boolean epochs() {
    return callback.get(setting).equals("epoch");
  }

  void begin() {
    since = 0;
  }

  /** Called once per batch. */
  boolean isDue() {
    if (!(callback.get(setting) instanceof Integer batches) || ++since < batches) {
      return false;
    }
    since = 0;
    return true;
  }
}
