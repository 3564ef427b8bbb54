package io.hornbill.engine;

import io.hornbill.graph.Assignment;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * What a plan computes.
 *
 * @param inputs the placeholders that the caller fills, of known shapes
 * @param outputs the tensors that the caller reads
 * @param updates what variables become; each reads the variables as they were at the start
 */
public record Program(List<Tensor> inputs, List<Tensor> outputs, List<Assignment> updates) {
  /**
   * Copies the lists.
   *
   * @param inputs the placeholders that the caller fills, of known shapes
   * @param outputs the tensors that the caller reads
   * @param updates what variables become; each reads the variables as they were at the start
   */
  public Program {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    updates = List.copyOf(updates);
  }
}
