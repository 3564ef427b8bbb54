package io.hornbill.training;

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
record BatchShapes(List<Shape> x, List<Shape> y, List<@Nullable Shape> weights) {
  // Written out for NullAway, as in DataSet.
  BatchShapes(List<Shape> x, List<Shape> y, List<@Nullable Shape> weights) {
    this.x = x;
    this.y = y;
    this.weights = weights;
  }

  long rows() {
    return x.get(0).dim(0);
  }
}
