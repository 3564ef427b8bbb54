package com.example;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.NamedLoss;

/** A loss as a user writes it. */
public final class Quartic extends NamedLoss<Quartic> {
  static final Setting<Double> SIZE = Setting.number("size", 1).positive();

  /** Makes the loss with size 1. */
  public Quartic() {
    super("Quartic", "quartic", SIZE);
  }

  /** Sets the factor. */
  public Quartic size(double size) {
    return with(SIZE, size);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    return Ops.mean(Ops.square(Ops.square(yPred.minus(yTrue))), -1).times(get(SIZE));
  }
}
