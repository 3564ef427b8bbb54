package io.hornbill.training;

import io.hornbill.graph.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a plan is for: the shapes of its inputs, and whether it leaves other cores to others. */
final class PlanKind {
  final List<Shape> shapes;
  final boolean alone;
  private final int hash; // looked for twice in each call

  PlanKind(List<Shape> shapes, boolean alone) {
    this.shapes = shapes;
    this.alone = alone;
    hash = 31 * shapes.hashCode() + Boolean.hashCode(alone);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof PlanKind kind) || hash != kind.hash || alone != kind.alone) {
      return false;
    }
    boolean same = shapes.size() == kind.shapes.size();
    for (int i = 0; same && i < shapes.size(); i++) { // by number: nothing is allocated
      same = shapes.get(i).equals(kind.shapes.get(i));
    }
    return same;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
