package io.hornbill.activations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * Softplus in two straight lines and a parabola.
 *
 * <pre>{@code x <= -1 ? 0 : x >= 1 ? x : (x + 1)² / 4}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class SparsePlus implements ActivationFunction {
  /** Makes the function. */
  public SparsePlus() {}

  @Override
  public Tensor apply(Tensor x) {
    Tensor parabola = Ops.square(x.plus(1)).times(0.25);
    Tensor left = Ops.where(Ops.lessEqual(x, -1), Ops.zerosLike(x), parabola);
    return Ops.where(Ops.greaterEqual(x, 1), x, left);
  }
}
