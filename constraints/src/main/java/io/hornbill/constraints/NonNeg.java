package io.hornbill.constraints;

import io.hornbill.base.ConfiguredValue;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * Keeps all weights at or above zero.
 *
 * <pre>{@code
 * max(w, 0)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelConstraint(new NonNeg());
 * }</pre>
 */
public final class NonNeg extends ConfiguredValue<NonNeg> implements Constraint {
  /** Makes the constraint. */
  public NonNeg() {
    super("NonNeg");
  }

  @Override
  public Tensor apply(Tensor weight) {
    return Ops.maximum(weight, 0);
  }
}
