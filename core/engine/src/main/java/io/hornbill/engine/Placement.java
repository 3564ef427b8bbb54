package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.Leaf;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which results are written over what nobody needs any more. */
final class Placement {
  private final Schedule schedule;
  private final Fusion fusion;

  Placement(Schedule schedule, Fusion fusion) {
    this.schedule = schedule;
    this.fusion = fusion;
  }

  /** The position at which a node is computed: that of its group's root. */
  private int time(Node node) {
    ElementwiseGroup anchored = fusion.anchored(node);
    ElementwiseGroup group = anchored == null ? fusion.group(node) : anchored;
    Node root = group == null ? node : group.root().node();
    return schedule.positions().getOrDefault(root, 0);
  }

  /**
   * A new value is written straight into its variable if by then nobody needs the old one. What
   * reads the old value and shares its memory (reshapes, slices) counts as the variable.
   */
  void writeUpdatesInPlace(Memory memory, Function<Variable, Buffer> places) {
    IdentityHashMap<Variable, Set<Tensor>> aliases = Aliases.ofVariables(schedule.order());
    List<Tensor> values = schedule.values();
    Set<Tensor> taken = Aliases.identitySet();
    Set<Tensor> copied = Aliases.identitySet();
    copied.addAll(schedule.outputs());
    for (int i = 0; i < values.size(); i++) {
      Tensor value = values.get(i);
      Variable variable = schedule.target(i);
      Set<Tensor> old = aliases.getOrDefault(variable, Set.of());
      ElementwiseGroup group = fusion.group(value.node());
      boolean free = group != null && taken.add(value) && !copied.contains(value);
      if (free && lastRead(old, value.node(), memory) < time(value.node())) {
        memory.put(value, places.apply(variable));
      }
    }
  }

  boolean mayOverwrite(Tensor operand, Node root, Memory memory, Set<Node> constants) {
    ElementwiseGroup group = fusion.group(root);
    boolean own =
        !(operand.op() instanceof Leaf)
            && !Aliases.is(operand.node())
            && !constants.contains(operand.node())
            && !schedule.derived().contains(operand)
            && !memory.isResult(operand)
            && !memory.has(root.output(0))
            && memory.of(operand).root() == memory.of(operand)
            && !memory.of(operand).isFixed();
    int inside = 0;
    for (Node user : memory.users(operand)) {
      boolean same = fusion.group(user) == group;
      inside += same ? 1 : 0;
      own &= !Aliases.is(user) && fusion.anchored(user) != group;
      own &= same || time(user) < time(root);
    }
    return own && group != null && inside == 1;
  }

  private int lastRead(Set<Tensor> old, Node except, Memory memory) {
    int last = -1;
    ElementwiseGroup own = fusion.group(except);
    for (Tensor alias : old) {
      if (memory.isResult(alias)) { // copied at the end
        return Integer.MAX_VALUE;
      }
      boolean wholeShape = alias.shape().equals(except.output(0).shape());
      for (Node node : memory.users(alias)) {
        boolean sameGroup = own != null && fusion.group(node) == own;
        if (!(sameGroup && wholeShape)) {
          last = Math.max(last, time(node));
        }
      }
    }
    return last;
  }

  /** Lets an elementwise result take the place of an operand that is not needed any more. */
  static void reuse(List<Kernel> kernels, Memory memory, Set<Buffer> prepared) {
    IdentityHashMap<Buffer, Integer> lastUse = new IdentityHashMap<>();
    for (int i = 0; i < kernels.size(); i++) {
      for (Buffer buffer : kernels.get(i).reads()) {
        lastUse.put(buffer.root(), i);
      }
    }
    memory.kept().forEach(b -> lastUse.put(b.root(), Integer.MAX_VALUE));
    prepared.forEach(root -> lastUse.put(root, Integer.MAX_VALUE));
    for (int i = 0; i < kernels.size(); i++) {
      Kernel kernel = kernels.get(i);
      Buffer target = kernel.overwritable().isEmpty() ? null : kernel.writes().get(0);
      if (target == null || target.isFixed() || target.root() != target) {
        continue;
      }
      Buffer place = place(kernel, target, lastUse, i);
      if (place != null) {
        lastUse.merge(place.root(), lastUse.getOrDefault(target, i), Math::max);
        target.become(place);
      }
    }
  }

  private static @Nullable Buffer place(
      Kernel kernel, Buffer target, IdentityHashMap<Buffer, Integer> lastUse, int now) {
    for (Buffer candidate : kernel.overwritable()) {
      Buffer root = candidate.root();
      boolean whole = root.byteSize() == target.byteSize();
      if (!root.isFixed() && whole && lastUse.getOrDefault(root, now) == now) {
        return candidate;
      }
    }
    return null;
  }
}
