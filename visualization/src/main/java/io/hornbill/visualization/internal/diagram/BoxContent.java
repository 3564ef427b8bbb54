package io.hornbill.visualization.internal.diagram;

import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Layer;
import io.hornbill.visualization.PlotOptions;
import io.hornbill.visualization.internal.diagram.Diagram.Box;
import io.hornbill.visualization.internal.diagram.Diagram.Cell;
import io.hornbill.visualization.internal.diagram.Diagram.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** What boxes say, in Keras' words. */
final class BoxContent {
  private final PlotOptions options;

  BoxContent(PlotOptions options) {
    this.options = options;
  }

  Box of(String id, Step step) {
    return new Box(
        id,
        options.showsLayerNames() ? step.name() : null,
        step.className(),
        options.showsLayerActivations() ? activation(step.layer()) : null,
        cells(step));
  }

  private List<Cell> cells(Step step) {
    List<Cell> cells = new ArrayList<>();
    Node node = step.node();
    if (options.showsShapes()) {
      if (!node.inputs().isEmpty()) {
        cells.add(new Cell(Topic.INPUT_SHAPE, each(node.inputs(), BoxContent::shape)));
      }
      cells.add(new Cell(Topic.OUTPUT_SHAPE, each(node.outputs(), BoxContent::shape)));
    }
    if (options.showsDataType()) {
      cells.add(new Cell(Topic.DATA_TYPE, each(node.outputs(), BoxContent::type)));
    }
    Layer layer = step.layer();
    if (options.showsTrainable() && layer != null && !layer.weights().isEmpty()) {
      Topic topic = layer.isTrainable() ? Topic.TRAINABLE : Topic.FROZEN;
      cells.add(new Cell(topic, topic == Topic.TRAINABLE ? "Trainable" : "Non-trainable"));
    }
    return cells;
  }

  private static String each(List<Tensor> tensors, Function<Tensor, String> text) {
    String all = tensors.stream().map(text).collect(Collectors.joining(", "));
    return tensors.size() == 1 ? all : "[" + all + "]";
  }

  /** A shape as Python writes it: {@code (None, 28, 28, 1)}. */
  private static String shape(Tensor tensor) {
    Shape shape = tensor.shape();
    String lengths =
        shape.toList().stream()
            .map(length -> length < 0 ? "None" : length.toString())
            .collect(Collectors.joining(", "));
    return shape.rank() == 1 ? "(" + lengths + ",)" : "(" + lengths + ")";
  }

  private static String type(Tensor tensor) {
    DataType type = tensor.dataType();
    return switch (type) {
      case FLOAT -> "float32";
      case DOUBLE -> "float64";
      case INT -> "int32";
      case LONG -> "int64";
      default -> type.name().toLowerCase(Locale.ROOT);
    };
  }

  private static @Nullable String activation(@Nullable Layer layer) {
    Object activation = layer == null ? null : layer.config().get("activation");
    if (activation instanceof Map<?, ?> map) {
      activation = map.get("class_name");
    } else if (activation instanceof io.hornbill.base.Config config) {
      activation = config.get("class_name");
    }
    return activation instanceof String name ? name : null;
  }
}
