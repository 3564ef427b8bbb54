package io.hornbill.initializers;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Registry;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The initializers by name, in the spellings of Keras 1 and Keras 3, without regard to case.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Initializer initializer = Initializers.get("he_normal");
 * }</pre>
 */
public final class Initializers {
  private static final Registry<Initializer> REGISTRY =
      new Registry<Initializer>("initializer", "Initializers")
          .add(Zeros::new, "Zeros", "zero")
          .add(Ones::new, "Ones", "one")
          .add(Constant::new, "Constant")
          .add(Identity::new, "Identity", "IdentityInitializer")
          .add(Orthogonal::new, "Orthogonal", "OrthogonalInitializer")
          .add(STFT::new, "STFT", "STFTInitializer")
          .add(RandomNormal::new, "RandomNormal", "random_normal", "normal")
          .add(RandomUniform::new, "RandomUniform", "random_uniform", "uniform")
          .add(TruncatedNormal::new, "TruncatedNormal", "truncated_normal")
          .add(VarianceScaling::new, "VarianceScaling", "variance_scaling")
          .add(GlorotNormal::new, "GlorotNormal", "glorot_normal")
          .add(GlorotUniform::new, "GlorotUniform", "glorot_uniform")
          .add(HeNormal::new, "HeNormal", "he_normal")
          .add(HeUniform::new, "HeUniform", "he_uniform")
          .add(LecunNormal::new, "LecunNormal", "lecun_normal")
          .add(LecunUniform::new, "LecunUniform", "lecun_uniform");

  private Initializers() {}

  /**
   * Makes the initializer of a name, with default settings.
   *
   * @param name a name or alias
   * @return a new initializer
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static Initializer get(String name) {
    return REGISTRY.get(name);
  }

  /**
   * Makes the initializer of a name from its settings.
   *
   * @param name a name or alias
   * @param config its settings in Keras' field names
   * @return a new initializer
   * @throws IllegalArgumentException if the name is unknown or a setting is wrong
   */
  public static Initializer get(String name, Config config) {
    return REGISTRY.get(name, config);
  }

  /**
   * Adds a user's own initializer.
   *
   * @param name its name
   * @param factory makes a new one
   * @throws IllegalArgumentException if the name is taken
   */
  public static void register(String name, Supplier<? extends Initializer> factory) {
    REGISTRY.register(name, factory);
  }

  /** {@return the names and aliases in alphabetical order} */
  public static Set<String> names() {
    return REGISTRY.names();
  }
}
