package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import io.hornbill.operations.Operations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Translates functions of TensorFlow that stood between layers of Keras 2 ({@code TFOpLambda},
 * {@code SlicingOpLambda}) into operations of Keras 3 that do the same.
 */
final class TensorFlowOps {
  private static final Pattern BLANK = Pattern.compile(" ");

  /** Functions of one argument. */
  private static final Map<String, String> UNARY =
      pairs(
          "abs=Absolute acos=Arccos acosh=Arccosh asin=Arcsin asinh=Arcsinh atan=Arctan atanh=Arctanh"
              + " ceil=Ceil cos=Cos cosh=Cosh erf=Erf erfinv=Erfinv exp=Exp expm1=Expm1 floor=Floor"
              + " is_finite=Isfinite is_inf=Isinf is_nan=Isnan log=Log log1p=Log1p log_sigmoid=LogSigmoid"
              + " negative=Negative neg=Negative reciprocal=Reciprocal rint=Round round=Round rsqrt=Rsqrt"
              + " sigmoid=Sigmoid sign=Sign sin=Sin sinh=Sinh softplus=Softplus softsign=Softsign sqrt=Sqrt"
              + " square=Square tan=Tan tanh=Tanh logical_not=LogicalNot identity=Copy"
              + " stop_gradient=StopGradient zeros_like=ZerosLike ones_like=OnesLike relu=Relu relu6=Relu6"
              + " selu=Selu silu=Silu swish=Silu erfc=Erfc conj=Conjugate real=Real"
              + " bessel_i0=I0 det=Det inv=Inv rgb_to_hsv=RGBToHSV");

  /** Functions of two arguments, numbers included. */
  private static final Map<String, String> BINARY =
      pairs(
          "add=Add subtract=Subtract sub=Subtract multiply=Multiply mul=Multiply truediv=TrueDivide"
              + " divide=TrueDivide div=TrueDivide floordiv=FloorDivide floormod=Mod mod=Mod pow=Power"
              + " maximum=Maximum minimum=Minimum atan2=Arctan2 greater=Greater greater_equal=GreaterEqual"
              + " less=Less less_equal=LessEqual equal=Equal not_equal=NotEqual logical_and=LogicalAnd"
              + " logical_or=LogicalOr logical_xor=LogicalXor divide_no_nan=DivideNoNan bias_add=Add"
              + " floor_div=FloorDivide adjust_brightness=Add solve=Solve");

  private static final Map<String, String> REDUCTIONS =
      pairs(
          "reduce_sum=Sum reduce_mean=Mean reduce_max=Max reduce_min=Min reduce_prod=Prod reduce_std=Std"
              + " reduce_variance=Var reduce_any=Any reduce_all=All reduce_logsumexp=Logsumexp sum=Sum"
              + " mean=Mean max=Max min=Min prod=Prod std=Std var=Var logsumexp=Logsumexp");

  private final String name;
  private final Config arguments = new Config();
  private final List<Object> first = new ArrayList<>();
  private final List<Config> made = new ArrayList<>();
  private boolean listed;

  /** Where the last result comes from. */
  private Config result = new Config();

  private final Set<String> taken;

  private TensorFlowOps(String name, Set<String> taken) {
    this.name = name;
    this.taken = taken;
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> all = new HashMap<>();
    for (String pair : BLANK.splitAsStream(text).toList()) {
      int equals = pair.indexOf('=');
      all.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return all;
  }

  /**
   * The operations of the same meaning, the last one with the layer's name, those before it with
   * names that are not taken yet; none if unknown.
   */
  static List<Config> translate(Config written, Set<String> taken) {
    Config settings = written.config("config");
    if (settings == null || !(settings.get("function") instanceof String function)) {
      return List.of();
    }
    TensorFlowOps ops = new TensorFlowOps(written.text("name", settings.text("name", "")), taken);
    List<?> calls = written.list("inbound_nodes");
    if (calls.size() != 1 || !(calls.get(0) instanceof List<?> call)) {
      return List.of();
    }
    ops.read(call);
    String last = function.substring(function.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ops.translated(last) ? ops.made : List.of();
  }

  /** The first argument is a tensor or a list of them; the others stand beside it by name. */
  private void read(List<?> call) {
    boolean one = !call.isEmpty() && call.get(0) instanceof String;
    listed = !one;
    for (Object input : one ? List.of(call) : call) {
      if (input instanceof List<?> list && list.size() >= 3) {
        boolean constant = "_CONSTANT_VALUE".equals(list.get(0));
        Object value = constant ? list.get(2) : reference(list);
        first.add(value == null ? 0 : value);
        if (list.size() > 3 && list.get(3) instanceof Map<?, ?> named) {
          named.forEach((key, given) -> arguments.with(String.valueOf(key), argument(given)));
        }
      }
    }
  }

  private static Config reference(List<?> list) {
    return tensor(place(List.of(list.get(0), list.get(1), list.get(2))));
  }

  private static Config place(List<?> history) {
    return new Config().with("shape", null).with("dtype", "float32").with("keras_history", history);
  }

  private static Config tensor(Config place) {
    return new Config().with("class_name", "__keras_tensor__").with("config", place);
  }

  private static boolean isReference(List<?> list) {
    return list.size() == 3
        && list.get(0) instanceof String
        && list.get(1) instanceof Number
        && list.get(2) instanceof Number;
  }

  private static @Nullable Object argument(@Nullable Object value) {
    if (value instanceof List<?> list) {
      if (isReference(list)) {
        return reference(list);
      }
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(argument(one)));
      return result;
    }
    if (value instanceof Map<?, ?> map && map.containsKey("start") && map.containsKey("stop")) {
      return slice(map.get("start"), map.get("stop"), map.get("step"));
    }
    if (value instanceof Map<?, ?> map && "__ellipsis__".equals(map.get("class_name"))) {
      return new Config().with("class_name", "__ellipsis__").with("config", new Config());
    }
    return value;
  }

  static Config slice(@Nullable Object start, @Nullable Object stop, @Nullable Object step) {
    Config config = new Config().with("start", start).with("stop", stop).with("step", step);
    return new Config().with("class_name", "__slice__").with("config", config);
  }

  /** The first argument. */
  Object x() {
    return first.get(0);
  }

  /** The first of some arguments that is given; null if none is. */
  @Nullable Object get(String... names) {
    for (String one : names) {
      if (arguments.get(one) != null) {
        return arguments.get(one);
      }
    }
    return null;
  }

  private Config one(String key, @Nullable Object value) {
    return new Config().with(key, value);
  }

  /** Adds an operation; what it gives. */
  Object op(String className, Config settings, List<?> args) {
    return op(className, settings, args, new Config());
  }

  private Object op(String className, Config settings, List<?> args, Config named) {
    // The last one has the layer's name; those before it get others, and so do their results.
    if (!made.isEmpty()) {
      String other = other();
      made.get(made.size() - 1).with("name", other);
      result.with("keras_history", List.of(other, 0, 0));
    }
    made.add(
        new Config()
            .with("module", Operations.module(className))
            .with("class_name", className)
            .with("config", settings)
            .with("registered_name", className)
            .with("name", name)
            .with("inbound_nodes", List.of(new Config().with("args", args).with("kwargs", named))));
    result = place(List.of(name, 0, 0));
    return tensor(result);
  }

  private String other() {
    for (int number = made.size(); ; number++) {
      String other = name + "_" + number;
      if (taken.add(other)) {
        return other;
      }
    }
  }

  /** Arrays in the form of Keras 3, which finds no type in plain lists. */
  private static Object array(Object value) {
    return value instanceof List<?>
        ? new Config()
            .with("class_name", "__numpy__")
            .with("config", new Config().with("value", value).with("dtype", "float32"))
        : value;
  }

  private boolean translated(String function) {
    if (first.isEmpty() || (first.size() > 1 && !listed)) {
      return false;
    }
    if (UNARY.containsKey(function)) {
      op(UNARY.get(function), new Config(), List.of(x()));
      return true;
    }
    if (BINARY.containsKey(function)) {
      Object other = get("y", "bias", "value", "x", "delta", "rhs");
      if (other != null) {
        op(BINARY.get(function), new Config(), List.of(array(x()), array(other)));
      }
      return other != null;
    }
    if (REDUCTIONS.containsKey(function)) {
      Config settings =
          one("axis", get("axis")).with("keepdims", Boolean.TRUE.equals(get("keepdims")));
      op(REDUCTIONS.get(function), settings, List.of(x()));
      return true;
    }
    return shaped(function)
        || computed(function)
        || pictured(function)
        || withoutNan(function)
        || new TensorFlowWindows(this).translate(function);
  }

  /** Functions that move numbers about. */
  private boolean shaped(String function) {
    Object axis = get("axis");
    switch (function) {
      case "concat", "concatenate" ->
          op("Concatenate", one("axis", axis == null ? -1 : axis), List.of(first));
      case "stack" -> op("Stack", one("axis", axis == null ? 0 : axis), List.of(first));
      case "unstack" -> op("Unstack", one("axis", axis == null ? 0 : axis), List.of(x()));
      case "split" -> op("Split", sections(axis), List.of(x()));
      case "expand_dims" -> op("ExpandDims", one("axis", axis == null ? -1 : axis), List.of(x()));
      case "squeeze" -> op("Squeeze", one("axis", axis), List.of(x()));
      case "reshape" -> op("Reshape", one("newshape", get("shape")), List.of(x()));
      case "transpose", "permute_dimensions" ->
          op("Transpose", one("axes", get("perm", "pattern")), List.of(x()));
      case "tile" -> op("Tile", one("repeats", get("multiples", "n")), List.of(x()));
      case "repeat", "repeat_elements" ->
          op("Repeat", one("repeats", get("repeats", "rep")).with("axis", axis), List.of(x()));
      case "pad" -> pad();
      case "reverse", "reverse_v2" -> op("Flip", one("axis", get("axis", "axes")), List.of(x()));
      case "roll" -> op("Roll", one("shift", get("shift")).with("axis", axis), List.of(x()));
      case "gather" -> {
        Object indices = get("indices");
        if (indices == null || (get("batch_dims") instanceof Number n && n.intValue() != 0)) {
          return false;
        }
        op("Take", one("axis", axis == null ? 0 : axis), List.of(x(), indices));
      }
      case "flip_left_right" -> op("Flip", one("axis", -2), List.of(x()));
      case "flip_up_down" -> op("Flip", one("axis", -3), List.of(x()));
      case "getitem" -> {
        Object key = get("slice_spec");
        List<@Nullable Object> args = new ArrayList<>(List.of(x()));
        args.add(Ellipses.key(key));
        op("GetItem", new Config(), args);
      }
      case "slice" -> {
        return sliced();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean sliced() {
    if (!(get("begin") instanceof List<?> begin) || !(get("size") instanceof List<?> size)) {
      return false;
    }
    List<Object> key = new ArrayList<>();
    for (int i = 0; i < begin.size(); i++) {
      int from = ((Number) begin.get(i)).intValue();
      int length = ((Number) size.get(i)).intValue();
      key.add(slice(from, length < 0 ? null : (Object) (from + length), null));
    }
    op("GetItem", new Config(), List.of(x(), key));
    return true;
  }

  /** TensorFlow gives the lengths of the parts, Keras where they end. */
  private Config sections(@Nullable Object axis) {
    Object given = get("num_or_size_splits");
    if (given instanceof List<?> lengths) {
      List<Object> ends = new ArrayList<>();
      int end = 0;
      for (Object length : lengths.subList(0, lengths.size() - 1)) {
        end += ((Number) length).intValue();
        ends.add(end);
      }
      given = ends;
    }
    return one("indices_or_sections", given).with("axis", axis == null ? 0 : axis);
  }

  private void pad() {
    Object mode = get("mode");
    String plain = mode instanceof String text ? text.toLowerCase(Locale.ROOT) : "constant";
    Object value = get("constant_values");
    Config named =
        value == null || !plain.equals("constant") ? new Config() : one("constant_values", value);
    op("Pad", one("pad_width", get("paddings")).with("mode", plain), List.of(x()), named);
  }

  /** Functions that compute. */
  private boolean computed(String function) {
    Object axis = get("axis");
    switch (function) {
      case "cast" -> op("Cast", one("dtype", get("dtype")), List.of(x()));
      case "clip_by_value" -> {
        Object low = get("clip_value_min");
        Object high = get("clip_value_max");
        op("Clip", one("x_min", low).with("x_max", high), List.of(x()));
      }
      case "where", "where_v2" -> {
        Object yes = get("x");
        Object no = get("y");
        if (yes == null || no == null) {
          return false;
        }
        op("Where", new Config(), List.of(x(), yes, no));
      }
      case "squared_difference" -> {
        Object other = get("y");
        if (other == null) {
          return false;
        }
        op("Square", new Config(), List.of(op("Subtract", new Config(), List.of(x(), other))));
      }
      case "matmul" -> matmul();
      case "softmax", "softmax_v2" ->
          op("Softmax", one("axis", axis == null ? -1 : axis), List.of(x()));
      case "log_softmax", "log_softmax_v2" ->
          op("LogSoftmax", one("axis", axis == null ? -1 : axis), List.of(x()));
      case "leaky_relu" -> {
        Object alpha = get("alpha");
        op("LeakyRelu", one("negative_slope", alpha == null ? 0.2 : alpha), List.of(x()));
      }
      case "gelu" ->
          op("Gelu", one("approximate", Boolean.TRUE.equals(get("approximate"))), List.of(x()));
      case "argmax", "argmin" ->
          op(
              function.equals("argmax") ? "Argmax" : "Argmin",
              one("axis", axis == null ? 0 : axis),
              List.of(x()));
      case "top_k" -> {
        Object k = get("k");
        op("TopK", one("k", k == null ? 1 : k).with("sorted", true), List.of(x()));
      }
      case "cumsum", "cumprod" -> {
        return cumulated(function, axis == null ? 0 : axis);
      }
      case "sort", "argsort" -> {
        if (function.equals("argsort") && "DESCENDING".equals(get("direction"))) {
          return false;
        }
        Config along = one("axis", axis == null ? -1 : axis);
        Object sorted = op(function.equals("sort") ? "Sort" : "Argsort", along, List.of(x()));
        if ("DESCENDING".equals(get("direction"))) {
          op("Flip", along.copy(), List.of(sorted));
        }
      }
      case "reduce_euclidean_norm" -> {
        Object square = op("Square", new Config(), List.of(x()));
        boolean keep = Boolean.TRUE.equals(get("keepdims"));
        Object sum = op("Sum", one("axis", axis).with("keepdims", keep), List.of(square));
        op("Sqrt", new Config(), List.of(sum));
      }
      case "moments" -> {
        boolean keep = Boolean.TRUE.equals(get("keepdims", "keep_dims"));
        op("Moments", one("axes", get("axes")).with("keepdims", keep), List.of(x()));
      }
      case "add_n" -> {
        Object sum = first.get(0);
        for (Object next : first.subList(1, first.size())) {
          sum = op("Add", new Config(), List.of(sum, next));
        }
      }
      case "tensordot" -> {
        Object other = get("b");
        if (other == null) {
          return false;
        }
        op("Tensordot", one("axes", get("axes")), List.of(x(), other));
      }
      case "trace" ->
          op("Trace", one("offset", 0).with("axis1", -2).with("axis2", -1), List.of(x()));
      case "diag_part" ->
          op("Diagonal", one("offset", 0).with("axis1", -2).with("axis2", -1), List.of(x()));
      case "matrix_transpose" -> op("Swapaxes", one("axis1", -1).with("axis2", -2), List.of(x()));
      case "one_hot" -> {
        Config settings = one("num_classes", get("depth"));
        Object axisOrLast = get("axis") == null ? -1 : get("axis");
        Object hot = op("OneHot", settings.with("axis", axisOrLast), List.of(x()));
        Object on = get("on_value");
        Object off = get("off_value");
        if (on != null || off != null) {
          double rest = off == null ? 0 : ((Number) off).doubleValue();
          double factor = (on == null ? 1 : ((Number) on).doubleValue()) - rest;
          op(
              "Add",
              new Config(),
              List.of(op("Multiply", new Config(), List.of(hot, factor)), rest));
        }
      }
      case "l2_normalize" -> {
        Object square = op("Square", new Config(), List.of(x()));
        Object sum = op("Sum", one("axis", axis).with("keepdims", true), List.of(square));
        Object least = op("Maximum", new Config(), List.of(sum, 1e-12));
        Object factor = op("Rsqrt", new Config(), List.of(least));
        op("Multiply", new Config(), List.of(x(), factor));
      }
      case "norm" -> {
        Object order = get("ord");
        Config settings = one("axis", axis).with("keepdims", Boolean.TRUE.equals(get("keepdims")));
        boolean usual = order == null || order.equals("euclidean");
        op("Norm", settings.with("ord", usual ? null : order), List.of(x()));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Products that are 0 where one factor is, whatever the other one is. */
  private boolean withoutNan(String function) {
    Object y = get("y");
    if (y == null) {
      return false;
    }
    boolean byFirst = function.startsWith("x");
    Object product;
    switch (function) {
      case "multiply_no_nan" -> product = op("Multiply", new Config(), List.of(x(), y));
      case "xdivy" -> product = op("TrueDivide", new Config(), List.of(x(), y));
      case "xlogy", "xlog1py" -> {
        String log = function.equals("xlogy") ? "Log" : "Log1p";
        Object logarithm = op(log, new Config(), List.of(y));
        product = op("Multiply", new Config(), List.of(x(), logarithm));
      }
      default -> {
        return false;
      }
    }
    Object isZero = op("Equal", new Config(), List.of(byFirst ? x() : y, 0));
    op("Where", new Config(), List.of(isZero, 0, product));
    return true;
  }

  private boolean cumulated(String function, Object axis) {
    boolean backward = Boolean.TRUE.equals(get("reverse"));
    boolean exclusive = Boolean.TRUE.equals(get("exclusive"));
    if (exclusive && (backward || function.equals("cumprod"))) {
      return false;
    }
    Object x = backward ? op("Flip", one("axis", axis), List.of(x())) : x();
    Object sum =
        op(function.equals("cumsum") ? "Cumsum" : "Cumprod", one("axis", axis), List.of(x));
    if (backward) {
      op("Flip", one("axis", axis), List.of(sum));
    }
    if (exclusive) {
      op("Subtract", new Config(), List.of(sum, x()));
    }
    return true;
  }

  /** Functions of pictures and of shapes. */
  private boolean pictured(String function) {
    switch (function) {
      case "broadcast_to" -> op("BroadcastTo", one("shape", get("shape")), List.of(x()));
      case "rgb_to_grayscale" ->
          op("RGBToGrayscale", one("data_format", "channels_last"), List.of(x()));
      case "depth_to_space", "space_to_depth" ->
          op(
              function.equals("depth_to_space") ? "DepthToSpace" : "SpaceToDepth",
              one("block_size", get("block_size")).with("data_format", "channels_last"),
              List.of(x()));
      case "resize" -> {
        Object method = get("method");
        String plain = method == null ? "bilinear" : String.valueOf(method);
        if (!plain.equals("bilinear") && !plain.equals("nearest")) {
          return false;
        }
        op(
            "Resize",
            one("size", get("size"))
                .with("interpolation", plain)
                .with("antialias", Boolean.TRUE.equals(get("antialias")))
                .with("data_format", "channels_last"),
            List.of(x()));
      }
      case "crop_to_bounding_box" -> {
        List<Object> key = new ArrayList<>(List.of(slice(null, null, null)));
        for (String axis : List.of("height", "width")) {
          if (!(get("offset_" + axis) instanceof Number from)
              || !(get("target_" + axis) instanceof Number length)) {
            return false;
          }
          key.add(slice(from.intValue(), from.intValue() + length.intValue(), null));
        }
        op("GetItem", new Config(), List.of(x(), key));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void matmul() {
    Object a = x();
    Object b = get("b");
    if (Boolean.TRUE.equals(get("transpose_a"))) {
      a = op("Swapaxes", one("axis1", -1).with("axis2", -2), List.of(a));
    }
    if (Boolean.TRUE.equals(get("transpose_b")) && b != null) {
      b = op("Swapaxes", one("axis1", -1).with("axis2", -2), List.of(b));
    }
    op("Matmul", new Config(), List.of(a, b == null ? 0 : b));
  }
}
