package io.hornbill.engine;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Topology;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The order of a program that updates variables: outputs first, then each update as soon as nobody
 * needs the variable's old value. Layers are updated from the last to the first, as their gradients
 * come, so that of all gradients of activations only those of one layer are in memory, and those of
 * weights are still in the caches when they are used.
 */
final class Sequence {
  private Sequence() {}

  /**
   * Puts the nodes of a program in order.
   *
   * @param program whose updates these are
   * @param made its outputs, and then the new values of its variables
   * @return each node once, inputs before users
   */
  static List<Node> of(Program program, Wanted made) {
    int outputs = program.outputs().size();
    List<Tensor> results = made.tensors();
    List<Node> order = made.order();
    IdentityHashMap<Tensor, List<Node>> users = Topology.users(order);
    IdentityHashMap<Variable, Set<Tensor>> aliases = Aliases.ofVariables(order);
    IdentityHashMap<Node, List<Node>> readers = new IdentityHashMap<>();
    List<Tensor> wanted = new ArrayList<>(results.subList(0, outputs));
    for (int i = results.size() - 1; i >= outputs; i--) {
      Node value = results.get(i).node();
      if (value.outputs().stream()
          .noneMatch(users::containsKey)) { // so that no reader can depend on it
        wanted.add(results.get(i));
        List<Node> before = readers.computeIfAbsent(value, v -> new ArrayList<>());
        Variable variable = program.updates().get(i - outputs).variable();
        for (Tensor old : aliases.getOrDefault(variable, Set.of())) {
          users.getOrDefault(old, List.of()).stream().filter(n -> n != value).forEach(before::add);
        }
      }
    }
    wanted.addAll(results); // what others use, as optimizers' moments, came with these
    return Topology.sort(wanted, readers);
  }
}
