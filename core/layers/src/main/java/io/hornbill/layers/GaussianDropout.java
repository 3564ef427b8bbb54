package io.hornbill.layers;

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
public final class GaussianDropout extends DropoutLayer<GaussianDropout> {
  /**
   * Makes a layer.
   *
   * @param rate the probability of the dropout it stands for, in [0, 1)
   */
  public GaussianDropout(double rate) {
    super(rate);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    double stddev = Math.sqrt(rate() / (1 - rate()));
    return context.training() && stddev > 0
        ? x.times(context.randomNormal(x.spec()).times(stddev).plus(1))
        : x;
  }
}
