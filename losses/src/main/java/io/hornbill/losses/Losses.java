package io.hornbill.losses;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Registry;
import io.hornbill.graph.Tensor;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The losses by name: Keras' class names, function names and aliases, matched without case.
 *
 * <pre>{@code
 * Losses.get("mse");                       // a new MeanSquaredError
 * Losses.register("my_loss", MyLoss::new);
 * Losses.names();
 * }</pre>
 */
public final class Losses {
  private static final Registry<Loss> REGISTRY = new Registry<>("loss", "Losses");

  static {
    REGISTRY
        .add(MeanSquaredError::new, "MeanSquaredError", "mean_squared_error", "mse")
        .add(MeanAbsoluteError::new, "MeanAbsoluteError", "mean_absolute_error", "mae")
        .add(
            MeanAbsolutePercentageError::new,
            "MeanAbsolutePercentageError",
            "mean_absolute_percentage_error",
            "mape")
        .add(
            MeanSquaredLogarithmicError::new,
            "MeanSquaredLogarithmicError",
            "mean_squared_logarithmic_error",
            "msle")
        .add(LogCosh::new, "LogCosh", "log_cosh")
        .add(Huber::new, "Huber", "huber_loss")
        .add(
            CosineSimilarity::new,
            "CosineSimilarity",
            "cosine_similarity",
            "cosine_proximity",
            "cosine")
        .add(Hinge::new, "Hinge")
        .add(SquaredHinge::new, "SquaredHinge", "squared_hinge")
        .add(CategoricalHinge::new, "CategoricalHinge", "categorical_hinge")
        .add(Poisson::new, "Poisson")
        .add(
            KLDivergence::new,
            "KLDivergence",
            "kl_divergence",
            "kullback_leibler_divergence",
            "kld");
    REGISTRY
        .add(BinaryCrossentropy::new, "BinaryCrossentropy", "binary_crossentropy", "bce", "logloss")
        .add(BinaryFocalCrossentropy::new, "BinaryFocalCrossentropy", "binary_focal_crossentropy")
        .add(CategoricalCrossentropy::new, "CategoricalCrossentropy", "categorical_crossentropy")
        .add(
            CategoricalFocalCrossentropy::new,
            "CategoricalFocalCrossentropy",
            "categorical_focal_crossentropy")
        .add(
            CategoricalGeneralizedCrossEntropy::new,
            "CategoricalGeneralizedCrossEntropy",
            "categorical_generalized_cross_entropy")
        .add(
            SparseCategoricalCrossentropy::new,
            "SparseCategoricalCrossentropy",
            "sparse_categorical_crossentropy")
        .add(Circle::new, "Circle")
        .add(CTC::new, "CTC")
        .add(Dice::new, "Dice")
        .add(Tversky::new, "Tversky");
  }

  private Losses() {}

  /**
   * Makes the loss of a name, with default settings.
   *
   * @param name a class name, function name or alias
   * @return a new loss
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static Loss get(String name) {
    return REGISTRY.get(name);
  }

  /**
   * Makes the loss of a name from settings.
   *
   * @param name a class name, function name or alias
   * @param config the settings, in Keras' field names
   * @return a new loss
   * @throws IllegalArgumentException if the name is unknown or a setting is not allowed
   */
  public static Loss get(String name, Config config) {
    return REGISTRY.get(name, config);
  }

  /**
   * Adds a loss of your own.
   *
   * @param name its name
   * @param factory makes it
   * @throws IllegalArgumentException if the name is taken
   */
  public static void register(String name, Supplier<? extends Loss> factory) {
    REGISTRY.register(name, () -> named(name, factory.get()));
  }

  /**
   * Adds a loss of your own that needs no settings.
   *
   * <pre>{@code
   * Losses.register("my_loss", (yTrue, yPred) -> Ops.mean(Ops.abs(yTrue.minus(yPred)), -1));
   * }</pre>
   *
   * @param name its name
   * @param function computes it
   * @throws IllegalArgumentException if the name is taken
   */
  public static void register(String name, Loss function) {
    REGISTRY.register(name, () -> named(name, function));
  }

  /** A lambda has no name of its own, by which files could find it again. */
  private static Loss named(String name, Loss function) {
    return function.getClass().isHidden() ? new Registered(name, function) : function;
  }

  private record Registered(String name, Loss function) implements Loss {
    @Override
    public Tensor apply(Tensor yTrue, Tensor yPred) {
      return function.apply(yTrue, yPred);
    }

    @Override
    public String className() {
      return name;
    }
  }

  /** {@return class names, function names and aliases} */
  public static Set<String> names() {
    return REGISTRY.names();
  }
}
