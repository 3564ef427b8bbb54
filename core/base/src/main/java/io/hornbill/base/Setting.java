package io.hornbill.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a part, declared once: its key in Keras' files and the older spellings, its name
 * in Java, its default, its check, and its form in files. {@link Settings} derives everything else.
 *
 * <pre>{@code
 * static final Setting<Double> DELTA = Setting.number("delta", 1.0).positive();
 * }</pre>
 *
 * @param <T> the type of the value
 */
public final class Setting<T extends @Nullable Object> implements Cloneable {
  private final String key;
  private final BiFunction<Config, String, T> reader;
  private final Function<T, @Nullable Object> writer;

  // Changed by change() alone, before anybody sees the setting.
  private List<String> aliases = List.of();
  private String writtenKey;
  private String name;
  private T initial;
  private boolean required;
  private String remedy = "";
  private T whenNull;
  private Predicate<T> written = value -> true;
  private boolean writesNull;
  private UnaryOperator<T> normal = value -> value;
  private List<Check<T>> checks = List.of();
  private String range = "";
  private boolean anytime;

  /**
   * Requires something of a value.
   *
   * @param <T> the type of the value
   */
  @FunctionalInterface
  public interface Check<T extends @Nullable Object> {
    /**
     * Checks a value.
     *
     * @param owner who has the setting, for messages
     * @param name the setting's name in Java, for messages
     * @param value the value
     * @throws IllegalArgumentException if the value is not allowed
     */
    void check(String owner, String name, T value);
  }

  private Setting(
      String key,
      T initial,
      BiFunction<Config, String, T> reader,
      Function<T, @Nullable Object> writer) {
    this.key = key;
    this.writtenKey = key;
    this.name = camelCase(key);
    this.initial = initial;
    this.whenNull = initial;
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * Declares a setting of any type.
   *
   * @param key Keras' name of the field
   * @param value the default
   * @param reader reads a value that is there and not null, from a configuration and a key
   * @param writer gives a value the form that it has in a configuration
   * @param <T> the type of the value
   * @return the setting
   */
  @NullUnmarked // on JDK 17, NullAway does not see that T may be @Nullable in another module
  public static <T extends @Nullable Object> Setting<T> of(
      String key,
      T value,
      BiFunction<Config, String, T> reader,
      Function<T, @Nullable Object> writer) {
    return new Setting<>(key, value, reader, writer);
  }

  /**
   * Declares a number.
   *
   * @param key Keras' name of the field
   * @param value the default
   * @return the setting
   */
  public static Setting<Double> number(String key, double value) {
    return of(key, value, (config, k) -> config.number(k, value), v -> v);
  }

  /**
   * Declares a number that may be absent.
   *
   * @param key Keras' name of the field
   * @return the setting, by default null
   */
  public static Setting<@Nullable Double> optionalNumber(String key) {
    return Setting.<@Nullable Double>of(key, null, (config, k) -> config.number(k, 0), v -> v);
  }

  /**
   * Declares a whole number.
   *
   * @param key Keras' name of the field
   * @param value the default
   * @return the setting
   */
  public static Setting<Integer> integer(String key, int value) {
    return of(key, value, (config, k) -> config.integer(k, value), v -> v);
  }

  /**
   * Declares a whole number that may be absent.
   *
   * @param key Keras' name of the field
   * @return the setting, by default null
   */
  public static Setting<@Nullable Integer> optionalInteger(String key) {
    return Setting.<@Nullable Integer>of(key, null, (config, k) -> config.integer(k, 0), v -> v);
  }

  /**
   * Declares the seed of a part's own randomness: a whole number of 64 bits that may be absent.
   *
   * @param key Keras' name of the field
   * @return the setting, by default null
   */
  public static Setting<@Nullable Long> optionalLong(String key) {
    return Setting.<@Nullable Long>of(key, null, (config, k) -> config.longInteger(k), v -> v);
  }

  /**
   * Declares a truth value.
   *
   * @param key Keras' name of the field
   * @param value the default
   * @return the setting
   */
  public static Setting<Boolean> flag(String key, boolean value) {
    return of(key, value, (config, k) -> config.bool(k, value), v -> v);
  }

  /**
   * Declares a string.
   *
   * @param key Keras' name of the field
   * @param value the default
   * @return the setting
   */
  public static Setting<String> string(String key, String value) {
    return of(key, value, (config, k) -> config.text(k, value), v -> v);
  }

  /**
   * Declares a string that may be absent.
   *
   * @param key Keras' name of the field
   * @return the setting, by default null
   */
  public static Setting<@Nullable String> optionalString(String key) {
    return Setting.<@Nullable String>of(key, null, (config, k) -> config.text(k, ""), v -> v);
  }

  /**
   * Declares a list of whole numbers; in files a single number stands for a list of one.
   *
   * @param key Keras' name of the field
   * @param values the default
   * @return the setting
   */
  public static Setting<List<Integer>> integers(String key, int... values) {
    List<Integer> initial = Arrays.stream(values).boxed().toList();
    return of(key, initial, Setting::readIntegers, v -> v);
  }

  /**
   * Declares a list of whole numbers that may be absent.
   *
   * @param key Keras' name of the field
   * @return the setting, by default null
   */
  public static Setting<@Nullable List<Integer>> optionalIntegers(String key) {
    return Setting.<@Nullable List<Integer>>of(key, null, Setting::readIntegers, v -> v);
  }

  /**
   * Declares a list of numbers that may be absent; in files a single number stands for a list of
   * one.
   *
   * @param key Keras' name of the field
   * @return the setting, by default null
   */
  public static Setting<@Nullable List<Double>> optionalNumbers(String key) {
    return Setting.<@Nullable List<Double>>of(
        key, null, (config, k) -> Arrays.stream(config.numbers(k)).boxed().toList(), v -> v);
  }

  private static List<Integer> readIntegers(Config config, String key) {
    return Arrays.stream(config.integers(key)).boxed().toList();
  }

  @SuppressWarnings("unchecked") // a clone is of this type
  private Setting<T> change(Consumer<Setting<T>> change) {
    try {
      Setting<T> changed = (Setting<T>) clone();
      change.accept(changed);
      return changed;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e); // this class is Cloneable
    }
  }

  /**
   * Adds spellings of the key that older files have.
   *
   * @param keys the spellings, looked at in this order where the key is missing
   * @return a setting with these spellings too
   */
  public Setting<T> alias(String... keys) {
    return change(d -> d.aliases = List.of(keys));
  }

  /**
   * Writes the field under an older spelling, which is read too.
   *
   * @param olderKey the spelling
   * @return a setting that is written like that
   */
  public Setting<T> writtenAs(String olderKey) {
    return change(
        d -> {
          d.aliases = List.of(olderKey);
          d.writtenKey = olderKey;
        });
  }

  /**
   * Sets the name of the setter, where it is not the key in camel case.
   *
   * @param javaName the name
   * @return a setting of that name
   */
  public Setting<T> named(String javaName) {
    return change(d -> d.name = javaName);
  }

  /**
   * Sets another default.
   *
   * @param value the default
   * @return a setting with that default
   */
  @NullUnmarked // on JDK 17, NullAway does not see that T may be @Nullable in another module
  public Setting<T> initially(T value) {
    return change(
        d -> {
          d.initial = value;
          d.whenNull = value;
        });
  }

  /**
   * Says that a configuration must have the field, as the constructor has it as an argument.
   *
   * @return a setting that has no default
   */
  public Setting<T> required() {
    return change(d -> d.required = true);
  }

  /**
   * Says that a configuration must have the field, as the constructor has it as an argument.
   *
   * @param howToGive what to do where it is missing, for the message: {@code "Make the metric with
   *     new PrecisionAtRecall(recall)."}
   * @return a setting that has no default
   */
  public Setting<T> required(String howToGive) {
    return change(
        d -> {
          d.required = true;
          d.remedy = howToGive;
        });
  }

  /**
   * Lets the value be set at any time, also where the guard of {@link Settings} holds it too late.
   *
   * @return a setting without that guard
   */
  public Setting<T> anytime() {
    return change(d -> d.anytime = true);
  }

  /**
   * Sets what null means in a configuration, where it is not the default.
   *
   * @param value what null means
   * @return a setting that reads null like that
   */
  @NullUnmarked // on JDK 17, NullAway does not see that T may be @Nullable in another module
  public Setting<T> nullMeans(T value) {
    return change(d -> d.whenNull = value);
  }

  /**
   * Sets what null means in a configuration, and writes null for it.
   *
   * @param value what null means
   * @return a setting that reads and writes null like that
   */
  public Setting<T> nullStandsFor(T value) {
    return nullMeans(value).change(d -> d.writesNull = true);
  }

  /**
   * Leaves the field out of configurations unless its value is a certain one.
   *
   * @param condition holds for the values that are written
   * @return a setting that is written then only
   */
  public Setting<T> writtenIf(Predicate<T> condition) {
    return change(d -> d.written = condition);
  }

  /**
   * Adds a check.
   *
   * @param newRange what is allowed, for documentation: {@code "positive"}
   * @param check throws where the value is not allowed; not asked about null
   * @return a setting with that check
   */
  public Setting<T> check(String newRange, Check<T> check) {
    return change(
        d -> {
          d.checks = new ArrayList<>(checks);
          d.checks.add(check);
          d.range = newRange;
        });
  }

  /**
   * Requires something of a value, and says so in a message of the usual form.
   *
   * @param allowed what a value must be: {@code "in (0, 1)"}
   * @param remedy what to do where it is not: {@code "Choose a number in that range."}
   * @param condition holds for the allowed values; not asked about null
   * @return a setting with that check
   */
  public Setting<T> only(String allowed, String remedy, Predicate<T> condition) {
    return check(
        allowed,
        (owner, setter, value) -> {
          if (!condition.test(value)) {
            throw Fault.of(owner)
                .expected("%s must be %s", setter, allowed)
                .received(value instanceof String ? "\"" + value + "\"" : value)
                .remedy(remedy)
                .argument();
          }
        });
  }

  /**
   * Requires a number above 0: a finite one, or a whole one.
   *
   * @return a setting with that check
   */
  public Setting<T> positive() {
    return check(
        "positive",
        (owner, name, value) -> {
          if (value instanceof Integer whole) {
            Checks.positive(owner, name, whole);
          } else {
            Checks.positive(owner, name, toDouble(value));
          }
        });
  }

  /**
   * Requires a finite number of at least 0.
   *
   * @return a setting with that check
   */
  public Setting<T> notNegative() {
    return check(
        "at least 0", (owner, name, value) -> Checks.notNegative(owner, name, toDouble(value)));
  }

  /**
   * Requires a finite number.
   *
   * @return a setting with that check
   */
  public Setting<T> finite() {
    return check("finite", (owner, name, value) -> Checks.finite(owner, name, toDouble(value)));
  }

  /**
   * Requires a whole number that is not below a bound.
   *
   * @param least the least allowed value
   * @return a setting with that check
   */
  public Setting<T> atLeast(int least) {
    return only(
        "at least " + least, "Give %s or more.".formatted(least), v -> toDouble(v) >= least);
  }

  /**
   * Requires a whole number that is not above a bound, after {@link #positive} or {@link #atLeast}.
   *
   * @param most the greatest allowed value
   * @return a setting with that check
   */
  public Setting<T> atMost(int most) {
    return check(
        range.isEmpty() ? "at most " + most : range + ", at most " + most,
        (owner, name, value) -> {
          if (!(toDouble(value) <= most)) {
            throw Fault.of(owner)
                .expected("%s must be at most %s", name, most)
                .received(value)
                .remedy("Give less.")
                .argument();
          }
        });
  }

  /**
   * Requires a number in {@code [from, below)}.
   *
   * @param from the least allowed value
   * @param below the bound that is no longer allowed
   * @return a setting with that check
   */
  public Setting<T> inRange(double from, double below) {
    return check(
        "in [%s, %s)".formatted(from, below),
        (owner, name, value) -> Checks.inRange(owner, name, toDouble(value), from, below));
  }

  /**
   * Requires a number in {@code [low, high]}.
   *
   * @param low the least allowed value
   * @param high the greatest allowed value
   * @return a setting with that check
   */
  public Setting<T> within(double low, double high) {
    return check(
        "in [%s, %s]".formatted(low, high),
        (owner, name, value) -> Checks.within(owner, name, toDouble(value), low, high));
  }

  /**
   * Gives values one form before they are checked, such as a spelling.
   *
   * @param form the form of a value; not asked about null
   * @return a setting whose values have that form
   */
  public Setting<T> normalized(UnaryOperator<T> form) {
    UnaryOperator<T> before = normal;
    return change(d -> d.normal = value -> form.apply(before.apply(value)));
  }

  /**
   * Declares a string that is one of some, without regard to case.
   *
   * @param key Keras' name of the field
   * @param value the default
   * @param allowed the allowed strings; values become the spelling given here
   * @return the setting
   */
  public static Setting<String> choice(String key, String value, String... allowed) {
    return string(key, value)
        .normalized(text -> spelled(text, allowed))
        .check(quoted(allowed), oneOf(allowed));
  }

  /**
   * Declares a string that is one of some, without regard to case, or absent.
   *
   * @param key Keras' name of the field
   * @param allowed the allowed strings; values become the spelling given here
   * @return the setting, by default null
   */
  public static Setting<@Nullable String> optionalChoice(String key, String... allowed) {
    return optionalString(key)
        .normalized(text -> spelled(String.valueOf(text), allowed))
        .check(quoted(allowed), oneOf(allowed));
  }

  private static String spelled(String text, String... allowed) {
    return Arrays.stream(allowed).filter(text::equalsIgnoreCase).findFirst().orElse(text);
  }

  private static String quoted(String... allowed) {
    return Arrays.stream(allowed).map(one -> '"' + one + '"').collect(Collectors.joining(", "));
  }

  private static <T extends @Nullable String> Check<T> oneOf(String... allowed) {
    List<String> known = List.of(allowed);
    return (owner, name, value) -> {
      if (!known.contains(String.valueOf(value))) {
        throw Fault.of(owner)
            .expected("%s must be one of %s", name, known)
            .received(value)
            .remedy("Choose one of them.")
            .argument();
      }
    };
  }

  private static double toDouble(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).doubleValue();
  }

  /** {@return the key: Keras' name of the field} */
  public String key() {
    return key;
  }

  /** {@return the older spellings of the key} */
  public List<String> aliases() {
    return aliases;
  }

  /** {@return the name in Java: that of the setter; by default the key in camel case} */
  public String name() {
    return name;
  }

  /** {@return the default: the value of a part that was told none} */
  public T initial() {
    return initial;
  }

  /** {@return whether there is no default, so that a configuration must have the field} */
  public boolean isRequired() {
    return required;
  }

  /**
   * Says whether the value can be set at any time.
   *
   * @return false if the guard of {@link Settings} is asked
   */
  public boolean isAnytime() {
    return anytime;
  }

  /**
   * Describes which values are allowed.
   *
   * @return the range; empty if every value of the type is allowed
   */
  public String range() {
    return range;
  }

  /** Checks a value and gives it its form. */
  T checked(String owner, T value) {
    if (value == null) {
      return value;
    }
    T form = normal.apply(value);
    for (Check<T> check : checks) {
      check.check(owner, name, form);
    }
    return form;
  }

  /**
   * The value in a configuration.
   *
   * @param current the value if there is none
   * @param missing whether there must be one
   */
  T read(String owner, Config config, T current, boolean missing) {
    String present = config.has(key) ? key : present(config);
    if (config.get(present) != null) {
      return reader.apply(config, present);
    }
    if (config.has(present) && (!required || whenNull == null)) {
      return whenNull;
    }
    if (missing) {
      throw missing(owner, config);
    }
    return current;
  }

  private IllegalArgumentException missing(String owner, Config config) {
    Fault who = Fault.of(owner);
    Fault fault =
        remedy.isEmpty()
            ? who.expected("\"%s\" must be given", key)
                .received(config)
                .remedy("Add it to the configuration.")
            : who.expected("%s must be given", name).received("nothing").remedy(remedy);
    return fault.argument();
  }

  private String present(Config config) {
    return aliases.stream().filter(config::has).findFirst().orElse(key);
  }

  void write(T value, Config config) {
    if (written.test(value)) {
      boolean asNull = writesNull && Objects.equals(value, whenNull);
      config.with(writtenKey, asNull ? null : writer.apply(value));
    }
  }

  /** Keras' field names in Java: {@code label_smoothing} becomes {@code labelSmoothing}. */
  static String camelCase(String key) {
    String[] words = key.split("_", -1);
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      if (!words[i].isEmpty()) {
        name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT))
            .append(words[i].substring(1));
      }
    }
    return name.toString();
  }

  @Override
  public String toString() {
    return key;
  }
}
