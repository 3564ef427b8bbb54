package io.hornbill.callbacks;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a batch, an epoch or an evaluation came to: numbers by their names, in order, the loss
 * first. Callbacks may add their own.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Logs scores = model.evaluate(x, y);
 * double loss = scores.get("loss");
 * }</pre>
 */
public final class Logs extends AbstractMap<String, Double> {
  private final Map<String, Double> values = new LinkedHashMap<>();

  /** Makes empty logs. */
  public Logs() {}

  /**
   * Copies logs.
   *
   * @param other the numbers to start with
   */
  public Logs(Map<String, Double> other) {
    values.putAll(other);
  }

  /**
   * Returns a number.
   *
   * @param name its name
   * @return the number; null if there is none of that name
   */
  @Override
  public @Nullable Double get(@Nullable Object name) {
    return values.get(name);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return values.containsKey(name);
  }

  @Override
  public @Nullable Double put(String name, Double value) {
    return values.put(name, value);
  }

  @Override
  public Set<Entry<String, Double>> entrySet() {
    return values.entrySet();
  }
}
