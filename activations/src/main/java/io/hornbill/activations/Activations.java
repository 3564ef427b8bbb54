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
    REGISTRY
        .add(config -> new Linear(), "linear")
        .add(config -> new Exponential(), "exponential")
        .add(config -> new Sigmoid(), "sigmoid")
        .add(config -> new LogSigmoid(), "log_sigmoid")
        .add(config -> new HardSigmoid(), "hard_sigmoid")
        .add(config -> new HardSigmoidV3(), "hard_sigmoid_v3")
        .add(config -> new Silu(), "silu", "swish")
        .add(config -> new HardSilu(), "hard_silu", "hard_swish")
        .add(config -> new Tanh(), "tanh")
        .add(config -> new TanhShrink(), "tanh_shrink")
        .add(config -> new HardTanh(), "hard_tanh")
        .add(config -> new Softplus(), "softplus")
        .add(config -> new Softsign(), "softsign")
        .add(config -> new Mish(), "mish")
        .add(config -> new Relu6(), "relu6")
        .add(config -> new Selu(), "selu")
        .add(config -> new SparsePlus(), "sparse_plus")
        .add(config -> new SparseSigmoid(), "sparse_sigmoid");
    REGISTRY
        .add(Relu::new, "relu")
        .add(LeakyRelu::new, "leaky_relu")
        .add(Elu::new, "elu")
        .add(Celu::new, "celu")
        .add(Gelu::new, "gelu")
        .add(Glu::new, "glu")
        .add(Squareplus::new, "squareplus")
        .add(HardShrink::new, "hard_shrink")
        .add(SoftShrink::new, "soft_shrink")
        .add(Threshold::new, "threshold")
        .add(Softmax::new, "softmax")
        .add(LogSoftmax::new, "log_softmax")
        .add(Sparsemax::new, "sparsemax");
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
