package io.hornbill.regularizers;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Registry;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The regularizers by name, in the spellings of Keras 1 and Keras 3, without regard to case.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Regularizer regularizer = Regularizers.get("l2");
 * }</pre>
 */
public final class Regularizers {
  private static final Registry<Regularizer> REGISTRY =
      new Registry<Regularizer>("regularizer", "Regularizers")
          .add(L1::new, "L1")
          .add(L2::new, "L2")
          .add(L1L2::new, "L1L2", "l1_l2", "L1L2Regularizer")
          .add(
              OrthogonalRegularizer::new,
              "OrthogonalRegularizer",
              "orthogonal_regularizer",
              "orthogonal")
          .add(WeightRegularizer::new, "WeightRegularizer", "weight_regularizer")
          .add(ActivityRegularizer::new, "ActivityRegularizer", "activity_regularizer")
          .add(ActivityRegularizer::onSizes, "activity_l1")
          .add(ActivityRegularizer::onSquares, "activity_l2")
          .add(ActivityRegularizer::onBoth, "activity_l1l2");

  private Regularizers() {}

  /**
   * Makes the regularizer of a name, with default settings.
   *
   * @param name a name or alias
   * @return a new regularizer
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static Regularizer get(String name) {
    return REGISTRY.get(name);
  }

  /**
   * Makes the regularizer of a name from its settings.
   *
   * @param name a name or alias
   * @param config its settings in Keras' field names
   * @return a new regularizer
   * @throws IllegalArgumentException if the name is unknown or a setting is wrong
   */
  public static Regularizer get(String name, Config config) {
    return REGISTRY.get(name, config);
  }

  /**
   * Adds a user's own regularizer.
   *
   * @param name its name
   * @param factory makes a new one
   * @throws IllegalArgumentException if the name is taken
   */
  public static void register(String name, Supplier<? extends Regularizer> factory) {
    REGISTRY.register(name, factory);
  }

  /** {@return the names and aliases in alphabetical order} */
  public static Set<String> names() {
    return REGISTRY.names();
  }
}
