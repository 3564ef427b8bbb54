package io.hornbill.saving.keras;

import io.hornbill.graph.Variable;
import java.util.List;

/**
 * A part of a model that has a place of its own in files.
 *
 * @param path where it is, from the model on: {@code layers/lstm/cell}
 * @param name its own name, which files keep beside the place
 * @param variables what it remembers, without its inner parts
 * @param children its inner parts, in Keras' order
 */
record StateNode(String path, String name, List<Variable> variables, List<StateNode> children) {
  /** Where the variables are. */
  String group() {
    return path.isEmpty() ? "vars" : path + "/vars";
  }

  /** Where a variable is. */
  String place(int index) {
    return group() + "/" + index;
  }
}
