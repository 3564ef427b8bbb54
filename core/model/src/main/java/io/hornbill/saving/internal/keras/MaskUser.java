package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A layer that computes otherwise with a mask, in one of its calls.
 *
 * @param name its name
 * @param changed whether it merges, and leaves out what masks leave out since Keras 3.8
 * @param masks the masks of what it is given
 */
record MaskUser(String name, boolean changed, List<String> masks) {
  /** The users of a graph, and of models within it, in a fixed order. */
  static List<MaskUser> in(MaskGraph graph) {
    List<MaskUser> found = new ArrayList<>();
    for (Config layer : graph.layers()) {
      List<Config> calls = GraphForm.calls(layer);
      for (int i = 0; i < calls.size(); i++) {
        if (GraphForm.isNetwork(layer)) {
          found.addAll(in(graph.within(layer, i)));
        } else if (MaskRules.isUser(layer) || MaskRules.isChanged(layer)) {
          List<String> given =
              !graph.isKeras2() && losesMask(calls.get(i))
                  ? List.of(MaskGraph.NONE)
                  : graph.masks(layer, i);
          found.add(new MaskUser(GraphForm.name(layer), MaskRules.isChanged(layer), given));
        }
      }
    }
    return found;
  }

  /** Keras 3 leaves out the mask of a sequence with first states, unless the call names it. */
  static boolean losesMask(Config call) {
    return GraphForm.names(call, "initial_state") && !GraphForm.names(call, GraphForm.MASK);
  }

  /** The names of users that have other masks in another graph of the same layers. */
  static List<String> differing(MaskGraph graph, MaskGraph other) {
    List<MaskUser> users = in(graph);
    List<MaskUser> others = in(other);
    return IntStream.range(0, users.size())
        .filter(i -> users.get(i).differs(others.get(i)))
        .mapToObj(i -> users.get(i).name())
        .toList();
  }

  private boolean differs(MaskUser other) {
    boolean same = changed ? !isMasked() : masks.equals(other.masks);
    return !same && (isMasked() || other.isMasked());
  }

  private boolean isMasked() {
    return !MaskGraph.countAll(masks);
  }
}
