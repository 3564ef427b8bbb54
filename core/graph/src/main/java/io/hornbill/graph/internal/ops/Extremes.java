package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** The gradient that the greater and the smaller of two have in common. */
final class Extremes {
  private Extremes() {}

  /** Whether a value is the same wherever it is compared, so that comparing it costs little. */
  static boolean isNumber(Tensor value) {
    return value.op() instanceof Fill && value.shape().size() == 1;
  }

  /** The whole gradient where something was chosen, half of it where it only equals the chosen. */
  static Tensor share(Tensor won, Tensor wonOrEqual, Tensor dy) {
    return dy.times(won.plus(wonOrEqual).times(0.5));
  }

  /** The whole gradient where {@code mine} was chosen, half of it where both are equal. */
  static Tensor share(Tensor mine, Tensor chosen, Tensor other, Tensor dy) {
    Tensor won = Ops.equal(mine, chosen);
    Tensor tie = Ops.equal(mine, other);
    return dy.times(won.minus(tie.times(0.5)));
  }
}
