package io.hornbill.data.internal.arrays;

import io.hornbill.graph.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shapes that a plan is compiled for.
 *
 * @param x one per input
 * @param y one per target
 * @param weights one per target, null where there are no sample weights
 */
public record BatchShapes(List<Shape> x, List<Shape> y, List<@Nullable Shape> weights) {
  // Written out for NullAway, as in DataSet.
  public BatchShapes(List<Shape> x, List<Shape> y, List<@Nullable Shape> weights) {
    this.x = x;
    this.y = y;
    this.weights = weights;
  }

  public long rows() {
    return x.get(0).dim(0);
  }
}
