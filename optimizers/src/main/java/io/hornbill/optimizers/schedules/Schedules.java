package io.hornbill.optimizers.schedules;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Registry;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The learning-rate schedules by name, without regard to case.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Schedule schedule = Schedules.get("CosineDecay", config);
 * }</pre>
 */
public final class Schedules {
  private static final Registry<Schedule> REGISTRY =
      new Registry<Schedule>("schedule", "Schedules")
          .add(CosineDecay::new, "CosineDecay", "cosine_decay")
          .add(CosineDecayRestarts::new, "CosineDecayRestarts", "cosine_decay_restarts")
          .add(ExponentialDecay::new, "ExponentialDecay", "exponential_decay")
          .add(InverseTimeDecay::new, "InverseTimeDecay", "inverse_time_decay")
          .add(PiecewiseConstantDecay::new, "PiecewiseConstantDecay", "piecewise_constant_decay")
          .add(PolynomialDecay::new, "PolynomialDecay", "polynomial_decay");

  private Schedules() {}

  /**
   * Makes the schedule of a name from its settings.
   *
   * @param name a name or alias
   * @param config its settings in Keras' field names
   * @return a new schedule
   * @throws IllegalArgumentException if the name is unknown or a setting is wrong
   */
  public static Schedule get(String name, Config config) {
    return REGISTRY.get(name, config);
  }

  /**
   * Adds a user's own schedule.
   *
   * @param name its name
   * @param factory makes a new one
   * @throws IllegalArgumentException if the name is taken
   */
  public static void register(String name, Supplier<? extends Schedule> factory) {
    REGISTRY.register(name, factory);
  }

  /** {@return the names and aliases in alphabetical order} */
  public static Set<String> names() {
    return REGISTRY.names();
  }
}
