package io.hornbill.saving.internal.keras;

import io.hornbill.graph.Variable;
import io.hornbill.layers.AssetHolder;
import io.hornbill.layers.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a model that has a place of its own in files.
 *
 * @param path where it is, from the model on: {@code layers/lstm/cell}
 * @param name its own name, which files keep beside the place
 * @param variables what it remembers, without its inner parts
 * @param children its inner parts, in Keras' order
 * @param layer the layer; null for an optimizer
 */
record StateNode(
    String path,
    String name,
    List<Variable> variables,
    List<StateNode> children,
    @Nullable Layer layer) {
  /** Whether neither it nor a part of it remembers anything. */
  boolean isEmpty() {
    return variables.isEmpty() && children.stream().allMatch(StateNode::isEmpty);
  }

  /** The same with those variables that a file has. */
  StateNode with(List<Variable> kept) {
    return new StateNode(path, name, kept, children, layer);
  }

  /** Where the variables are. */
  String group() {
    return path.isEmpty() ? "vars" : path + "/vars";
  }

  /** Where a variable is. */
  String place(int index) {
    return group() + "/" + index;
  }

  /** The name of a variable within its group: its number, or what layers with files call it. */
  String key(int index) {
    return layer instanceof AssetHolder ? variables.get(index).name() : String.valueOf(index);
  }

  /** Where a file of the layer is. */
  String asset(String file) {
    return "assets/" + path + "/" + file;
  }
}
