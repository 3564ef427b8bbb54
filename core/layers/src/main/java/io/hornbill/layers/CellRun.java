package io.hornbill.layers;

import io.hornbill.graph.Tensor;
import java.util.List;

/** A cell on its way along one sequence: what is drawn at random stays the same for all steps. */
interface CellRun {
  /**
   * Does what needs no states, for one step {@code [batch, ...]} or all, {@code [batch, time,
   * ...]}.
   */
  Tensor prepare(Tensor x);

  /** Does the rest of one step: the output, then the states. */
  List<Tensor> step(Tensor prepared, List<Tensor> states);
}
