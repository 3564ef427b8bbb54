package io.hornbill.optimizers;

import io.hornbill.graph.Config;
import io.hornbill.graph.Registry;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The optimizers by name, in the spellings of Keras 1 and Keras 3, without regard to case.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Optimizer optimizer = Optimizers.get("adam");
 * }</pre>
 */
public final class Optimizers {
  private static final Registry<Optimizer> REGISTRY =
      new Registry<Optimizer>("optimizer", "Optimizers")
          .add(Sgd::of, "SGD")
          .add(RmsProp::of, "RMSprop")
          .add(Adagrad::of, "Adagrad")
          .add(Adadelta::of, "Adadelta")
          .add(Adam::of, "Adam")
          .add(AdamW::of, "AdamW")
          .add(Adamax::of, "Adamax")
          .add(Nadam::of, "Nadam")
          .add(Lion::of, "Lion")
          .add(Lamb::of, "Lamb")
          .add(Ftrl::of, "Ftrl")
          .add(Adafactor::of, "Adafactor")
          .add(Muon::of, "Muon")
          .add(ScheduleFreeAdamW::of, "ScheduleFreeAdamW");

  private Optimizers() {}

  /**
   * Makes the optimizer of a name, with default settings.
   *
   * @param name a name or alias
   * @return a new optimizer
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static Optimizer get(String name) {
    return REGISTRY.get(name);
  }

  /**
   * Makes the optimizer of a name from its settings.
   *
   * @param name a name or alias
   * @param config its settings in Keras' field names
   * @return a new optimizer
   * @throws IllegalArgumentException if the name is unknown or a setting is wrong
   */
  public static Optimizer get(String name, Config config) {
    return REGISTRY.get(name, config);
  }

  /**
   * Adds a user's own optimizer.
   *
   * @param name its name
   * @param factory makes a new one
   * @throws IllegalArgumentException if the name is taken
   */
  public static void register(String name, Supplier<? extends Optimizer> factory) {
    REGISTRY.register(name, factory);
  }

  /**
   * Returns the names and aliases.
   *
   * @return the names in alphabetical order
   */
  public static Set<String> names() {
    return REGISTRY.names();
  }
}
