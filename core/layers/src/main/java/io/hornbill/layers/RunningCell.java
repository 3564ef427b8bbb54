package io.hornbill.layers;

import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A cell that can do part of its work for all steps at once. */
interface RunningCell extends Cell {
  /** Begins a sequence of steps of some shape, {@code [batch, ...]}. */
  CellRun begin(Shape step, CallContext context);

  /** Begins a sequence with any cell; the context is that of the layer around it. */
  static CellRun begin(Layer cell, Shape step, CallContext context) {
    return cell instanceof RunningCell running
        ? HalfCall.of(cell, context.training()).along(running.begin(step, context.of(cell)))
        : new PlainRun(cell, context);
  }

  /** Calls the cell at each step. */
  record PlainRun(Layer cell, CallContext context) implements CellRun {
    @Override
    public Tensor prepare(Tensor x) {
      return x;
    }

    @Override
    public List<Tensor> step(Tensor prepared, List<Tensor> states) {
      List<Tensor> inputs = new ArrayList<>();
      inputs.add(prepared);
      inputs.addAll(states);
      return context.callAll(cell, inputs);
    }
  }
}
