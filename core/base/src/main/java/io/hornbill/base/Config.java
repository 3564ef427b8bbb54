package io.hornbill.base;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a part as an ordered map in Keras' field names, ready to be written as JSON.
 * Values are null, Boolean, Number, String, List, Map or another Config.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Config config = new Config().with("delta", 0.5);
 * double delta = config.number("delta", 1.0);
 * }</pre>
 */
public final class Config {
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
  private ReadScope scope = ReadScope.NONE;
  private @Nullable Object source;

  /** Makes an empty configuration. */
  public Config() {}

  /**
   * Copies a map.
   *
   * @param values the settings
   */
  public Config(Map<String, ? extends @Nullable Object> values) {
    this.values.putAll(values);
  }

  /**
   * Sets a value.
   *
   * @param name Keras' name of the field
   * @param value null, Boolean, Number, String, List, Map or Config
   */
  public Config with(String name, @Nullable Object value) {
    values.put(name, value);
    return this;
  }

  /**
   * Adds all settings of another configuration.
   *
   * @param other the other one
   */
  public Config withAll(Config other) {
    values.putAll(other.values);
    return this;
  }

  /**
   * Leaves fields out.
   *
   * @param names the fields
   * @return new settings with all others, in the same scope
   */
  public Config without(Collection<String> names) {
    Config rest = copy();
    rest.values.keySet().removeAll(names);
    return rest;
  }

  /**
   * Says whether a field is there, be it null.
   *
   * @param name the field
   * @return true if it is there
   */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * Returns a value as it is.
   *
   * @param name the field
   * @return the value; null if it is null or missing
   */
  public @Nullable Object get(String name) {
    return values.get(name);
  }

  /**
   * Returns a number.
   *
   * @param name the field
   * @param otherwise what a missing or null field means
   * @return the number
   * @throws IllegalArgumentException if the field holds something else
   */
  public double number(String name, double otherwise) {
    Object value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text && text.matches("-?(?i:inf(inity)?|nan)")) {
      return text.equalsIgnoreCase("nan")
          ? Double.NaN
          : text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    throw wrong(name, "a number", value);
  }

  /**
   * Returns a whole number.
   *
   * @param name the field
   * @param otherwise what a missing or null field means
   * @return the number
   * @throws IllegalArgumentException if the field holds something else
   */
  public int integer(String name, int otherwise) {
    Object value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (isWhole(value)) {
      return ((Number) value).intValue();
    }
    throw wrong(name, "a whole number", value);
  }

  /**
   * Returns a whole number that must be there.
   *
   * @param name the field
   * @return the number
   * @throws IllegalArgumentException if the field is missing, or holds something else
   */
  public int integer(String name) {
    Object value = values.get(name);
    if (value instanceof Number number && isWhole(number)) {
      return number.intValue();
    }
    throw wrong(name, "a whole number", value);
  }

  /** Says whether a number is one of 32 bits, so that nothing of it is cut off. */
  private static boolean isWhole(@Nullable Object value) {
    return value instanceof Number number && number.doubleValue() == number.intValue();
  }

  /**
   * Returns a whole number that may stand in a list, of which the first one counts.
   *
   * @param name the field, which is there and not null
   * @return the number
   * @throws IllegalArgumentException if the field holds something else
   */
  public int firstInteger(String name) {
    int[] found = integers(name);
    if (found.length == 0) {
      throw wrong(name, "a whole number", values.get(name));
    }
    return found[0];
  }

  /**
   * Returns a number that may stand in a list, of which the first one counts.
   *
   * @param name the field, which is there and not null
   * @return the number
   * @throws IllegalArgumentException if the field holds something else
   */
  public double firstNumber(String name) {
    double[] found = numbers(name);
    if (found.length == 0) {
      throw wrong(name, "a number", values.get(name));
    }
    return found[0];
  }

  /**
   * Returns a whole number of 64 bits.
   *
   * @param name the field, which is there and not null
   * @return the number
   * @throws IllegalArgumentException if the field holds something else
   */
  public long longInteger(String name) {
    Object value = values.get(name);
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    throw wrong(name, "a whole number", value);
  }

  /**
   * Returns whole numbers of 64 bits; a single number stands for a list of one.
   *
   * @param name the field
   * @return a new array; empty if the field is missing or null
   * @throws IllegalArgumentException if the field holds something else
   */
  public long[] longIntegers(String name) {
    Object value = values.get(name);
    if (value == null) {
      return new long[0];
    }
    List<?> list = value instanceof List<?> many ? many : List.of(value);
    if (list.stream().allMatch(Config::isLong)) {
      return list.stream().mapToLong(v -> ((Number) v).longValue()).toArray();
    }
    throw wrong(name, "a list of whole numbers", value);
  }

  private static boolean isLong(@Nullable Object value) {
    return value instanceof Long || isWhole(value);
  }

  /**
   * Returns a truth value.
   *
   * @param name the field
   * @param otherwise what a missing or null field means
   * @return the value
   * @throws IllegalArgumentException if the field holds something else
   */
  public boolean bool(String name, boolean otherwise) {
    Object value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw wrong(name, "true or false", value);
  }

  /**
   * Returns a string.
   *
   * @param name the field
   * @param otherwise what a missing or null field means
   * @return the text
   * @throws IllegalArgumentException if the field holds something else
   */
  public String text(String name, String otherwise) {
    Object value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text;
    }
    throw wrong(name, "a string", value);
  }

  /**
   * Returns whole numbers; a single number stands for a list of one.
   *
   * @param name the field
   * @param otherwise what a missing or null field means
   * @return a new array; nulls in the list are -1
   * @throws IllegalArgumentException if the field holds something else
   */
  public int[] integers(String name, int... otherwise) {
    Object value = values.get(name);
    if (value == null) {
      return otherwise.clone();
    }
    if (isWhole(value)) {
      return new int[] {((Number) value).intValue()};
    }
    if (value instanceof List<?> list && list.stream().allMatch(v -> v == null || isWhole(v))) {
      return list.stream().mapToInt(v -> v == null ? -1 : ((Number) v).intValue()).toArray();
    }
    throw wrong(name, "a list of whole numbers", value);
  }

  /**
   * Returns numbers; a single number stands for a list of one.
   *
   * @param name the field
   * @param otherwise what a missing or null field means
   * @return a new array
   * @throws IllegalArgumentException if the field holds something else
   */
  public double[] numbers(String name, double... otherwise) {
    Object value = values.get(name);
    if (value == null) {
      return otherwise.clone();
    }
    if (value instanceof Number number) {
      return new double[] {number.doubleValue()};
    }
    Object plain = value instanceof Config written ? written.arrayOr(written) : value;
    if (plain instanceof List<?> list && list.stream().allMatch(v -> v instanceof Number)) {
      return list.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
    }
    throw wrong(name, "a list of numbers", value);
  }

  /** The numbers of an array of NumPy, as Keras 3 writes it. */
  private Object arrayOr(Object otherwise) {
    return "__numpy__".equals(get("class_name"))
            && get("config") instanceof Config array
            && array.get("value") instanceof List<?> numbers
        ? numbers
        : otherwise;
  }

  /**
   * Returns a list.
   *
   * @param name the field
   * @return its elements; empty if the field is missing or null
   * @throws IllegalArgumentException if the field holds something else
   */
  public List<?> list(String name) {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(name, "a list", value);
  }

  /**
   * Returns nested settings.
   *
   * @param name the field
   * @return the settings, in the same scope; null if the field is missing or null
   * @throws IllegalArgumentException if the field holds something else
   */
  public @Nullable Config config(String name) {
    Object value = values.get(name);
    return value == null ? null : nested(name, value);
  }

  /**
   * Turns a value that lies somewhere within these settings into settings.
   *
   * @param name where it stands, for the message
   * @param value a Config or a Map with strings as keys
   * @return new settings, in the same scope
   * @throws IllegalArgumentException if it is something else
   */
  public Config nested(String name, Object value) {
    return config(name, value).copy().in(scope);
  }

  /**
   * Copies these settings.
   *
   * @return new settings with the same values, in the same scope
   */
  public Config copy() {
    return new Config(values).in(scope).writtenFrom(source);
  }

  /**
   * Says of which file these settings are.
   *
   * @param newScope what is known while it is read
   * @return these settings
   */
  public Config in(ReadScope newScope) {
    scope = newScope;
    return this;
  }

  /**
   * Returns what is known while the file is read from which these settings come.
   *
   * @return the scope; {@link ReadScope#NONE} outside of files
   */
  public ReadScope scope() {
    return scope;
  }

  /**
   * Remembers whose settings these are. That is no part of them: it is neither compared nor
   * written.
   *
   * @param newSource the part; null for none
   * @return these settings
   */
  public Config writtenFrom(@Nullable Object newSource) {
    source = newSource;
    return this;
  }

  /**
   * Returns whose settings these are.
   *
   * @return what {@link #writtenFrom} was told; null by default
   */
  public @Nullable Object source() {
    return source;
  }

  /**
   * Turns a map from JSON into settings.
   *
   * @param name where it stood, for the message
   * @param value a Config or a Map with strings as keys
   * @return the settings
   * @throws IllegalArgumentException if it is something else
   */
  public static Config config(String name, Object value) {
    if (value instanceof Config config) {
      return config;
    }
    if (value instanceof Map<?, ?> map) {
      Config config = new Config();
      map.forEach((k, v) -> config.with(String.valueOf(k), v));
      return config;
    }
    throw wrong(name, "a map", value);
  }

  /** {@return an unmodifiable view of all settings, in order} */
  public Map<String, @Nullable Object> asMap() {
    return Collections.unmodifiableMap(values);
  }

  /**
   * Turns whole numbers into a list for a configuration.
   *
   * @param values the numbers
   * @return a new list
   */
  public static List<Object> listOf(int... values) {
    List<Object> list = new ArrayList<>();
    for (int value : values) {
      list.add(value);
    }
    return list;
  }

  private static IllegalArgumentException wrong(
      String name, String expected, @Nullable Object value) {
    return Fault.of("Config")
        .expected("\"%s\" must be %s", name, expected)
        .received(value)
        .remedy("Correct the configuration.")
        .argument();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Config config && values.equals(config.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
