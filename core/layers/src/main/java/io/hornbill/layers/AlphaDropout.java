package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;

/**
 * Dropout for selu networks: in training, dropped elements take selu's lower limit, and the result
 * is scaled and shifted so that mean 0 and variance 1 stay.
 *
 * <p>Input and output of any shape.
 *
 * @see <a href="https://arxiv.org/abs/1706.02515">Klambauer et al.: Self-normalizing neural
 *     networks (2017)</a>
 */
public final class AlphaDropout extends NoiseShapedDropout<AlphaDropout> {
  private static final double LIMIT = -1.6732632423543772 * 1.0507009873554805;

  /**
   * Makes a layer.
   *
   * @param rate the probability of dropping, in [0, 1)
   */
  public AlphaDropout(double rate) {
    super(rate);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    double rate = rate();
    if (!context.training() || rate == 0) {
      return x;
    }
    Tensor kept = Ops.greaterEqual(context.randomUniform(new Spec(x.dataType(), noise(x))), rate);
    double scale = 1 / Math.sqrt((1 - rate) * (1 + rate * LIMIT * LIMIT));
    Tensor mixed = x.times(kept).plus(kept.times(-LIMIT).plus(LIMIT));
    return mixed.times(scale).plus(-scale * LIMIT * rate);
  }
}
