package io.hornbill.applications;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.base.Checks;
import io.hornbill.base.Names;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Dense;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.GlobalMaxPooling2D;
import io.hornbill.layers.Layer;
import io.hornbill.layers.LayerNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network in the making: its checked options, its input, the names of its layers, its end, and
 * its weights.
 *
 * <p>Layers without a name of their own are numbered from the start of each network, as in a new
 * session of Keras, so that files find them by name.
 */
final class Blueprint {
  private final String architecture;
  private final ApplicationOptions<?> options;
  private final @Nullable Path file;
  private final Map<String, Integer> used = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private @Nullable Tensor input;
  private Shape shape = Shape.SCALAR;

  /**
   * Checks options.
   *
   * @param architecture the name of the network's class
   * @param options the options
   */
  Blueprint(String architecture, ApplicationOptions<?> options) {
    this.architecture = architecture;
    this.options = options;
    file = isNamed() ? null : file(options.weights());
    boolean trained = options.weights() != null;
    Checks.argument(
        !isNamed() || !options.hasTop() || options.classes() == 1000 || !ofImageNet(),
        "%s: with top and ImageNet's weights, classes must be 1000. Received: %s. Leave the top out and add a layer of your own.",
        architecture,
        options.classes());
    String activation = options.classifierActivation();
    Checks.argument(
        !trained || !options.hasTop() || List.of("softmax", "linear").contains(activation) || !ofImageNet(),
        "%s: with trained weights, classifierActivation must be \"softmax\" or null. Received: \"%s\". Choose one, or random weights.",
        architecture,
        activation);
  }

  private boolean ofImageNet() {
    return WeightFiles.names(architecture).contains("imagenet");
  }

  private boolean isNamed() {
    return options.weights() instanceof String name
        && WeightFiles.names(architecture).contains(name);
  }

  /** Whether the weights are those that Keras offers under a name. */
  boolean hasWeights(String name) {
    return name.equals(options.weights());
  }

  private @Nullable Path file(@Nullable Object weights) {
    if (weights == null) {
      return null;
    }
    Path path = weights instanceof Path given ? given : Path.of((String) weights);
    Checks.argument(
        Files.exists(path),
        "%s: weights must be one of %s, an existing file, or null for random ones. Received: \"%s\". Correct the name or the path.",
        architecture,
        WeightFiles.names(architecture),
        weights);
    return path;
  }

  /** Some networks have no form for channels first, as in Keras. */
  void requireChannelsLast() {
    Checks.argument(
        ChannelAxis.isLast(),
        "%s: the image data format must be \"channels_last\". Received: \"channels_first\". Set it before the network is made.",
        architecture);
  }

  // The input.

  /** The input of a network whose images are at least of one size, and of another by default. */
  Tensor input(int defaultSize, int minSize) {
    boolean top = options.hasTop();
    return input(shapes(minSize).find(defaultSize, top && isNamed(), top));
  }

  /**
   * The input of a network that has trained weights for several sizes: the largest by default, or
   * that of the wanted shape or of the given tensor.
   */
  Tensor sizedInput(List<Integer> sizes, int minSize) {
    int largest = Collections.max(sizes);
    Shape wanted = options.inputShape();
    Tensor given = options.inputTensor();
    Shape seen = wanted != null || given == null ? wanted : given.shape().without(0);
    boolean square = seen != null && seen.rank() == 3 && sizes.contains(squareSize(seen));
    int size = square && seen != null ? squareSize(seen) : largest;
    boolean top = options.hasTop();
    return input(shapes(minSize).find(size, top && isNamed(), top));
  }

  /** Height and width if they are equal, else 0. */
  private static int squareSize(Shape image) {
    Shape size = image.without(ChannelAxis.ofImage());
    return size.dim(0) == size.dim(1) ? (int) size.dim(0) : 0;
  }

  /** The height of images for the model's name; Keras says None where it is not known. */
  String rows(List<Integer> sizes) {
    long rows = isNamed() ? trainedSize(sizes) : shape.dim(ChannelAxis.isLast() ? 0 : 1);
    return rows < 0 ? "None" : String.valueOf(rows);
  }

  /** Which of the sizes that there are trained weights for is this one; 224 if none is. */
  int trainedSize(List<Integer> sizes) {
    int size = squareSize(shape);
    return sizes.contains(size) ? size : 224;
  }

  InputShapes shapes(int minSize) {
    return new InputShapes(architecture, options, minSize);
  }

  /** The input of a network that must know the size of its images even without a top. */
  Tensor knownInput(int defaultSize, int minSize) {
    return input(shapes(minSize).find(defaultSize, options.hasTop() && isNamed(), true));
  }

  /** The input of a network of a shape. */
  Tensor input(Shape image) {
    shape = image;
    Tensor given = options.inputTensor();
    if (given == null) {
      input = Input.of(name("input_layer"), image.dims());
      return input;
    }
    input = source(given);
    return given;
  }

  /** The input that the given tensor follows from; all names on the way are taken. */
  private Tensor source(Tensor given) {
    Tensor found = given;
    Deque<Node> open = new ArrayDeque<>(List.of(given.node()));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (taken.add(node.op().name())) {
        node.inputs().forEach(from -> open.add(from.node()));
        found = node.inputs().isEmpty() ? node.output(0) : found;
      }
    }
    return found;
  }

  // Names.

  /** Applies a layer that Keras gives no name. */
  Tensor apply(Layer layer, Tensor... inputs) {
    return layer.name(name(Names.snakeCase(layer.className()))).apply(inputs);
  }

  private String name(String base) {
    String name;
    do {
      int number = used.merge(base, 1, Integer::sum) - 1;
      name = number == 0 ? base : base + "_" + number;
    } while (taken.contains(name));
    return name;
  }

  // The end.

  boolean hasTop() {
    return options.hasTop();
  }

  int classes() {
    return options.classes();
  }

  String classifierActivation() {
    return options.classifierActivation();
  }

  /** The commonest end: the mean of each channel, and a layer that classifies it. */
  Tensor classify(Tensor x) {
    return predictions(new GlobalAveragePooling2D().name("avg_pool").apply(x));
  }

  Tensor predictions(Tensor x) {
    return new Dense(classes()).activation(classifierActivation()).name("predictions").apply(x);
  }

  /** The features of a network without top, by a pooling that Keras gives no name. */
  Tensor pool(Tensor x) {
    Layer pooling = pooling();
    return pooling == null ? x : apply(pooling, x);
  }

  /** The features of a network without top, by a pooling named {@code avg_pool}. */
  Tensor poolByName(Tensor x) {
    Layer pooling = pooling();
    return pooling == null ? x : pooling.name(options.pooling() + "_pool").apply(x);
  }

  private @Nullable Layer pooling() {
    if (options.pooling() == null) {
      return null;
    }
    return options.pooling().equals("avg")
        ? new GlobalAveragePooling2D()
        : new GlobalMaxPooling2D();
  }

  /**
   * Makes the model and loads its weights.
   *
   * @param output what the network gives
   * @param name Keras' name of the model
   * @param settings what distinguishes its trained weights from others of the architecture; may be
   *     empty
   */
  Model model(Tensor output, String name, String settings) {
    used.forEach(LayerNames::reserve);
    Path weights = isNamed() ? trained(settings) : file;
    List<Tensor> inputs = new ArrayList<>();
    if (input != null) {
      inputs.add(input);
    }
    Model model = new Model(inputs, List.of(output)).name(options.nameOr(name));
    if (weights != null) {
      model.loadWeights(weights);
    }
    return model;
  }

  Model model(Tensor output, String name) {
    return model(output, name, "");
  }

  private Path trained(String settings) {
    List<String> words =
        List.of(String.valueOf(options.weights()), settings, hasTop() ? "top" : "notop");
    return WeightFiles.locate(architecture, String.join(" ", words).replaceAll(" +", " "));
  }
}
