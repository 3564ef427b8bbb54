package io.hornbill.activations;

import io.hornbill.base.Config;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An activation function with settings. It never changes: each setter returns a new one.
 *
 * @param <A> the function's own type
 */
public abstract class NamedActivation<A extends NamedActivation<A>> implements ActivationFunction {
  private final String name;
  private final Function<Config, A> factory;

  /**
   * Makes a function.
   *
   * @param name Keras' name of the function
   * @param factory makes a function of this type from settings
   */
  protected NamedActivation(String name, Function<Config, A> factory) {
    this.name = name;
    this.factory = factory;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public abstract Config config();

  /**
   * Returns a function that differs in one setting.
   *
   * @param field Keras' name of the setting
   * @param value its value
   * @return the function
   * @throws IllegalArgumentException if the value is not allowed
   */
  protected final A with(String field, @Nullable Object value) {
    return factory.apply(config().with(field, value));
  }

  @Override
  public final String toString() {
    return name + config();
  }
}
