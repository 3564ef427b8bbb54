package io.hornbill.graph;

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
      throw new IllegalArgumentException(
          "Variable \"%s\": a new value must have shape %s. Received: %s. Reshape or reduce it first."
              .formatted(variable.name(), variable.shape(), value.shape()));
    }
  }
}
