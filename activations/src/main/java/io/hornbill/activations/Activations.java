package io.hornbill.activations;

import io.hornbill.base.Config;
import io.hornbill.base.Registry;
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
    REGISTRY
        .addFactory(config -> new Linear(), "linear")
        .addFactory(config -> new Exponential(), "exponential")
        .addFactory(config -> new Sigmoid(), "sigmoid")
        .addFactory(config -> new LogSigmoid(), "log_sigmoid")
        .addFactory(config -> new HardSigmoid(), "hard_sigmoid")
        .addFactory(config -> new HardSigmoidV3(), "hard_sigmoid_v3")
        .addFactory(config -> new Silu(), "silu", "swish")
        .addFactory(config -> new HardSilu(), "hard_silu", "hard_swish")
        .addFactory(config -> new Tanh(), "tanh")
        .addFactory(config -> new TanhShrink(), "tanh_shrink")
        .addFactory(config -> new HardTanh(), "hard_tanh")
        .addFactory(config -> new Softplus(), "softplus")
        .addFactory(config -> new Softsign(), "softsign")
        .addFactory(config -> new Mish(), "mish")
        .addFactory(config -> new Relu6(), "relu6")
        .addFactory(config -> new Selu(), "selu")
        .addFactory(config -> new SparsePlus(), "sparse_plus")
        .addFactory(config -> new SparseSigmoid(), "sparse_sigmoid");
    REGISTRY
        .addFactory(Relu::new, "relu")
        .addFactory(LeakyRelu::new, "leaky_relu")
        .addFactory(Elu::new, "elu")
        .addFactory(Celu::new, "celu")
        .addFactory(Gelu::new, "gelu")
        .addFactory(Glu::new, "glu")
        .addFactory(Squareplus::new, "squareplus")
        .addFactory(HardShrink::new, "hard_shrink")
        .addFactory(SoftShrink::new, "soft_shrink")
        .addFactory(Threshold::new, "threshold")
        .addFactory(Softmax::new, "softmax")
        .addFactory(LogSoftmax::new, "log_softmax")
        .addFactory(Sparsemax::new, "sparsemax");
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
