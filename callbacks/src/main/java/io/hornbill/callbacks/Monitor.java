package io.hornbill.callbacks;

import io.hornbill.base.Setting;
import io.hornbill.base.Warnings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A number of the logs that a callback follows, and which of two of its values is better. */
final class Monitor {
  static final Setting<String> MONITOR = Setting.string("monitor", "val_loss");
  static final Setting<String> MODE =
      Setting.string("mode", "auto")
          .only(
              "\"auto\", \"min\" or \"max\"",
              "Choose one.",
              List.of("auto", "min", "max")::contains);

  private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);
  private static final List<String> GREATER_IS_BETTER =
      List.of(
          "acc",
          "accuracy",
          "auc",
          "precision",
          "recall",
          "score",
          "iou",
          "io_u",
          "cosine_similarity",
          "sensitivity",
          "specificity",
          "correlation",
          "fmeasure",
          "true_positives",
          "true_negatives");

  private final Callback callback;
  private boolean warned;

  /** Follows what the settings of a callback say. */
  Monitor(Callback callback) {
    this.callback = callback;
  }

  /** In mode auto the name decides: an accuracy should grow, a loss should shrink. */
  boolean greaterIsBetter() {
    String mode = callback.get(MODE);
    if (!mode.equals("auto")) {
      return mode.equals("max");
    }
    String lower = callback.get(MONITOR).toLowerCase(Locale.ROOT);
    return GREATER_IS_BETTER.stream().anyMatch(lower::contains);
  }

  /** Says whether a value is better than another by more than a margin. */
  boolean improves(double value, double reference, double margin) {
    return greaterIsBetter() ? value - margin > reference : value + margin < reference;
  }

  /** The worst value there is. */
  double worst() {
    return greaterIsBetter() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  void reset() {
    warned = false;
  }

  /** The value; null, after one warning per training, if the logs do not have it. */
  @Nullable Double in(Logs logs) {
    String name = callback.get(MONITOR);
    Double value = logs.find(name);
    if (value == null && !warned) {
      warned = true;
      Warnings.warn(
          LOG,
          "{}: monitor must be one of {}. Received: \"{}\". It is ignored; pass validation data for"
              + " names that begin with val_.",
          callback.owner(),
          logs.keySet(),
          name);
    }
    return value;
  }
}
