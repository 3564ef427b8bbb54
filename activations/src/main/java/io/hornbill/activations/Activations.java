package io.hornbill.activations;

import io.hornbill.graph.Config;
import io.hornbill.graph.Registry;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The activation functions by Keras' names, matched without case.
 *
 * <pre>{@code
 * Activations.get("relu");
 * Activations.register("my_activation", MyActivation::new);
 * Activations.names();
 * }</pre>
 */
public final class Activations {
  private static final Registry<ActivationFunction> REGISTRY =
      new Registry<>("activation", "Activations");

  static {
    REGISTRY.add(config -> new Linear(), "linear");
  }

  private Activations() {}

  /**
   * Makes the activation function of a name, with default settings.
   *
   * @param name a name or alias
   * @return the function
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static ActivationFunction get(String name) {
    return REGISTRY.get(name);
  }

  /**
   * Makes the activation function of a name from settings.
   *
   * @param name a name or alias
   * @param config the settings, in Keras' field names
   * @return the function
   * @throws IllegalArgumentException if the name is unknown or a setting is not allowed
   */
  public static ActivationFunction get(String name, Config config) {
    return REGISTRY.get(name, config);
  }

  /**
   * Adds an activation function of your own.
   *
   * @param name its name
   * @param factory makes it
   * @throws IllegalArgumentException if the name is taken
   */
  public static void register(String name, Supplier<? extends ActivationFunction> factory) {
    REGISTRY.register(name, factory);
  }

  /**
   * Returns the names.
   *
   * @return names and aliases
   */
  public static Set<String> names() {
    return REGISTRY.names();
  }
}
