package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Spec;

/**
 * What the caller of a run supplies.
 *
 * @param label its name
 * @param spec its type and shape
 */
public record Placeholder(String label, Spec spec) implements Leaf {
  @Override
  public boolean isPure() {
    return false;
  }
}
