package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Spec;
import io.hornbill.graph.Variable;

/**
 * A variable as it was at the start of the run.
 *
 * @param variable the variable
 */
public record Read(Variable variable) implements Leaf {
  @Override
  public Spec spec() {
    return new Spec(variable.dataType(), variable.shape());
  }
}
