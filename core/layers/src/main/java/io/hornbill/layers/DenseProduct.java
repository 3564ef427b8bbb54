package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import org.jspecify.annotations.Nullable;

/**
 * What the fully connected layers have in common: a product with a kernel {@code [features,
 * units]}, a bias {@code [units]} and an activation function.
 *
 * @param <T> the layer's own type
 */
public abstract class DenseProduct<T extends DenseProduct<T>> extends MaskedLayer<T>
    implements ActivationSetter<T>, KernelSetters<T>, BiasSetters<T> {
  private static final Setting<Integer> UNITS = Setting.integer("units", 1).positive();

  private @Nullable Variable kernel;
  private @Nullable Variable bias;

  /**
   * Makes a layer.
   *
   * @param units the number of outputs
   */
  protected DenseProduct(int units) {
    declare(UNITS);
    set(UNITS, units);
    declareActivation("activation", "linear");
    declareWeight("kernel", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
  }

  /**
   * Returns the kernel.
   *
   * @return the weight
   * @throws IllegalStateException if the layer is not built
   */
  public final Variable kernel() {
    return Built.weight(this, "kernel", kernel);
  }

  /**
   * Returns the bias.
   *
   * @return the weight
   * @throws IllegalStateException if the layer is not built, or has none
   */
  public final Variable bias() {
    return Built.weight(this, "bias", bias);
  }

  @Override
  protected void build(Shape input) {
    int units = get(UNITS);
    kernel = addWeight("kernel", Shape.of(input.last(), units), weight("kernel"));
    bias = addOptionalWeight("bias", Shape.of(units));
    expectAxis(-1, input.last());
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor y = product(x, Built.of(kernel).tensor());
    return activate("activation", bias == null ? y : y.plus(bias));
  }

  /** What the bias is added to. */
  Tensor product(Tensor x, Tensor kernel) {
    return Ops.dense(x, kernel);
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
