package io.hornbill.layers.keras1;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.initializers.Constant;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.SharedAxes;
import io.hornbill.layers.WeightSettings;
import org.jspecify.annotations.Nullable;

/**
 * {@code alpha * log(1 + exp(beta * x))} with trained alpha and beta, as in Keras 1.
 *
 * <p>Input and output {@code [batch, …]}; weights alpha and beta of the shape of a sample.
 */
public final class ParametricSoftplus extends SharedAxes<ParametricSoftplus> {
  private static final Setting<Double> ALPHA_INIT = Setting.number("alpha_init", 0.2);
  private static final Setting<Double> BETA_INIT = Setting.number("beta_init", 5);

  private @Nullable Variable alphas;
  private @Nullable Variable betas;

  /** Makes a layer that begins with alpha 0.2 and beta 5. */
  public ParametricSoftplus() {
    this(0.2, 5);
  }

  /**
   * Makes a layer.
   *
   * @param alphaInit the initial value of alpha
   * @param betaInit the initial value of beta
   */
  public ParametricSoftplus(double alphaInit, double betaInit) {
    declare(ALPHA_INIT, BETA_INIT);
    set(ALPHA_INIT, alphaInit);
    set(BETA_INIT, betaInit);
  }

  @Override
  protected void build(Shape input) {
    Shape shape = weightShape(input);
    alphas = addWeight("alpha", shape, WeightSettings.of(new Constant(get(ALPHA_INIT))));
    betas = addWeight("beta", shape, WeightSettings.of(new Constant(get(BETA_INIT))));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.softplus(x.times(built(betas))).times(built(alphas));
  }
}
