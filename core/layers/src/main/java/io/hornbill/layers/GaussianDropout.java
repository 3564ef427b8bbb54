package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;

/**
 * Multiplies by noise of a normal distribution with mean 1 and standard deviation {@code sqrt(rate
 * / (1 - rate))}, in training only.
 *
 * <p>Input and output of any shape.
 *
 * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al.: Dropout
 *     (2014)</a>
 */
public final class GaussianDropout extends KerasLayer<GaussianDropout>
    implements SeedSetter<GaussianDropout> {
  private final double rate;

  /**
   * Makes a layer.
   *
   * @param rate the probability of the dropout it stands for, in [0, 1)
   */
  public GaussianDropout(double rate) {
    this.rate = Checks.inRange("GaussianDropout", "rate", rate, 0, 1);
  }

  static GaussianDropout from(Config config) {
    return new GaussianDropout(Dropout.rate(config)).configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    double stddev = Math.sqrt(rate / (1 - rate));
    return context.training() && rate > 0
        ? x.times(context.randomNormal(x.spec()).times(stddev).plus(1))
        : x;
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    return super.config().with("rate", rate);
  }
}
