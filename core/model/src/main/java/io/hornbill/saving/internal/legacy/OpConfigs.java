package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.files.internal.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Translates ops of TensorFlow that stood between layers into layers that do the same: {@code
 * TensorFlowOpLayer} of Keras 2.1 to 2.3 and {@code TFOpLambda} since.
 */
final class OpConfigs {
  private static final Set<String> CLASSES =
      Set.of("TensorFlowOpLayer", "TFOpLambda", "SlicingOpLambda");

  private static final Set<String> ACTIVATIONS =
      Set.of(
          "relu",
          "relu6",
          "sigmoid",
          "tanh",
          "softmax",
          "elu",
          "selu",
          "softplus",
          "softsign",
          "exp",
          "swish",
          "silu",
          "gelu",
          "leaky_relu",
          "log_softmax");

  private static final Map<String, String> MERGING =
      Map.of(
          "add", "Add",
          "addv2", "Add",
          "sub", "Subtract",
          "subtract", "Subtract",
          "mul", "Multiply",
          "multiply", "Multiply",
          "maximum", "Maximum",
          "minimum", "Minimum");

  private final Config settings;
  private final List<List<?>> inputs = new ArrayList<>();
  private final Config arguments = new Config();
  private boolean constant;

  private OpConfigs(Config written) {
    Config config = written.config("config");
    settings = config == null ? new Config() : config;
    collect(written.list("inbound_nodes"));
  }

  static boolean isOp(String className) {
    return CLASSES.contains(className);
  }

  /** The layer of the same meaning, with name and inputs. */
  static Config translate(Config written) {
    OpConfigs op = new OpConfigs(written);
    Object name = written.has("name") ? written.get("name") : op.settings.get("name");
    Config layer = op.settings.has("node_def") ? op.ofNode() : op.ofFunction();
    if (layer == null) {
      throw Fault.of("Layer \"%s\"", name)
          .expected("the op of TensorFlow must be one that a layer computes")
          .received(op.name())
          .remedy(
              "Register a layer of your own in its place: Model.load(path, o ->"
                  + " o.register(\"%s\", config -> new MyLayer())).",
              written.get("class_name"))
          .argument();
    }
    Config config = layer.config("config");
    layer.with("config", (config == null ? new Config() : config).with("name", name));
    return layer.with("name", name).with("inbound_nodes", List.of(op.inputs));
  }

  /** Inputs are lists of a layer's name and two numbers, also among the arguments. */
  private void collect(@Nullable Object value) {
    if (!(value instanceof List<?> list)) {
      return;
    }
    if (list.size() < 3 || !(list.get(0) instanceof String from)) {
      list.forEach(this::collect);
      return;
    }
    if (from.equals("_CONSTANT_VALUE")) {
      constant = true;
      arguments.with("constant", list.get(2));
    } else {
      inputs.add(list.subList(0, 3));
    }
    if (list.size() > 3 && list.get(3) instanceof Map<?, ?> named) {
      named.forEach((name, one) -> argument(String.valueOf(name), one));
    }
  }

  private void argument(String name, @Nullable Object value) {
    if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof String) {
      collect(list);
    } else if (value != null && !name.equals("name")) {
      arguments.with(name, value);
      constant |= name.equals("y") || name.equals("x");
    }
  }

  private String name() {
    Config node = node();
    Object op = node == null ? settings.get("function") : node.get("op");
    return String.valueOf(op);
  }

  private @Nullable Config node() {
    Object node = settings.get("node_def");
    if (node instanceof String json) {
      return Json.read(json, "node_def");
    }
    return node == null ? null : Config.config("node_def", node);
  }

  private @Nullable Config ofNode() {
    Config constants = settings.config("constants");
    Object second = constants == null ? null : constants.get("1");
    constant = constants != null && !constants.asMap().isEmpty();
    return switch (name()) {
      case "Reshape" -> reshape(second);
      case "Transpose" -> permute(second);
      case "ConcatV2" -> concatenate(constants == null ? null : constants.get("" + inputs.size()));
      default -> plain(name());
    };
  }

  private @Nullable Config ofFunction() {
    String function = name().substring(name().lastIndexOf('.') + 1);
    return switch (function) {
      case "reshape" -> reshape(arguments.get(arguments.has("shape") ? "shape" : "constant"));
      case "transpose" -> permute(arguments.get(arguments.has("perm") ? "perm" : "constant"));
      case "concat" -> concatenate(arguments.get("axis"));
      default -> plain(function);
    };
  }

  private @Nullable Config plain(String op) {
    String name = op.toLowerCase(Locale.ROOT);
    String merging = MERGING.get(name);
    if (merging != null && inputs.size() > 1 && !constant) {
      return layer(merging, new Config());
    }
    return ACTIVATIONS.contains(name) && inputs.size() == 1
        ? layer(
            "Activation",
            new Config().with("activation", name.equals("exp") ? "exponential" : name))
        : null;
  }

  /** The batch stays the first axis, be its length known or not. */
  private static @Nullable Config reshape(@Nullable Object shape) {
    return shape instanceof List<?> all && all.size() > 1
        ? layer("Reshape", new Config().with("target_shape", all.subList(1, all.size())))
        : null;
  }

  private static @Nullable Config permute(@Nullable Object axes) {
    return axes instanceof List<?> all && all.size() > 1 && isZero(all.get(0))
        ? layer("Permute", new Config().with("dims", all.subList(1, all.size())))
        : null;
  }

  private static boolean isZero(@Nullable Object value) {
    return value instanceof Number number && number.intValue() == 0;
  }

  private static @Nullable Config concatenate(@Nullable Object axis) {
    return axis instanceof Number ? layer("Concatenate", new Config().with("axis", axis)) : null;
  }

  private static Config layer(String className, Config config) {
    return new Config().with("class_name", className).with("config", config);
  }
}
