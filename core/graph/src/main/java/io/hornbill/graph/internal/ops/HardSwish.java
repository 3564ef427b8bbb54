package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** {@code x clip(x + 3, 0, 6) / 6}; its gradient is that of the middle part between -3 and 3. */
public record HardSwish() implements Unary {
  @Override
  public double value(double x) {
    double shifted = x + 3;
    return x * (shifted < 0 ? 0 : shifted > 6 ? 6 : shifted) / 6;
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    Tensor inside = Ops.multiply(Ops.greaterEqual(x, -3), Ops.lessEqual(x, 3));
    Tensor gate = Ops.clip(x.plus(3), 0, 6).times(1.0 / 6);
    return dy.times(gate.plus(x.times(inside).times(1.0 / 6)));
  }
}
