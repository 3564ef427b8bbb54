package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Leaf;
import java.util.List;
import java.util.Set;

/**
 * Concatenations without copies: the channels of a single image in blocks, whose parts are computed
 * where they belong. What is joined further on belongs into the larger whole, so that a chain of
 * concatenations, as of densely connected layers, is one piece of memory.
 */
final class Joining {
  private final Schedule schedule;
  private final Memory memory;
  private final Set<Node> joined = Aliases.identitySet();

  /**
   * Places the parts, before any kernel is made.
   *
   * @param schedule what is computed
   * @param memory is told where parts are
   */
  Joining(Schedule schedule, Memory memory) {
    this.schedule = schedule;
    this.memory = memory;
    List<Node> order = schedule.order();
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      boolean whole = node.op().getClass() == Concat.class && memory.isBlocked(node.output(0));
      if (whole && node.output(0).dim(0) == 1 && areFree(node.inputs())) {
        join(node);
      }
    }
  }

  /** Whether a node needs no kernel, since its inputs are where its output is. */
  boolean contains(Node node) {
    return joined.contains(node);
  }

  private boolean areFree(List<Tensor> parts) {
    Set<Tensor> different = Aliases.identitySet();
    different.addAll(parts);
    return different.size() == parts.size() && parts.stream().allMatch(this::isFree);
  }

  /** Whether a tensor is computed in each run, and not placed yet. */
  private boolean isFree(Tensor part) {
    return !(part.op() instanceof Leaf)
        && !Aliases.is(part.node())
        && !schedule.derived().contains(part)
        && !memory.has(part);
  }

  private void join(Node concat) {
    joined.add(concat);
    Buffer whole = memory.of(concat.output(0));
    long from = 0;
    for (Tensor part : concat.inputs()) {
      long size = part.shape().size();
      memory.put(part, whole.part(from, size));
      from += size;
    }
  }
}
