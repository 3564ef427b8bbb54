package io.hornbill.base;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The values of a part's settings, by their declarations: reading and writing configurations,
 * checks, equality and text follow from those.
 *
 * <p>A setting is found by its key, so a part may declare a common setting with another default and
 * still be asked for it by the common declaration.
 *
 * <pre>{@code
 * Settings settings = new Settings("Huber").declare(DELTA);
 * settings.set(DELTA, 0.5);
 * double delta = settings.get(DELTA);
 * }</pre>
 */
public final class Settings {
  private final Supplier<String> owner;
  private final Consumer<String> guard;
  private final Map<String, Setting<?>> declared;
  private final Map<String, @Nullable Object> values;
  private final Set<String> missing = new HashSet<>();
  private final List<Settings> included = new ArrayList<>();

  /**
   * Makes settings of an owner that can always be set.
   *
   * @param owner who has them, for messages
   */
  public Settings(String owner) {
    this(() -> owner, name -> {});
  }

  /**
   * Makes settings.
   *
   * @param owner who has them, for messages
   * @param guard called with the Java name of a setting before it is set; throws where it is too
   *     late for that
   */
  public Settings(Supplier<String> owner, Consumer<String> guard) {
    this(owner, guard, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  private Settings(
      Supplier<String> owner,
      Consumer<String> guard,
      Map<String, Setting<?>> declared,
      Map<String, @Nullable Object> values) {
    this.owner = owner;
    this.guard = guard;
    this.declared = declared;
    this.values = values;
  }

  /**
   * Declares settings, with their defaults as values. A key that is declared already keeps its
   * place and gets the new declaration.
   *
   * @param settings the declarations, in the order in which they are written
   * @return these settings
   */
  public Settings declare(Setting<?>... settings) {
    for (Setting<?> setting : settings) {
      declared.put(setting.key(), setting);
      values.put(setting.key(), setting.initial());
      if (setting.isRequired()) {
        missing.add(setting.key());
      } else {
        missing.remove(setting.key());
      }
    }
    return this;
  }

  /**
   * Makes the settings of an inner part these settings' too: they are read, written and set here as
   * well as there.
   *
   * @param inner the settings of the inner part
   * @return these settings
   */
  public Settings include(Settings inner) {
    included.add(inner);
    return this;
  }

  /**
   * Returns the value of a setting.
   *
   * @param setting its declaration
   * @param <T> the type of the value
   * @return the value
   * @throws IllegalArgumentException if it was not declared
   */
  // Values are put by declarations of their key alone.
  @SuppressWarnings({"unchecked", "NullAway"})
  @NullUnmarked // on JDK 17, NullAway does not see that T may be @Nullable in another module
  public <T extends @Nullable Object> T get(Setting<T> setting) {
    return (T) holder(setting).values.get(setting.key());
  }

  /**
   * Sets the value of a setting.
   *
   * @param setting its declaration
   * @param value the value
   * @param <T> the type of the value
   * @throws IllegalArgumentException if the value is not allowed; then nothing is changed
   */
  @NullUnmarked // on JDK 17, NullAway does not see that T may be @Nullable in another module
  public <T extends @Nullable Object> void set(Setting<T> setting, T value) {
    Settings holder = holder(setting);
    Setting<T> known = holder.known(setting);
    if (!known.isAnytime()) {
      guard.accept(known.name());
      if (!declared.containsKey(known.key())) {
        holder.guard.accept(known.name());
      }
    }
    holder.values.put(known.key(), known.checked(owner.get(), value));
    holder.missing.remove(known.key());
  }

  /**
   * Says whether a setting was declared.
   *
   * @param setting the setting
   * @return true if there is one of its key, here or in included settings
   */
  public boolean isDeclared(Setting<?> setting) {
    return declared.containsKey(setting.key())
        || included.stream().anyMatch(inner -> inner.isDeclared(setting));
  }

  /** The settings that have a certain one: these or included ones. */
  private Settings holder(Setting<?> setting) {
    if (declared.containsKey(setting.key())) {
      return this;
    }
    for (Settings inner : included) {
      if (inner.isDeclared(setting)) {
        return inner.holder(setting);
      }
    }
    throw Fault.of(owner.get())
        .expected("a setting must be declared in the constructor")
        .received("\"%s\"", setting.key())
        .remedy("Choose among %s.", declared())
        .argument();
  }

  @SuppressWarnings("unchecked") // declarations of one key have one type
  private <T extends @Nullable Object> Setting<T> known(Setting<T> setting) {
    return (Setting<T>) Objects.requireNonNull(declared.get(setting.key()));
  }

  /**
   * Takes values from a configuration. Settings whose fields are missing keep their values.
   *
   * @param config the configuration, in Keras' field names
   * @throws IllegalArgumentException if a value is not allowed, or a required one was never given;
   *     then nothing is changed
   */
  public void read(Config config) {
    reading(config).run();
  }

  /** Reads and checks all values; what is returned takes them. */
  private Runnable reading(Config config) {
    Map<String, @Nullable Object> read = new LinkedHashMap<>();
    declared.values().forEach(setting -> readInto(read, setting, config));
    List<Runnable> inner = included.stream().map(part -> part.reading(config)).toList();
    return () -> {
      values.putAll(read);
      missing.clear();
      inner.forEach(Runnable::run);
    };
  }

  private <T extends @Nullable Object> void readInto(
      Map<String, @Nullable Object> read, Setting<T> setting, Config config) {
    String name = owner.get();
    boolean needed = missing.contains(setting.key());
    T value = setting.read(name, config, get(setting), needed);
    read.put(setting.key(), setting.checked(name, value));
  }

  /**
   * Adds all values to a configuration.
   *
   * @param config the configuration
   * @return the configuration
   */
  public Config write(Config config) {
    declared.values().forEach(setting -> write(setting, config));
    included.forEach(inner -> inner.write(config));
    return config;
  }

  private <T extends @Nullable Object> void write(Setting<T> setting, Config config) {
    setting.write(get(setting), config);
  }

  /** {@return all declarations, in order, those of inner parts last} */
  public List<Setting<?>> declared() {
    List<Setting<?>> all = new ArrayList<>(declared.values());
    included.forEach(inner -> all.addAll(inner.declared()));
    return all;
  }

  /**
   * Copies these settings.
   *
   * @return settings with the same values that can be set apart
   */
  public Settings copy() {
    Settings copy =
        new Settings(owner, guard, new LinkedHashMap<>(declared), new LinkedHashMap<>(values));
    copy.missing.addAll(missing);
    included.forEach(inner -> copy.include(inner.copy()));
    return copy;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Settings settings
        && values.equals(settings.values)
        && included.equals(settings.included);
  }

  @Override
  public int hashCode() {
    return Objects.hash(values, included);
  }

  @Override
  public String toString() {
    return write(new Config()).toString();
  }
}
