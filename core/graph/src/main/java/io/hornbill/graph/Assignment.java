package io.hornbill.graph;

import io.hornbill.base.Fault;

/**
 * What a variable becomes at the end of a run.
 *
 * @param variable the variable
 * @param value its new value, of the variable's type and shape
 */
public record Assignment(Variable variable, Tensor value) {
  /**
   * Checks type and shape.
   *
   * @param variable the variable
   * @param value its new value, of the variable's type and shape
   */
  public Assignment {
    if (!value.shape().matches(variable.shape())) {
      throw Fault.of("Variable \"%s\"", variable.name())
          .expected("a new value must have shape %s", variable.shape())
          .received(value.shape())
          .remedy("Reshape or reduce it first.")
          .argument();
    }
  }
}
