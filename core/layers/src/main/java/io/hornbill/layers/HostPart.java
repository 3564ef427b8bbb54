package io.hornbill.layers;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers at the beginning of a model that are computed in Java, before its plan. */
final class HostPart {
  private final List<Tensor> inputs;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Tensor> starts = new ArrayList<>();

  HostPart(List<Tensor> inputs, List<Node> graph, List<Tensor> outputs) {
    this.inputs = inputs;
    Set<Tensor> known = Collections.newSetFromMap(new IdentityHashMap<>());
    known.addAll(inputs);
    for (Node node : graph) {
      if (layer(node) instanceof HostLayer
          && known.containsAll(node.inputs())
          && !known.contains(node.output(0))) {
        nodes.add(node);
        known.addAll(node.outputs());
      }
    }
    Set<Tensor> used = Collections.newSetFromMap(new IdentityHashMap<>());
    graph.stream().filter(node -> !nodes.contains(node)).forEach(n -> used.addAll(n.inputs()));
    used.addAll(outputs);
    inputs.stream().filter(used::contains).forEach(starts::add);
    nodes.forEach(n -> n.outputs().stream().filter(used::contains).forEach(starts::add));
  }

  private static Object layer(Node node) {
    return node.op() instanceof LayerCall call ? call.layer() : node.op();
  }

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  boolean contains(Node node) {
    return nodes.contains(node);
  }

  /** What the plan begins with. */
  List<Tensor> starts() {
    return nodes.isEmpty() ? inputs : starts;
  }

  /** What the plan begins with, computed from a model's inputs. */
  List<INDArray> compute(List<INDArray> arrays) {
    IdentityHashMap<Tensor, INDArray> values = new IdentityHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      values.put(inputs.get(i), arrays.get(i));
    }
    for (Node node : nodes) {
      HostLayer layer = (HostLayer) layer(node);
      List<INDArray> out = layer.compute(arguments(layer, node, values));
      for (int i = 0; i < out.size(); i++) {
        values.put(node.output(i), out.get(i));
      }
    }
    return starts.stream().map(values::get).toList();
  }

  private static List<INDArray> arguments(
      HostLayer layer, Node node, IdentityHashMap<Tensor, INDArray> values) {
    List<INDArray> arguments = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      INDArray array = Objects.requireNonNull(values.get(input));
      boolean asIs = layer.takesDoubles() || array.dataType() != DataType.DOUBLE;
      arguments.add(asIs ? array : array.castTo(input.dataType()));
    }
    return arguments;
  }

  /** Whether one of its layers takes numbers in double precision. */
  boolean takesDoubles() {
    return nodes.stream().anyMatch(n -> layer(n) instanceof HostLayer l && l.takesDoubles());
  }
}
