package io.hornbill.activations;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Registry;
import io.hornbill.graph.Tensor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final Set<String> OWN = ConcurrentHashMap.newKeySet();
  private static final Registry<ActivationFunction> REGISTRY =
      new Registry<>("activation", "Activations");

  static {
    REGISTRY
        .add(Linear::new, "linear")
        .add(Exponential::new, "exponential")
        .add(Sigmoid::new, "sigmoid")
        .add(LogSigmoid::new, "log_sigmoid")
        .add(HardSigmoid::new, "hard_sigmoid")
        .add(HardSigmoidV3::new, "hard_sigmoid_v3")
        .add(Silu::new, "silu", "swish")
        .add(HardSilu::new, "hard_silu", "hard_swish")
        .add(Tanh::new, "tanh")
        .add(TanhShrink::new, "tanh_shrink")
        .add(HardTanh::new, "hard_tanh")
        .add(Softplus::new, "softplus")
        .add(Softsign::new, "softsign")
        .add(Mish::new, "mish")
        .add(Relu6::new, "relu6")
        .add(Selu::new, "selu")
        .add(SparsePlus::new, "sparse_plus")
        .add(SparseSigmoid::new, "sparse_sigmoid");
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
    REGISTRY.register(name, () -> named(name, factory.get()));
    OWN.add(name);
  }

  /**
   * Adds an activation function of your own that needs no settings.
   *
   * <pre>{@code
   * Activations.register("my_square", x -> Ops.square(x));
   * }</pre>
   *
   * @param name its name
   * @param function computes it
   * @throws IllegalArgumentException if the name is taken
   */
  public static void register(String name, ActivationFunction function) {
    REGISTRY.register(name, () -> named(name, function));
    OWN.add(name);
  }

  /** A lambda has no name of its own, by which files could find it again. */
  private static ActivationFunction named(String name, ActivationFunction function) {
    return function.getClass().isHidden() ? new Registered(name, function) : function;
  }

  private record Registered(String name, ActivationFunction function)
      implements ActivationFunction {
    @Override
    public Tensor apply(Tensor x) {
      return function.apply(x);
    }
  }

  /**
   * Says whether a function was added by {@link #register}, so that it is none of Keras' own.
   *
   * @param name its name, as it was registered
   * @return false for the library's functions and for unknown names
   */
  public static boolean isRegistered(String name) {
    return OWN.contains(name);
  }

  /** {@return names and aliases} */
  public static Set<String> names() {
    return REGISTRY.names();
  }
}
