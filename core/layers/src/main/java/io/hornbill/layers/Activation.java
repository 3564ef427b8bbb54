package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.activations.Activations;
import io.hornbill.graph.Tensor;

/** An activation function as a layer of its own; the output has the input's shape. */
public final class Activation extends MaskedLayer<Activation>
    implements ActivationSetter<Activation> {
  Activation() {
    declareActivation("activation", "linear");
  }

  /**
   * Makes a layer.
   *
   * @param function the function
   */
  public Activation(ActivationFunction function) {
    this();
    activation(function);
  }

  /**
   * Makes a layer.
   *
   * @param name the name of the function
   * @throws IllegalArgumentException if the name is unknown
   */
  public Activation(String name) {
    this(Activations.get(name));
  }

  /**
   * Makes a layer.
   *
   * @param layer a layer without weights, see {@link ActivationSetter#activation(Layer)}
   * @throws IllegalArgumentException if the layer is no activation function
   */
  public Activation(Layer layer) {
    this();
    activation(layer);
  }

  @Override
  ActivationFunction function() {
    return activationFunction("activation");
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return activate("activation", x);
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
