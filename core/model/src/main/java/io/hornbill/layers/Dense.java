package io.hornbill.layers;

import io.hornbill.graph.Checks;
import io.hornbill.graph.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer.
 *
 * <pre>{@code output = activation(x · kernel + bias)}</pre>
 *
 * <p>Input {@code [batch, ..., features]}, output {@code [batch, ..., units]}; kernel {@code
 * [features, units]}, bias {@code [units]}.
 *
 * <pre>{@code
 * new Dense(512).activation("relu").kernelInitializer("he_normal").kernelRegularizer("l2")
 * }</pre>
 */
public final class Dense extends FluentLayer<Dense>
    implements ActivationSetter<Dense>, KernelSetters<Dense>, BiasSetters<Dense> {
  private final int units;
  private @Nullable Variable kernel;
  private @Nullable Variable bias;

  /**
   * Makes a layer.
   *
   * @param units the number of outputs
   */
  public Dense(int units) {
    this.units = Checks.positive("Dense", "units", units);
    declareActivation("activation", "linear");
    declareWeight("kernel", "glorot_uniform");
    declareWeight("bias", "zeros").usedField("use_bias");
    expectMinRank(2, "[batch, …, features]");
  }

  static Dense from(Config config) {
    return new Dense(config.integer("units", 1)).configure(config);
  }

  @Override
  protected void build(Shape input) {
    kernel = addWeight("kernel", Shape.of(input.last(), units), weight("kernel"));
    bias = weight("bias").isUsed() ? addWeight("bias", Shape.of(units), weight("bias")) : null;
    expectAxis(-1, input.last());
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor y = Ops.dense(x, Built.of(kernel).tensor());
    return activate("activation", bias == null ? y : y.plus(bias));
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    return super.config().with("units", units);
  }
}
