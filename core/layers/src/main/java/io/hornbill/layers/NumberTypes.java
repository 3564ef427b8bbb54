package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.graph.HalfPrecision;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.internal.FloatType;
import io.hornbill.operations.Operation;
import io.hornbill.operations.Operation.Numbers;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The types that tensors of a walk have in Keras, where layers have policies of two bytes. Here all
 * are floats: those of two bytes hold rounded numbers, and whole ones must not be rounded.
 */
final class NumberTypes {
  private static final String WHOLE = "whole";
  private static final String FLOAT = "float32";

  private static final Set<String> TRUTHS =
      Set.of(
          "equal", "notEqual", "greater", "greaterEqual", "less", "lessEqual", "isNan", "argmax");

  private final IdentityHashMap<Tensor, String> types = new IdentityHashMap<>();

  /**
   * The type of an input.
   *
   * @param written Keras' name of it
   */
  static String ofInput(String written) {
    if (FloatType.isHalf(written)) {
      return written;
    }
    return written.startsWith("float") ? FLOAT : WHOLE;
  }

  /** The type of what a model begins with: what layers that are computed in Java give is whole. */
  static String ofStart(Tensor start) {
    if (start.op() instanceof LayerCall call) {
      return call.layer() instanceof InputLayer input ? ofInput(input.elementType()) : WHOLE;
    }
    return FLOAT;
  }

  static String whole() {
    return WHOLE;
  }

  String of(Tensor tensor) {
    return types.getOrDefault(tensor, FLOAT);
  }

  boolean isWhole(Tensor tensor) {
    return of(tensor).equals(WHOLE);
  }

  void put(Tensor tensor, String type) {
    if (type.equals(FLOAT)) {
      types.remove(tensor);
    } else {
      types.put(tensor, type);
    }
  }

  /**
   * Computes what stands between layers.
   *
   * @param op an operation, or an op
   * @param inputs its inputs
   * @return its outputs, rounded if Keras has numbers of two bytes there
   */
  List<Tensor> call(Op op, List<Tensor> inputs) {
    String type = resultType(op, inputs);
    boolean half = FloatType.isHalf(type);
    Numbers numbers = numbers(op);
    String inside = half && numbers == Numbers.STEPS ? type : "";
    List<Tensor> outputs = HalfPrecision.during(inside, () -> plain(op, inputs));
    if (half && numbers != Numbers.MOVED) {
      outputs = outputs.stream().map(y -> HalfPrecision.round(type, y)).toList();
    }
    outputs.forEach(y -> put(y, type));
    return outputs;
  }

  static List<Tensor> plain(Op op, List<Tensor> inputs) {
    return op instanceof Operation operation
        ? operation.compose(inputs)
        : Node.of(op, inputs).outputs();
  }

  private static Numbers numbers(Op op) {
    if (op instanceof Operation operation) {
      return operation.numbers();
    }
    return TRUTHS.contains(op.name()) ? Numbers.WHOLE : Numbers.RESULT;
  }

  private String resultType(Op op, List<Tensor> inputs) {
    if (numbers(op) == Numbers.WHOLE) {
      return WHOLE;
    }
    if (inputs.isEmpty()) {
      return WHOLE; // a fixed number, which takes the type of what it meets
    }
    if (op instanceof Operation operation) {
      String given = operation.settings().get("dtype") instanceof String name ? name : "";
      if (!given.isEmpty()) {
        return ofInput(given);
      }
      if (operation.numbers() != Numbers.MOVED
          && operation.args().stream().anyMatch(this::isArray)) {
        return FLOAT;
      }
    }
    List<String> floats =
        inputs.stream().map(this::of).filter(t -> !t.equals(WHOLE)).distinct().toList();
    if (floats.isEmpty()) {
      return staysWhole(op) ? WHOLE : FLOAT;
    }
    return floats.size() == 1 ? floats.get(0) : FLOAT;
  }

  private boolean isArray(Object argument) {
    return argument instanceof Config config
        && ("__numpy__".equals(config.get("class_name"))
            || "__tensor__".equals(config.get("class_name")));
  }

  private static boolean staysWhole(Op op) {
    return op instanceof Operation operation
        && (operation.numbers() == Numbers.MOVED
            || (operation.isClosed()
                && operation.args().stream()
                    .noneMatch(v -> v instanceof Number n && n.doubleValue() % 1 != 0)));
  }
}
