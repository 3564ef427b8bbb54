package io.hornbill.constraints;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Registry;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The constraints by name, in the spellings of Keras 1 and Keras 3, without regard to case.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Constraint constraint = Constraints.get("max_norm");
 * }</pre>
 */
public final class Constraints {
  private static final Registry<Constraint> REGISTRY =
      new Registry<Constraint>("constraint", "Constraints")
          .add(MaxNorm::new, "MaxNorm", "max_norm")
          .add(MinMaxNorm::new, "MinMaxNorm", "min_max_norm")
          .add(NonNeg::new, "NonNeg", "non_neg")
          .add(UnitNorm::new, "UnitNorm", "unit_norm");

  private Constraints() {}

  /**
   * Makes the constraint of a name, with default settings.
   *
   * @param name a name or alias
   * @return a new constraint
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static Constraint get(String name) {
    return REGISTRY.get(name);
  }

  /**
   * Makes the constraint of a name from its settings.
   *
   * @param name a name or alias
   * @param config its settings in Keras' field names
   * @return a new constraint
   * @throws IllegalArgumentException if the name is unknown or a setting is wrong
   */
  public static Constraint get(String name, Config config) {
    return REGISTRY.get(name, config);
  }

  /**
   * Adds a user's own constraint.
   *
   * @param name its name
   * @param factory makes a new one
   * @throws IllegalArgumentException if the name is taken
   */
  public static void register(String name, Supplier<? extends Constraint> factory) {
    REGISTRY.register(name, factory);
  }

  /** {@return the names and aliases in alphabetical order} */
  public static Set<String> names() {
    return REGISTRY.names();
  }
}
