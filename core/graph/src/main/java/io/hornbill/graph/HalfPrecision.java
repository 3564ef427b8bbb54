package io.hornbill.graph;

import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Composite;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Rounded;
import io.hornbill.graph.internal.ops.Rounded.Format;
import io.hornbill.graph.internal.ops.RoundedCurve;
import io.hornbill.graph.internal.ops.RoundedCurve.Curve;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.Transpose;
import io.hornbill.graph.internal.ops.Unary;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as two bytes hold them. They stay floats of 32 bits, and are rounded to those that {@code
 * bfloat16} or {@code float16} has.
 *
 * <pre>{@code
 * Tensor y = HalfPrecision.during("bfloat16", () -> Ops.matmul(x, kernel).plus(bias));
 * }</pre>
 */
public final class HalfPrecision {
  private static final ThreadLocal<@Nullable Format> CURRENT = new ThreadLocal<>();

  /** What makes no new numbers but zeros. */
  private static final Set<Class<? extends Op>> MOVES =
      Set.of(
          Relu.class, Reshape.class, Transpose.class, Slice.class, BroadcastTo.class, Concat.class);

  private HalfPrecision() {}

  /**
   * Writes a part of a graph in which the result of each operation that has one is rounded, and so
   * are the numbers that it adds, multiplies and divides by.
   *
   * @param type {@code "bfloat16"} or {@code "float16"}; others round nothing
   * @param part writes the part
   * @param <T> what it returns
   * @return what it returns
   */
  public static <T> T during(String type, Supplier<T> part) {
    Format outer = CURRENT.get();
    set(format(type));
    try {
      return part.get();
    } finally {
      set(outer);
    }
  }

  /**
   * Says whether the results of operations that are written now are rounded.
   *
   * @return true within {@link #during} with a type of two bytes
   */
  public static boolean isRounding() {
    return CURRENT.get() != null;
  }

  /**
   * Rounds each element to the nearest number of a short type; the gradient passes unchanged.
   *
   * @param type {@code "float16"} or {@code "bfloat16"}; others change nothing
   * @param x the elements
   * @return a tensor of the same shape and type
   */
  public static Tensor round(String type, Tensor x) {
    Format format = format(type);
    return format == null ? x : rounded(format, x);
  }

  /**
   * Writes steps that are one operation to Keras: what comes of them all is rounded, and nothing
   * within.
   *
   * <pre>{@code
   * Tensor rest = HalfPrecision.atOnce(() -> Ops.erf(x).plus(1));
   * }</pre>
   *
   * @param steps writes the steps
   * @return what they return, rounded within {@link #during}
   */
  public static Tensor atOnce(Supplier<Tensor> steps) {
    Format format = CURRENT.get();
    Tensor made = during("", steps);
    return format == null ? made : rounded(format, made);
  }

  /**
   * Returns a fixed number as an operation that is written now takes it.
   *
   * @param given the number
   * @return the number, rounded within {@link #during}
   */
  public static double number(double given) {
    Format format = CURRENT.get();
    return format == null ? given : new Rounded(format).value(given);
  }

  /** What comes of an operation that is written now. */
  static Tensor result(Tensor made) {
    Format format = CURRENT.get();
    if (format == null) {
      return made;
    }
    Node node = made.node();
    Tensor stepwise =
        node.op() instanceof Composite op ? op.compose(node.inputs()).get(made.index()) : made;
    return rounded(format, stepwise);
  }

  /** A function that is looked up where its results are rounded. */
  static Tensor curve(Curve curve, Unary exact, Tensor x) {
    Format format = CURRENT.get();
    return Node.of(format == null ? exact : new RoundedCurve(format, curve), List.of(x)).output(0);
  }

  private static Tensor rounded(Format format, Tensor x) {
    Rounded op = new Rounded(format);
    return isRounded(op, x) ? x : Node.of(op, List.of(x)).output(0);
  }

  private static boolean isRounded(Rounded rounding, Tensor x) {
    Op op = x.node().op();
    return op.equals(rounding)
        || (op instanceof RoundedCurve curve && curve.format() == rounding.format())
        || (MOVES.contains(op.getClass())
            && x.node().inputs().stream().allMatch(input -> isRounded(rounding, input)));
  }

  private static @Nullable Format format(String type) {
    return switch (type) {
      case "bfloat16" -> Format.BFLOAT16;
      case "float16" -> Format.FLOAT16;
      default -> null;
    };
  }

  private static void set(@Nullable Format format) {
    if (format == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(format);
    }
  }
}
