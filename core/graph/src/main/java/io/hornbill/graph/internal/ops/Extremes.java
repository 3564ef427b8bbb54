package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;

/** The gradient that the greater and the smaller of two have in common. */
final class Extremes {
  private Extremes() {}

  /**
   * The whole gradient where one of the two was chosen, half of it where both are equal.
   *
   * @param won where it was chosen and the other was not
   * @param wonOrEqual where it was chosen, or is equal
   * @param dy the gradient of the result
   */
  static Tensor share(Tensor won, Tensor wonOrEqual, Tensor dy) {
    return dy.times(won.plus(wonOrEqual).times(0.5));
  }
}
