package io.hornbill.callbacks;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.base.Warnings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A callback that follows a number of the logs, and knows which of two of its values is better. */
public abstract class MonitoringCallback<T extends MonitoringCallback<T>>
    extends FluentCallback<T> {
  static final Setting<String> MONITOR = Setting.string("monitor", "val_loss");
  static final Setting<String> MODE =
      Setting.string("mode", "auto")
          .only(
              "\"auto\", \"min\" or \"max\"",
              "Choose one.",
              List.of("auto", "min", "max")::contains);

  private static final Logger LOG = LoggerFactory.getLogger(MonitoringCallback.class);
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

  private boolean warned;

  MonitoringCallback() {}

  /**
   * Sets what is watched.
   *
   * @param monitor its name in the logs; {@code "val_loss"} by default
   */
  public T monitor(String monitor) {
    return with(MONITOR, monitor);
  }

  /**
   * Sets what is better.
   *
   * @param mode {@code "min"}, {@code "max"}, or {@code "auto"} to go by the name, the default
   */
  public T mode(String mode) {
    return with(MODE, mode);
  }

  /**
   * Sets whether what is done is announced.
   *
   * @param verbose 0 for silence, the default; 1 for lines
   */
  public T verbose(int verbose) {
    return with(VERBOSE, verbose);
  }

  /** In mode auto the name decides: an accuracy should grow, a loss should shrink. */
  private boolean greaterIsBetter() {
    String mode = get(MODE);
    if (!mode.equals("auto")) {
      return mode.equals("max");
    }
    String lower = get(MONITOR).toLowerCase(Locale.ROOT);
    return GREATER_IS_BETTER.stream().anyMatch(lower::contains);
  }

  /** Says whether a value is better than another by more than a margin. */
  final boolean improves(double value, double reference, double margin) {
    return greaterIsBetter() ? value - margin > reference : value + margin < reference;
  }

  /** The worst value there is. */
  final double worst() {
    return greaterIsBetter() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** Forgets that a warning was given, for another training. */
  final void beginToWatch() {
    warned = false;
  }

  /** The value; null, after one warning per training, if the logs do not have it. */
  final @Nullable Double watched(Logs logs) {
    String name = get(MONITOR);
    Double value = logs.find(name);
    if (value == null && !warned) {
      warned = true;
      Warnings.warn(
          LOG,
          Fault.of(owner())
              .expected("monitor must be one of %s", logs.keySet())
              .received("\"%s\"", name)
              .remedy("It is ignored; pass validation data for names that begin with val_."));
    }
    return value;
  }
}
