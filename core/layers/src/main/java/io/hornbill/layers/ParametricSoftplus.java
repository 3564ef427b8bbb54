package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.initializers.Constant;
import org.jspecify.annotations.Nullable;

/**
 * {@code alpha * log(1 + exp(beta * x))} with trained alpha and beta, as in Keras 1.
 *
 * <p>Input and output {@code [batch, …]}; weights alpha and beta of the shape of a sample.
 */
public final class ParametricSoftplus extends SharedAxes<ParametricSoftplus> {
  private final double alphaInit;
  private final double betaInit;
  private @Nullable Variable alphas;
  private @Nullable Variable betas;

  /** Makes a layer that begins with alpha 0.2 and beta 5. */
  public ParametricSoftplus() {
    this(0.2, 5);
  }

  /**
   * Makes a layer.
   *
   * @param alphaInit what alpha begins with
   * @param betaInit what beta begins with
   */
  public ParametricSoftplus(double alphaInit, double betaInit) {
    this.alphaInit = alphaInit;
    this.betaInit = betaInit;
  }

  static ParametricSoftplus from(Config config) {
    return new ParametricSoftplus(config.number("alpha_init", 0.2), config.number("beta_init", 5))
        .configure(config);
  }

  @Override
  protected void build(Shape input) {
    Shape shape = weightShape(input);
    alphas = addWeight("alpha", shape, WeightSettings.of(new Constant(alphaInit)));
    betas = addWeight("beta", shape, WeightSettings.of(new Constant(betaInit)));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.softplus(x.times(Built.of(betas))).times(Built.of(alphas));
  }

  @Override
  public Config config() {
    return super.config().with("alpha_init", alphaInit).with("beta_init", betaInit);
  }
}
