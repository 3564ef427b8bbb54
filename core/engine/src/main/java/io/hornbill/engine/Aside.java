package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Topology;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Which nodes of a training that is too short for OpenMP's threads another core may compute
 * meanwhile: new values of variables that nothing else of the program reads, as optimizers make
 * them, once there are gradients.
 */
final class Aside {
  /** For fewer elements a helper is not worth being told. */
  private static final long ENOUGH = 32_768;

  private Aside() {}

  /**
   * Finds such nodes.
   *
   * @param schedule what is computed
   * @param fusion what is computed together
   * @return the nodes, the last ones of their groups; none if they are small
   */
  static Set<Node> of(Schedule schedule, Fusion fusion) {
    Set<Node> found = Aliases.identitySet();
    Set<Tensor> values = Aliases.identitySet();
    values.addAll(schedule.values());
    values.removeAll(schedule.outputs());
    if (values.isEmpty()) {
      return found;
    }
    IdentityHashMap<Tensor, List<Node>> users = Topology.users(schedule.order());
    long elements = 0;
    for (int i = schedule.order().size() - 1; i >= 0; i--) { // users before inputs
      Node node = schedule.order().get(i);
      ElementwiseGroup group = fusion.group(node);
      Tensor value = node.output(0);
      boolean own = group != null && group.root() == value && group.anchor() == null;
      if (own
          && values.contains(value)
          && areIn(users.getOrDefault(value, List.of()), found, fusion)) {
        found.add(node);
        elements += value.shape().size();
      }
    }
    if (elements < ENOUGH) {
      found.clear();
    }
    return found;
  }

  private static boolean areIn(List<Node> users, Set<Node> found, Fusion fusion) {
    for (Node user : users) {
      ElementwiseGroup group = fusion.group(user);
      if (group == null || !found.contains(group.root().node())) {
        return false;
      }
    }
    return true;
  }
}
