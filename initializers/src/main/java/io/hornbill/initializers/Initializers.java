package io.hornbill.initializers;

import io.hornbill.base.Config;
import io.hornbill.base.Registry;
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
          .addFactory(config -> new Zeros(), "Zeros", "zero")
          .addFactory(config -> new Ones(), "Ones", "one")
          .addFactory(Constant::of, "Constant")
          .addFactory(Identity::of, "Identity", "IdentityInitializer")
          .addFactory(Orthogonal::of, "Orthogonal", "OrthogonalInitializer")
          .addFactory(STFT::of, "STFT", "STFTInitializer")
          .addFactory(RandomNormal::of, "RandomNormal", "random_normal", "normal")
          .addFactory(RandomUniform::of, "RandomUniform", "random_uniform", "uniform")
          .addFactory(TruncatedNormal::of, "TruncatedNormal", "truncated_normal")
          .addFactory(VarianceScaling::of, "VarianceScaling", "variance_scaling")
          .addFactory(GlorotNormal::of, "GlorotNormal", "glorot_normal")
          .addFactory(GlorotUniform::of, "GlorotUniform", "glorot_uniform")
          .addFactory(HeNormal::of, "HeNormal", "he_normal")
          .addFactory(HeUniform::of, "HeUniform", "he_uniform")
          .addFactory(LecunNormal::of, "LecunNormal", "lecun_normal")
          .addFactory(LecunUniform::of, "LecunUniform", "lecun_uniform");

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

  /**
   * Returns the names and aliases.
   *
   * @return the names in alphabetical order
   */
  public static Set<String> names() {
    return REGISTRY.names();
  }
}
