package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.View;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.Read;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Slice;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nodes whose output is a part of the input's memory. */
final class Aliases {
  private static final Set<Class<? extends Op>> MOVES = Set.of(Reshape.class, Slice.class);

  private Aliases() {}

  /** Where in its input a node's output lies; null if it needs a place of its own. */
  static @Nullable View of(Node node) {
    View view = MOVES.contains(node.op().getClass()) ? View.read(node) : null;
    return view != null && view.isContiguous() ? view : null;
  }

  static boolean is(Node node) {
    return of(node) != null;
  }

  /** The tensors that lie in the memory of each variable. */
  static IdentityHashMap<Variable, Set<Tensor>> ofVariables(List<Node> order) {
    IdentityHashMap<Variable, Set<Tensor>> aliases = new IdentityHashMap<>();
    IdentityHashMap<Tensor, Variable> owners = new IdentityHashMap<>();
    for (Node node : order) {
      Variable owner = null;
      if (node.op().getClass() == Read.class) {
        owner = ((Read) node.op()).variable();
      } else if (is(node)) {
        owner = owners.get(node.input(0));
      }
      if (owner != null) {
        owners.put(node.output(0), owner);
        aliases.computeIfAbsent(owner, v -> identitySet()).add(node.output(0));
      }
    }
    return aliases;
  }

  static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
