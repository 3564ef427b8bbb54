package com.example;

import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Cell;
import io.hornbill.layers.Layer;
import java.util.List;

/** A cell as a user writes it: it adds up what it sees, and forgets a share of it. */
public final class Adding extends Layer implements Cell {
  static final Setting<Double> KEPT = Setting.number("kept", 1).within(0, 1);

  /** Makes a cell that forgets nothing. */
  public Adding() {
    declare(KEPT);
  }

  /** Sets the share of the sum that is kept per step. */
  public Adding kept(double kept) {
    set(KEPT, kept);
    return this;
  }

  @Override
  public List<Shape> stateShapes(Shape input) {
    return List.of(Shape.of(input.last()));
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    Tensor sum = inputs.get(1).times(get(KEPT)).plus(inputs.get(0));
    return List.of(sum, sum);
  }
}
