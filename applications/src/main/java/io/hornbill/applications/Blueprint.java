package io.hornbill.applications;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Fault;
import io.hornbill.base.internal.Names;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Layer;
import io.hornbill.layers.internal.LayerNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network in the making: its checked options, its input, the names of its layers, and its
 * weights.
 *
 * <p>Layers without a name of their own are numbered from the start of each network, as in a new
 * session of Keras, so that files find them by name.
 */
class Blueprint {
  private final String architecture;
  private final ApplicationOptions<?> options;
  private final @Nullable Path file;
  private final Map<String, Integer> used = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /**
   * Checks options.
   *
   * @param architecture the name of the network's class
   * @param options the options
   */
  Blueprint(String architecture, ApplicationOptions<?> options) {
    this.architecture = architecture;
    this.options = options;
    Object weights = options.weights();
    file = weights == null || isTrained() ? null : existing(weights);
    if (isTrained() && hasTop() && options.classes() != options.trainedClasses()) {
      throw Fault.of(architecture)
          .expected("with top and trained weights, classes must be %s", options.trainedClasses())
          .received(options.classes())
          .remedy("Leave the top out and add a layer of your own.")
          .argument();
    }
  }

  private Path existing(Object weights) {
    Path path = weights instanceof Path given ? given : Path.of((String) weights);
    if (!Files.exists(path) || Files.isDirectory(path)) {
      throw Fault.of(architecture)
          .expected(
              "weights must be one of %s, an existing file, or null for random ones",
              WeightFiles.names(architecture))
          .received("\"%s\"", weights)
          .remedy("Correct the name or the path.")
          .argument();
    }
    return path;
  }

  final String architecture() {
    return architecture;
  }

  /** Whether the weights are some that Keras offers. */
  final boolean isTrained() {
    return options.weights() instanceof String name
        && WeightFiles.names(architecture).contains(name);
  }

  final boolean hasTop() {
    return options.hasTop();
  }

  final int classes() {
    return options.classes();
  }

  // Input and layers.

  /** The given input, or one of a shape. */
  final Tensor input(Shape shape) {
    Tensor given = options.inputTensor();
    return given == null ? Input.of(name("input_layer"), shape.dims()) : takeNames(given);
  }

  private Tensor takeNames(Tensor given) {
    Deque<Node> open = new ArrayDeque<>(List.of(given.node()));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (taken.add(node.op().name())) {
        node.inputs().forEach(from -> open.add(from.node()));
      }
    }
    return given;
  }

  /** Applies a layer that Keras gives no name. */
  final Tensor apply(Layer layer, Tensor... inputs) {
    return applyNamed(Names.snakeCase(layer.className()), layer, inputs);
  }

  /** Applies a layer that Keras numbers among those of another class. */
  final Tensor applyNamed(String base, Layer layer, Tensor... inputs) {
    return layer.name(name(base)).apply(inputs);
  }

  /** A chain of layers, still empty, that begins with an input like a tensor. */
  final Sequential sequence(Tensor like) {
    Input begin = new Input(like.shape().without(0).dims()).name(name("input_layer"));
    return new Sequential().add(begin);
  }

  private String name(String base) {
    String name;
    do {
      int number = used.merge(base, 1, Integer::sum) - 1;
      name = number == 0 ? base : base + "_" + number;
    } while (taken.contains(name));
    return name;
  }

  // The model.

  /**
   * Makes the model and loads its weights.
   *
   * @param output what the network gives
   * @param name Keras' name of the model
   * @param settings what distinguishes its trained weights from others of the architecture; may be
   *     empty
   */
  final Model model(Tensor output, String name, String settings) {
    Path weights = weights(settings);
    Model model = untrained(output, name);
    if (weights != null) {
      model.loadWeights(weights);
    }
    return model;
  }

  final Model untrained(Tensor output, String name) {
    used.forEach(LayerNames::reserve);
    return new Model(sources(output), List.of(output)).name(options.nameOr(name));
  }

  /** The file of the weights; null for random ones. */
  final @Nullable Path weights(String settings) {
    if (!isTrained()) {
      return file;
    }
    String variant = "%s %s %s".formatted(options.weights(), settings, hasTop() ? "top" : "notop");
    return WeightFiles.find(architecture, variant.replaceAll(" +", " ")).remote().fetch();
  }

  final Model model(Tensor output, String name) {
    return model(output, name, "");
  }

  /** What an output follows from. */
  private static List<Tensor> sources(Tensor output) {
    Set<Node> seen = new LinkedHashSet<>();
    List<Tensor> found = new ArrayList<>();
    Deque<Node> open = new ArrayDeque<>(List.of(output.node()));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node.inputs().isEmpty()) {
        found.add(node.output(0));
      }
      for (int i = node.inputs().size() - 1; i >= 0; i--) {
        open.push(node.input(i).node());
      }
    }
    return found;
  }
}
