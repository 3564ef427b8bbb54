package io.hornbill.callbacks;

import io.hornbill.base.Fault;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
   * order; its {@code get} throws an {@link IllegalArgumentException} for a name that is not there,
   * which {@code containsKey} and {@code getOrDefault} do not}
   */
  public Map<String, List<Double>> history() {
    return new Numbers();
  }

  /** The numbers by their names; a misspelled one is no null. */
  private final class Numbers extends AbstractMap<String, List<Double>> {
    @Override
    public Set<Entry<String, List<Double>>> entrySet() {
      return Collections.unmodifiableMap(history).entrySet();
    }

    @Override
    public List<Double> get(Object name) {
      return History.this.get(String.valueOf(name));
    }

    @Override
    public List<Double> getOrDefault(Object name, List<Double> otherwise) {
      return history.getOrDefault(name, otherwise);
    }

    @Override
    public boolean containsKey(Object name) {
      return history.containsKey(name);
    }
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
