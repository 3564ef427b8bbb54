package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** The gradient that the greater and the smaller of two have in common. */
final class Extremes {
  private Extremes() {}

  /** The whole gradient where {@code mine} was chosen, half of it where both are equal. */
  static Tensor share(Tensor mine, Tensor chosen, Tensor other, Tensor dy) {
    Tensor won = Ops.equal(mine, chosen);
    Tensor tie = Ops.equal(mine, other);
    return dy.times(won.minus(tie.times(0.5)));
  }
}
