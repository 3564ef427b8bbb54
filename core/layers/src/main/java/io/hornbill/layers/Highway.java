package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
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
 * features]}, b and b_carry {@code [features]}. The gate's bias begins with ones, and has no
 * penalty.
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
    expectRank(2, "[batch, features]");
  }

  static Highway from(Config config) {
    return new Highway().configure(config);
  }

  @Override
  protected void build(Shape input) {
    Shape square = Shape.of(input.last(), input.last());
    Shape row = Shape.of(input.last());
    WeightSettings settings = weight("kernel");
    kernel = addWeight("W", square, settings);
    gateKernel = addWeight("W_carry", square, WeightSettings.of(settings.initializer()));
    if (hasWeight("bias")) {
      bias = addWeight("b", row, weight("bias"));
      gateBias = addWeight("b_carry", row, "ones");
    }
    expectAxis(-1, input.last());
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor gate = Ops.sigmoid(affine(x, Built.of(gateKernel), gateBias));
    Tensor made = activate("activation", affine(x, Built.of(kernel), bias));
    return gate.times(made.minus(x)).plus(x);
  }

  private static Tensor affine(Tensor x, Variable kernel, @Nullable Variable bias) {
    Tensor y = Ops.dense(x, kernel.tensor());
    return bias == null ? y : y.plus(bias);
  }

  @Override
  public Config config() {
    return Keras1Fields.write(super.config());
  }

  @Override
  protected Highway configure(Config config) {
    return super.configure(Keras1Fields.read(config));
  }
}
