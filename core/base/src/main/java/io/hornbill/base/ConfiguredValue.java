package io.hornbill.base;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A part that never changes, with declared settings: each setter returns a new part, and throws an
 * {@link IllegalArgumentException} for a value that it does not allow. Configuration, checks, text
 * and equality follow from the declarations.
 *
 * <pre>{@code
 * final class Clipped extends NamedLoss<Clipped> {
 *   static final Setting<Double> LIMIT = Setting.number("limit", 4.0).positive();
 *
 *   Clipped() {
 *     super("Clipped", "clipped", LIMIT);
 *   }
 *
 *   Clipped limit(double limit) {
 *     return with(LIMIT, limit);
 *   }
 *   // … uses get(LIMIT)
 * }
 * }</pre>
 *
 * @param <P> the part's own type
 */
public abstract class ConfiguredValue<P extends ConfiguredValue<P>>
    implements Configurable<P>, Cloneable {
  private final String owner;
  private Settings settings;

  /**
   * Makes a part with the defaults of its settings.
   *
   * @param owner how messages and {@link #toString()} name it
   * @param declared its settings, in the order in which they are written
   */
  protected ConfiguredValue(String owner, Setting<?>... declared) {
    this.owner = owner;
    settings = new Settings(owner).declare(declared);
  }

  /**
   * Declares further settings, or other defaults; for constructors.
   *
   * @param declared the settings
   */
  protected final void declare(Setting<?>... declared) {
    settings.declare(declared);
  }

  /**
   * Sets what the constructor got as an argument; for constructors.
   *
   * @param setting the setting
   * @param value its value
   * @param <T> the type of the value
   * @throws IllegalArgumentException if the value is not allowed
   */
  @NullUnmarked // on JDK 17, NullAway does not see that T may be @Nullable in another module
  protected final <T extends @Nullable Object> void init(Setting<T> setting, T value) {
    settings.set(setting, value);
  }

  /**
   * Returns the value of a setting.
   *
   * @param setting the setting
   * @param <T> the type of the value
   * @return the value
   */
  @NullUnmarked // on JDK 17, NullAway does not see that T may be @Nullable in another module
  protected final <T extends @Nullable Object> T get(Setting<T> setting) {
    return settings.get(setting);
  }

  /**
   * Returns a part that differs in one setting.
   *
   * @param setting the setting
   * @param value its value
   * @param <T> the type of the value
   * @return a new part
   * @throws IllegalArgumentException if the value is not allowed
   */
  @NullUnmarked // on JDK 17, NullAway does not see that T may be @Nullable in another module
  protected final <T extends @Nullable Object> P with(Setting<T> setting, T value) {
    return with(changed -> changed.set(setting, value));
  }

  /**
   * Returns a part that differs in several settings, which are checked together at the end.
   *
   * @param change sets the settings of the new part
   * @return a new part
   * @throws IllegalArgumentException if a value is not allowed
   */
  protected final P with(Consumer<Settings> change) {
    Settings changed = settings.copy();
    change.accept(changed);
    return with(changed);
  }

  /**
   * Requires what settings must fulfil together; called on each new part but those of constructors.
   *
   * @throws IllegalArgumentException if they do not fit each other
   */
  protected void checkTogether() {}

  /**
   * Fills in fields whose defaults depend on which others a configuration has.
   *
   * @param config a configuration to read
   * @return the fields to read; by default the same
   */
  protected Config completed(Config config) {
    return config;
  }

  @Override
  public final P configured(Config config) {
    Settings read = settings.copy();
    read.read(completed(config));
    return with(read);
  }

  @SuppressWarnings("unchecked") // P is the class itself
  private P with(Settings changed) {
    try {
      ConfiguredValue<P> copy = (ConfiguredValue<P>) clone();
      copy.settings = changed;
      copy.checkTogether();
      return (P) copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e); // this class is Cloneable
    }
  }

  @Override
  public final Settings settings() {
    return settings.copy();
  }

  /** {@return the settings in Keras' field names, as a new configuration} */
  public Config config() {
    return settings.write(new Config());
  }

  /** {@return how messages name this part, as the constructor was told} */
  protected final String owner() {
    return owner;
  }

  @Override
  @SuppressWarnings("EqualsGetClass") // parts of two classes differ, whatever their settings
  public final boolean equals(@Nullable Object other) {
    return other != null
        && getClass() == other.getClass()
        && settings.equals(((ConfiguredValue<?>) other).settings);
  }

  @Override
  public final int hashCode() {
    return Objects.hash(getClass(), settings);
  }

  @Override
  public final String toString() {
    return owner + settings;
  }
}
