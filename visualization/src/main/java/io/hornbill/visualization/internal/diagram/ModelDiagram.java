package io.hornbill.visualization.internal.diagram;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.InputLayer;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import io.hornbill.visualization.PlotOptions;
import io.hornbill.visualization.internal.diagram.Diagram.Arrow;
import io.hornbill.visualization.internal.diagram.Diagram.Box;
import io.hornbill.visualization.internal.diagram.Diagram.Frame;
import io.hornbill.visualization.internal.diagram.Diagram.Item;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes diagrams of models with the boxes and arrows of Keras' {@code model_to_dot}: one box per
 * layer however often it is called, no box for the input of a sequential model.
 */
public final class ModelDiagram {
  private final PlotOptions options;
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<Arrow> arrows = new LinkedHashSet<>();

  private ModelDiagram(PlotOptions options) {
    this.options = options;
  }

  /**
   * Makes a diagram.
   *
   * @throws IllegalStateException if the model does not know its input yet
   */
  public static Diagram of(Network model, PlotOptions options) {
    ModelDiagram diagram = new ModelDiagram(options);
    List<Item> items = diagram.items(new Part(model, ""));
    diagram.connect(new Part(model, ""));
    return new Diagram(model.name(), items, List.copyOf(diagram.arrows));
  }

  private boolean isOpened(Step step) {
    return options.expandsNested() && step.layer() instanceof Network;
  }

  private List<Item> items(Part part) {
    List<Item> items = new ArrayList<>();
    for (Step step : part.steps()) {
      if (isOpened(step)) {
        List<Item> inner = items(part.inner(step));
        items.add(new Frame(part.id(step), step.name(), inner));
      } else {
        items.add(box(part, step));
        known.add(part.id(step));
      }
    }
    return items;
  }

  private Box box(Part part, Step step) {
    return new BoxContent(options).of(part.id(step), step);
  }

  private void connect(Part part) {
    IdentityHashMap<Node, Step> steps = part.stepsByNode();
    // In the order of the nodes, so that a model has the same picture each time.
    for (Node node : part.network().nodes()) {
      Step step = steps.get(node);
      for (int i = 0; step != null && i < node.inputs().size(); i++) {
        Tensor input = node.input(i);
        Step source = steps.get(input.node());
        if (source != null) {
          connect(end(part, source, input.index()), start(part, step, i));
        }
      }
    }
    for (Step step : part.steps()) {
      if (isOpened(step)) {
        connect(part.inner(step));
      }
    }
  }

  private void connect(String from, String to) {
    if (known.contains(from) && known.contains(to)) {
      arrows.add(new Arrow(from, to));
    }
  }

  /** The box that makes an output of a step. */
  private String end(Part part, Step step, int output) {
    if (!isOpened(step)) {
      return part.id(step);
    }
    Part inner = part.inner(step);
    Tensor made = inner.network().outputs().get(output);
    Step last = inner.stepsByNode().get(made.node());
    return last == null ? "" : end(inner, last, made.index());
  }

  /** The box that takes an input of a step. */
  private String start(Part part, Step step, int input) {
    if (!isOpened(step)) {
      return part.id(step);
    }
    Part inner = part.inner(step);
    if (inner.isSequential()) {
      return inner.steps().isEmpty() ? "" : start(inner, inner.steps().get(0), 0);
    }
    Tensor taken = inner.network().inputs().get(input);
    Step first = inner.stepsByNode().get(taken.node());
    return first == null ? "" : start(inner, first, taken.index());
  }

  /** Whether the layer is one that only holds a place. */
  static boolean isInput(Layer layer) {
    return layer instanceof InputLayer;
  }
}
