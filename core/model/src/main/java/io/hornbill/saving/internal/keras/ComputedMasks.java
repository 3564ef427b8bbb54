package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.operations.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which masks the operations of a graph compute: those that Keras writes, and Hornbill. */
final class ComputedMasks {
  private final Map<String, Config> layers;
  private final MaskFormulas formulas;
  private final Function<Object, String> texts;
  private final boolean isOutside;

  /**
   * Takes a graph.
   *
   * @param layers its layers and operations by name
   * @param formulas takes how masks are computed
   * @param texts gives the text that stands for a tensor
   * @param isOutside whether what is computed may refer to tensors of the graph
   */
  ComputedMasks(
      Map<String, Config> layers,
      MaskFormulas formulas,
      Function<Object, String> texts,
      boolean isOutside) {
    this.isOutside = isOutside;
    this.layers = layers;
    this.formulas = formulas;
    this.texts = texts;
  }

  /** What a call is given, with the tensors of which operations copied some. */
  List<?> originals(List<?> args) {
    List<@Nullable Object> result = new ArrayList<>();
    args.forEach(one -> result.add(one instanceof List<?> list ? originals(list) : original(one)));
    return result;
  }

  private @Nullable Object original(@Nullable Object tensor) {
    Config copy = operation(tensor, "Copy");
    return copy == null ? tensor : first(copy);
  }

  /** The mask that a tensor is. */
  String of(@Nullable Object tensor) {
    Config operation = operation(tensor);
    if (operation == null) {
      return given(tensor);
    }
    List<?> args = arguments(operation);
    return switch (GraphForm.className(operation)) {
      case "NotEqual" -> notEqual(args);
      case "LogicalOr" ->
          formulas.joined("or", List.of(of(first(operation)), of(args.get(args.size() - 1))));
      case "ConvertToTensor" -> of(first(operation));
      case "OnesLike" -> MaskGraph.ALL;
      case "Concatenate" ->
          first(operation) instanceof List<?> masks
              ? formulas.along(axis(operation), masks.stream().map(this::of).toList())
              : MaskGraph.UNKNOWN;
      case "Any" -> isOver(operation, -1) ? anyOf(first(operation)) : MaskGraph.UNKNOWN;
      case "All" -> allOf(operation, operation(first(operation), "Concatenate"));
      default -> given(tensor);
    };
  }

  /** A mask that no layer makes, such as an input. */
  private String given(@Nullable Object tensor) {
    return isOutside && tensor instanceof Config reference
        ? formulas.known(texts.apply(reference), reference)
        : MaskGraph.UNKNOWN;
  }

  private String notEqual(List<?> args) {
    return args.size() == 2
            && args.get(0) instanceof Config tensor
            && args.get(1) instanceof Number number
        ? formulas.notEqual(texts.apply(tensor), tensor, number.doubleValue())
        : MaskGraph.UNKNOWN;
  }

  private String anyOf(@Nullable Object condition) {
    Config joining = operation(condition, "Concatenate");
    return joining == null ? formulas.any(of(condition)) : overLast(joining, "or");
  }

  /** Before Keras 3.8: of masks side by side, or of masks on top of each other. */
  private String allOf(Config operation, @Nullable Config joining) {
    if (joining == null) {
      return MaskGraph.UNKNOWN;
    }
    if (isOver(operation, -1)) {
      return overLast(joining, "and");
    }
    return isOver(operation, 0) && axis(joining) == 0 && first(joining) instanceof List<?> masks
        ? formulas.joined("and", masks.stream().map(mask -> widened(mask, 0)).toList())
        : MaskGraph.UNKNOWN;
  }

  private String overLast(Config joining, String how) {
    if (!(first(joining) instanceof List<?> masks)) {
      return MaskGraph.UNKNOWN;
    }
    int axis = axis(joining);
    int rank = masks.stream().mapToInt(mask -> GraphForm.shape(mask).size()).max().orElse(0);
    boolean last = axis == -1 || axis == rank - 1;
    List<String> each = new ArrayList<>();
    for (Object mask : masks) {
      Config ones = operation(mask, "OnesLike");
      String all = last || ones == null ? MaskGraph.ALL : MaskGraph.ALL + text(first(ones));
      each.add(ones == null ? widened(mask, -1) : all);
    }
    return last ? formulas.joined(how, each) : formulas.along(axis, each);
  }

  private String text(@Nullable Object tensor) {
    return tensor == null ? "" : texts.apply(tensor);
  }

  /** A mask to which an axis was added, be it spread over it. */
  private String widened(@Nullable Object mask, int axis) {
    Config operation = operation(mask);
    if (operation == null) {
      return MaskGraph.UNKNOWN;
    }
    Object inner = first(operation);
    return switch (GraphForm.className(operation)) {
      case "ExpandDims" -> axis(operation) == axis ? of(inner) : MaskGraph.UNKNOWN;
      case "BroadcastTo" -> widened(inner, axis);
      case "LogicalOr" -> isZeros(arguments(operation)) ? widened(inner, axis) : MaskGraph.UNKNOWN;
      default -> MaskGraph.UNKNOWN;
    };
  }

  private boolean isZeros(List<?> args) {
    return args.size() == 2 && operation(args.get(1), "ZerosLike") != null;
  }

  /** The operation that a tensor comes from; null if it comes from none of the class. */
  private @Nullable Config operation(@Nullable Object tensor, String className) {
    Config operation = operation(tensor);
    return operation != null && GraphForm.className(operation).equals(className) ? operation : null;
  }

  private @Nullable Config operation(@Nullable Object tensor) {
    List<?> history = GraphForm.history(tensor);
    Config known = history.isEmpty() ? null : layers.get(String.valueOf(history.get(0)));
    return known != null && Operations.isModule(known.get("module")) ? known : null;
  }

  private static List<?> arguments(Config operation) {
    List<Config> calls = GraphForm.calls(operation);
    if (calls.isEmpty()) {
      return List.of();
    }
    List<Object> all = new ArrayList<>(calls.get(0).list("args"));
    for (String name : List.of("x1", "x2", "x")) {
      Object named = GraphForm.named(calls.get(0), name);
      if (named != null) {
        all.add(named);
      }
    }
    return all;
  }

  private static @Nullable Object first(Config operation) {
    List<?> args = arguments(operation);
    return args.isEmpty() ? null : args.get(0);
  }

  private static int axis(Config operation) {
    Object axis = GraphForm.settings(operation).get("axis");
    Object one = axis instanceof List<?> list && list.size() == 1 ? list.get(0) : axis;
    return one instanceof Number number ? number.intValue() : Integer.MIN_VALUE;
  }

  private static boolean isOver(Config operation, int axis) {
    return axis(operation) == axis && !GraphForm.settings(operation).bool("keepdims", false);
  }
}
