package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Prepared;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Topology;
import io.hornbill.graph.internal.ops.Read;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Parts what is made of weights alone into {@linkplain Preparation preparations}: kernels that hand
 * something to each other belong together.
 */
final class Preparing {
  private final Set<Buffer> results = Aliases.identitySet();
  private final List<Group> groups = new ArrayList<>();

  /** Kernels that belong together; those that were joined later are known by their parent. */
  private static final class Group {
    final List<Prepared> members = new ArrayList<>();
    @Nullable Group parent;

    Group root() {
      Group group = this;
      while (group.parent != null) {
        group = group.parent;
      }
      return group;
    }
  }

  /** What is computed: nodes, each with the places of its inputs in the list, and their forms. */
  private record Key(List<Object> parts) {}

  /**
   * Finds out what belongs together.
   *
   * @param prepared what is made of weights alone, in order
   * @param kernels what runs each time
   */
  Preparing(List<Prepared> prepared, List<Kernel> kernels) {
    Set<Buffer> read = Aliases.identitySet();
    kernels.forEach(kernel -> kernel.reads().forEach(b -> read.add(b.root())));
    IdentityHashMap<Buffer, Group> makers = new IdentityHashMap<>();
    for (Prepared one : prepared) {
      Group group = new Group();
      group.members.add(one);
      groups.add(group);
      one.kernel().reads().forEach(b -> join(group, makers.get(b.root())));
      for (Buffer written : one.kernel().writes()) {
        makers.put(written.root(), group);
        if (read.contains(written.root())) {
          results.add(written.root());
        }
      }
    }
  }

  private static void join(Group group, @Nullable Group other) {
    if (other != null && other.root() != group.root()) {
      other.root().parent = group.root();
    }
  }

  /** What runs read. */
  Set<Buffer> results() {
    return results;
  }

  /** The size of what runs read. */
  long bytes() {
    return results.stream().mapToLong(b -> Buffer.aligned(b.byteSize())).sum();
  }

  /**
   * Makes the preparations.
   *
   * @param taker is given each of them at once, to close it
   */
  void make(Consumer<Preparation> taker) {
    Map<Group, List<Prepared>> together = new LinkedHashMap<>();
    for (Group group : groups) {
      together.computeIfAbsent(group.root(), k -> new ArrayList<>()).addAll(group.members);
    }
    together.values().forEach(members -> taker.accept(preparation(members)));
  }

  private Preparation preparation(List<Prepared> members) {
    List<Object> parts = new ArrayList<>();
    List<Variable> variables = new ArrayList<>();
    IdentityHashMap<Node, Integer> places = new IdentityHashMap<>();
    for (Node node : Topology.sort(members.stream().map(Prepared::tensor).toList())) {
      places.put(node, places.size());
      parts.add(node.op());
      for (Tensor input : node.inputs()) {
        parts.add(places.get(input.node()));
        parts.add(input.index());
      }
      if (node.op() instanceof Read read) {
        variables.add(read.variable());
      }
    }
    Set<Buffer> own = Aliases.identitySet();
    List<Buffer> inOrder = new ArrayList<>();
    for (Prepared member : members) {
      for (Buffer written : member.kernel().writes()) {
        Buffer root = written.root();
        if (results.contains(root) && own.add(root)) {
          inOrder.add(root);
          parts.add(places.get(member.tensor().node()));
          parts.add(member.form());
        }
      }
    }
    List<Kernel> kernels = members.stream().map(Prepared::kernel).toList();
    return new Preparation(new Key(parts), kernels, variables, inOrder);
  }
}
