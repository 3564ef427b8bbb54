package com.example;

import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Layer;
import java.util.Objects;

/** A layer as a user writes it: a factor and a weight per feature. */
public final class Stretch extends Layer {
  static final Setting<Double> FACTOR = Setting.number("factor", 1).positive();

  private Variable gain;

  /** Makes a layer with factor 1. */
  public Stretch() {
    declare(FACTOR);
  }

  /** Sets the factor. */
  public Stretch factor(double factor) {
    set(FACTOR, factor);
    return this;
  }

  @Override
  protected void build(Shape input) {
    gain = addWeight("gain", input.last(), "ones");
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return x.times(Objects.requireNonNull(gain).tensor()).times(get(FACTOR));
  }

  @Override
  protected boolean keepsRowsApart(boolean inTraining) {
    return true;
  }
}
