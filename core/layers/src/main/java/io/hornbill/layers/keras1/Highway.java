package io.hornbill.layers.keras1;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.initializers.Initializer;
import io.hornbill.layers.ActivationSetter;
import io.hornbill.layers.BiasSetters;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.KerasLayer;
import io.hornbill.layers.KernelSetters;
import io.hornbill.layers.PartSettings;
import io.hornbill.layers.WeightSettings;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer with a trained gate that lets part of the input through unchanged, as in
 * Keras 1.
 *
 * <pre>{@code
 * gate = sigmoid(x · W_carry + b_carry)
 * output = gate * activation(x · W + b) + (1 - gate) * x
 * }</pre>
 *
 * <p>Input and output {@code [batch, features]}; weights W and W_carry {@code [features,
 * features]}, b and b_carry {@code [features]}. The gate's bias is initialized with ones, and has
 * no penalty.
 *
 * <pre>{@code
 * new Highway().activation("relu").kernelRegularizer("l2")
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1505.00387">Srivastava et al.: Highway networks (2015)</a>
 */
public final class Highway extends KerasLayer<Highway>
    implements ActivationSetter<Highway>, KernelSetters<Highway>, BiasSetters<Highway> {
  private @Nullable Variable kernel;
  private @Nullable Variable gateKernel;
  private @Nullable Variable bias;
  private @Nullable Variable gateBias;

  /** Makes a layer. */
  public Highway() {
    declareActivation("activation", "linear");
    declareWeight("kernel", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
    declare(Keras1Fields.kernelAndBias());
    expectRank(2, "[batch, features]");
  }

  @Override
  protected void build(Shape input) {
    Shape square = Shape.of(input.last(), input.last());
    Shape row = Shape.of(input.last());
    kernel = addWeight("W", square, weight("kernel"));
    Initializer initializer = get(PartSettings.initializer("kernel_initializer", "zeros"));
    gateKernel = addWeight("W_carry", square, WeightSettings.of(initializer));
    if (hasWeight("bias")) {
      bias = addWeight("b", row, weight("bias"));
      gateBias = addWeight("b_carry", row, "ones");
    }
    expectAxis(-1, input.last());
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor gate = Ops.sigmoid(affine(x, built(gateKernel), gateBias));
    Tensor made = activate("activation", affine(x, built(kernel), bias));
    return gate.times(made.minus(x)).plus(x);
  }

  private static Tensor affine(Tensor x, Variable kernel, @Nullable Variable bias) {
    Tensor y = Ops.dense(x, kernel.tensor());
    return bias == null ? y : y.plus(bias);
  }
}
