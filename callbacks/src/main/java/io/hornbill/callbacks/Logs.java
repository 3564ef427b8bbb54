package io.hornbill.callbacks;

import io.hornbill.base.Fault;
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
   * @return the number
   * @throws IllegalArgumentException if there is none of that name; the message has the names
   */
  @Override
  public Double get(@Nullable Object name) {
    Double value = values.get(name);
    if (value == null) {
      throw Fault.of("Logs")
          .expected("there must be a number of that name")
          .received("\"%s\"", name)
          .remedy("Choose among %s, or ask find(name).", values.keySet())
          .argument();
    }
    return value;
  }

  /**
   * Returns a number, if there is one.
   *
   * @param name its name
   * @return the number; null if there is none of that name
   */
  public @Nullable Double find(String name) {
    return values.get(name);
  }

  @Override
  public Double getOrDefault(@Nullable Object name, Double otherwise) {
    return values.getOrDefault(name, otherwise);
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
  public @Nullable Double putIfAbsent(String name, Double value) {
    return values.putIfAbsent(name, value);
  }

  @Override
  public Set<Entry<String, Double>> entrySet() {
    return values.entrySet();
  }
}
