package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts for graphs in the form of Keras 3: operations, inputs, and the tensors between them. */
final class GraphParts {
  private GraphParts() {}

  /** A reference to the first output of a layer that is called once, of the type of masks. */
  static Config tensor(String layer, @Nullable List<?> shape) {
    Config settings = new Config().with("shape", shape).with("dtype", "bool");
    return new Config()
        .with("class_name", "__keras_tensor__")
        .with("config", settings.with("keras_history", List.of(layer, 0, 0)));
  }

  /** An operation that is called once. */
  static Config operation(String className, String name, Config settings, List<?> args) {
    return new Config()
        .with("module", "keras.src.ops.numpy")
        .with("class_name", className)
        .with("config", new Config().with("name", name).withAll(settings))
        .with("registered_name", className)
        .with("name", name)
        .with("inbound_nodes", List.of(call(args)));
  }

  /** An input for a mask, under the name by which the reference to it goes. */
  static Config inputLayer(Config tensor) {
    String name = GraphForm.origin(tensor);
    Config settings =
        new Config()
            .with("name", name)
            .with("dtype", "bool")
            .with("batch_shape", GraphForm.shape(tensor))
            .with("sparse", false);
    return new Config()
        .with("module", "keras.layers")
        .with("class_name", "InputLayer")
        .with("config", settings)
        .with("registered_name", null)
        .with("name", name)
        .with("inbound_nodes", List.of());
  }

  private static Config call(List<?> args) {
    return new Config().with("args", args).with("kwargs", new Config());
  }

  /** The settings of a graph that calls layers one after another, from an input without a name. */
  static Config chained(List<Config> chain) {
    List<Config> layers = new ArrayList<>();
    String last = "";
    int counted = 0;
    for (Config layer : chain) {
      if (layer.get("config") != null && !GraphForm.className(layer).equals("InputLayer")) {
        Config call = call(List.of(tensor(last, null)));
        last = GraphForm.name(GraphForm.settings(layer));
        counted = GraphForm.firstCallAtEnds(layer);
        layers.add(
            new Config(layer.asMap()).with("name", last).with("inbound_nodes", List.of(call)));
      }
    }
    return new Config()
        .with("layers", layers)
        .with("input_layers", List.of(List.of("", 0, 0)))
        .with("output_layers", List.of(List.of(last, counted, 0)));
  }
}
