package io.hornbill.optimizers;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Registry;
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
          .add(SGD::new, "SGD")
          .add(RMSprop::new, "RMSprop")
          .add(Adagrad::new, "Adagrad")
          .add(Adadelta::new, "Adadelta")
          .add(Adam::new, "Adam")
          .add(AdamW::new, "AdamW")
          .add(Adamax::new, "Adamax")
          .add(Nadam::new, "Nadam")
          .add(Lion::new, "Lion")
          .add(Lamb::new, "Lamb")
          .add(Ftrl::new, "Ftrl")
          .add(Adafactor::new, "Adafactor")
          .add(Muon::new, "Muon")
          .add(ScheduleFreeAdamW::new, "ScheduleFreeAdamW")
          .addFactory(LossScaleOptimizer::of, "LossScaleOptimizer")
          .addFactory(MultiOptimizer::of, "MultiOptimizer");

  private Optimizers() {}

  /**
   * Makes the optimizer of a name, with default settings. Those around other optimizers have none:
   * they are made by constructor.
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

  /** Writes an optimizer inside another one as Keras does. */
  static Config write(Optimizer optimizer) {
    return new Config()
        .with("module", "keras.optimizers")
        .with("class_name", optimizer.name())
        .with("config", optimizer.config())
        .with("registered_name", null);
  }

  /** Makes an optimizer inside another one. */
  static Optimizer read(String field, Object written) {
    Config node = Config.config(field, written);
    Config config = node.config("config");
    return get(node.text("class_name", ""), config == null ? new Config() : config);
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

  /** {@return the names and aliases in alphabetical order} */
  public static Set<String> names() {
    return REGISTRY.names();
  }
}
