package io.hornbill.operations;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.Cast;
import io.hornbill.graph.internal.ops.Clip;
import io.hornbill.graph.internal.ops.Constant;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.FillLike;
import io.hornbill.graph.internal.ops.PowerOf;
import io.hornbill.graph.internal.ops.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The operations of Keras that do what ops between layers do: what {@code Ops} and the methods of
 * tensors made is written to files as these.
 */
public final class Forms {
  private static final Map<String, String> UNARY =
      Map.ofEntries(
          Map.entry("abs", "Absolute"),
          Map.entry("ceil", "Ceil"),
          Map.entry("cos", "Cos"),
          Map.entry("erf", "Erf"),
          Map.entry("exp", "Exp"),
          Map.entry("expm1", "Expm1"),
          Map.entry("floor", "Floor"),
          Map.entry("log", "Log"),
          Map.entry("log1p", "Log1p"),
          Map.entry("negate", "Negative"),
          Map.entry("reciprocal", "Reciprocal"),
          Map.entry("relu", "Relu"),
          Map.entry("round", "Round"),
          Map.entry("rsqrt", "Rsqrt"),
          Map.entry("sigmoid", "Sigmoid"),
          Map.entry("sign", "Sign"),
          Map.entry("sin", "Sin"),
          Map.entry("softplus", "Softplus"),
          Map.entry("sqrt", "Sqrt"),
          Map.entry("square", "Square"),
          Map.entry("tanh", "Tanh"),
          Map.entry("identity", "Copy"),
          Map.entry("stopGradient", "StopGradient"),
          Map.entry("softmax", "Softmax"),
          Map.entry("logSoftmax", "LogSoftmax"));
  private static final Map<String, String> BINARY =
      Map.of(
          "add", "Add",
          "subtract", "Subtract",
          "multiply", "Multiply",
          "divide", "TrueDivide",
          "power", "Power",
          "maximum", "Maximum",
          "minimum", "Minimum",
          "floorMod", "Mod");
  private static final Map<String, String> TRUTHS =
      Map.of(
          "equal", "Equal",
          "notEqual", "NotEqual",
          "greater", "Greater",
          "greaterEqual", "GreaterEqual",
          "less", "Less",
          "lessEqual", "LessEqual",
          "isNan", "Isnan");
  private static final Set<String> LEAVES = Set.of("fill", "constant");

  private Forms() {}

  /**
   * Says whether a node is a fixed number or array.
   *
   * @param node the node
   * @return true if it becomes an argument of what uses it
   */
  public static boolean isConstant(Node node) {
    return LEAVES.contains(node.op().name()) && node.inputs().isEmpty();
  }

  /**
   * Returns what stands for a fixed number or array among the arguments of a call.
   *
   * @param node such a node
   * @return a number, or an array in Keras' form
   */
  public static Object constant(Node node) {
    if (node.op() instanceof Fill fill) {
      Shape shape = node.output(0).shape();
      boolean single = shape.rank() == 0 || !shape.isKnown();
      return single ? (Object) fill.number() : array(shape, i -> fill.number());
    }
    INDArray value = ((Constant) node.op()).value();
    if (value.rank() == 0) {
      return value.getDouble(0);
    }
    double[] flat = value.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    return array(Shape.of(value.shape()), i -> flat[i]);
  }

  /**
   * Returns an array that stands in a file.
   *
   * @param written perhaps an array in Keras' form
   * @return its numbers; null if it is something else
   */
  public static @Nullable INDArray array(@Nullable Object written) {
    return Constants.isConstant(written)
        ? Constants.array(Constants.config(written).get("value"))
        : null;
  }

  private static Config array(Shape shape, java.util.function.IntToDoubleFunction elements) {
    int[] next = {0};
    Object nested = nested(shape.dims(), 0, next, elements);
    Config config = new Config().with("value", nested).with("dtype", "float32");
    return new Config().with("class_name", "__numpy__").with("config", config);
  }

  private static Object nested(
      long[] dims, int axis, int[] next, java.util.function.IntToDoubleFunction elements) {
    if (axis == dims.length) {
      return elements.applyAsDouble(next[0]++);
    }
    List<Object> list = new ArrayList<>();
    for (long i = 0; i < dims[axis]; i++) {
      list.add(nested(dims, axis + 1, next, elements));
    }
    return list;
  }

  /**
   * Makes operations of the same meaning.
   *
   * @param owner whose graph it is, for messages
   * @param node a node between layers
   * @param args what stands for its inputs: tensors, numbers, and arrays in Keras' form
   * @return the outputs, made by {@link Operation}s
   * @throws IllegalArgumentException if Keras has no operation of the same meaning
   */
  public static List<Tensor> of(String owner, Node node, List<Object> args) {
    Op op = node.op();
    String name = op.name();
    if (UNARY.containsKey(name)) {
      return List.of(apply(UNARY.get(name), args.get(0)));
    }
    if (BINARY.containsKey(name)) {
      return List.of(apply(BINARY.get(name), args.get(0), args.get(1)));
    }
    if (TRUTHS.containsKey(name)) {
      return List.of(number(call(TRUTHS.get(name)).apply(args.toArray())));
    }
    Tensor one = elementwise(op, args);
    List<Tensor> other = one == null ? ShapeForms.of(node, args) : List.of(one);
    if (other.isEmpty()) {
      throw Fault.of(owner)
          .expected("what stands between layers must be an operation of Keras")
          .received("the op %s outside of a layer", name)
          .remedy("Put it into a layer of your own.")
          .argument();
    }
    return other;
  }

  static OperationCall call(String className) {
    return Operation.of(className);
  }

  static Tensor apply(String className, Object... args) {
    return call(className).apply(args);
  }

  /** Keras' truth values are no numbers. */
  static Tensor number(Tensor truth) {
    return call("Cast").with("dtype", "float32").apply(truth);
  }

  private static @Nullable Tensor elementwise(Op op, List<Object> args) {
    Object x = args.isEmpty() ? 0 : args.get(0);
    if (op instanceof Affine affine) {
      Object scaled = affine.scale() == 1 ? x : apply("Multiply", x, affine.scale());
      return affine.offset() == 0 && scaled instanceof Tensor same
          ? same
          : apply("Add", scaled, affine.offset());
    }
    if (op instanceof PowerOf power) {
      return apply("Power", x, power.exponent());
    }
    if (op instanceof FillLike like) {
      return apply(like.number() == 0 ? "ZerosLike" : "OnesLike", x);
    }
    if (op instanceof Clip clip) {
      return call("Clip").with("x_min", clip.low()).with("x_max", clip.high()).apply(x);
    }
    if (op instanceof Cast cast) {
      String type = cast.dataType() == DataType.DOUBLE ? "float64" : "float32";
      return call("Cast").with("dtype", type).apply(x);
    }
    if (op instanceof Where) {
      return apply("Where", apply("NotEqual", x, 0), args.get(1), args.get(2));
    }
    return null;
  }
}
