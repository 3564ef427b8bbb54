package io.hornbill.callbacks;

import io.hornbill.base.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What every epoch came to; returned by {@code fit}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * History h = model.fit(x, y, f -> f.epochs(3).validationSplit(0.1));
 * List<Double> losses = h.history().get("val_loss");
 * }</pre>
 */
public final class History extends Callback {
  private final List<Integer> epoch = new ArrayList<>();
  private final Map<String, List<Double>> history = new LinkedHashMap<>();

  /** Makes an empty history. */
  public History() {}

  /** {@return an unmodifiable view of the numbers of the epochs, from 0} */
  public List<Integer> epoch() {
    return Collections.unmodifiableList(epoch);
  }

  /**
   * {@return an unmodifiable view of the logs of the epochs: for each name one value per epoch, in
   * order}
   */
  public Map<String, List<Double>> history() {
    return Collections.unmodifiableMap(history);
  }

  /**
   * Returns what the epochs came to in one of the logs.
   *
   * @param name the name in the logs, such as {@code "val_loss"}
   * @return one value per epoch, in order
   * @throws IllegalArgumentException if there is no such name
   */
  public List<Double> get(String name) {
    List<Double> values = history.get(name);
    if (values == null) {
      throw Fault.of("History")
          .expected("there must be numbers of that name")
          .received("\"%s\"", name)
          .remedy("Choose among " + history.keySet() + ".")
          .argument();
    }
    return Collections.unmodifiableList(values);
  }

  @Override
  public void onTrainBegin(Logs logs) {
    epoch.clear();
    history.clear();
  }

  @Override
  public void onEpochEnd(int number, Logs logs) {
    epoch.add(number);
    logs.forEach((name, value) -> history.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
  }

  @Override
  public String toString() {
    return "History" + history;
  }
}
