package io.hornbill.layers;

import io.hornbill.graph.Tensor;

/**
 * Drops elements at random in training, and scales the others so that the mean stays; in inference
 * it changes nothing.
 *
 * <pre>{@code output = x * (uniform >= rate) / (1 - rate)}</pre>
 *
 * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al.: Dropout
 *     (2014)</a>
 */
public final class Dropout extends NoiseShapedDropout<Dropout> {
  /**
   * Makes a layer.
   *
   * @param rate the share of elements to drop, in {@code [0, 1)}
   */
  public Dropout(double rate) {
    super(rate);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return context.dropout(x, rate(), noise(x));
  }
}
