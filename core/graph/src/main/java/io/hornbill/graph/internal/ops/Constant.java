package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fixed array.
 *
 * @param value the array, which nobody changes any more; contiguous, in C order
 */
public record Constant(INDArray value) implements Leaf {
  /**
   * Takes an array over, which cannot be closed any more: plans know its address.
   *
   * @param value the array
   */
  public Constant {
    value.setCloseable(false);
  }

  @Override
  public Spec spec() {
    return new Spec(value.dataType(), Shape.of(value.shape()));
  }

  // INDArray.equals compares with a tolerance: constants are the same only if they are one array.
  @Override
  @SuppressWarnings("ReferenceEquality")
  public boolean equals(@Nullable Object other) {
    return other instanceof Constant constant && constant.value == value;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(value);
  }
}
