package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole types of Keras. Here whole numbers are floats, so that what does not fit into a few
 * bits is brought into their range by itself.
 */
final class WholeTypes {
  private static final Set<String> NARROW = Set.of("int8", "uint8", "int16", "uint16");

  /** What gives numbers of its inputs' type that may not fit into it. */
  private static final Set<String> OVERFLOWING =
      Set.of(
          "Absolute",
          "Abs",
          "Add",
          "BitwiseLeftShift",
          "Diff",
          "Dot",
          "Lcm",
          "LeftShift",
          "Matmul",
          "Multiply",
          "Negative",
          "Power",
          "Square",
          "Subtract");

  private WholeTypes() {}

  static boolean isWhole(String type) {
    return type.startsWith("int") || type.startsWith("uint");
  }

  static boolean isUnsigned(String type) {
    return type.startsWith("uint");
  }

  private static int bits(String type) {
    String digits = type.substring(isUnsigned(type) ? 4 : 3);
    if (!List.of("8", "16", "32", "64").contains(digits)) {
      throw Fault.of("Cast")
          .expected("a whole type must have 8, 16, 32 or 64 bits")
          .received("\"%s\"", digits)
          .remedy("Correct the configuration.")
          .argument();
    }
    return Integer.parseInt(digits);
  }

  /** The greatest number of a type. */
  static double most(String type) {
    return Math.pow(2, isUnsigned(type) ? bits(type) : bits(type) - 1.0) - 1;
  }

  /** Whole numbers as ones of another type, of which the lowest bits remain. */
  static Tensor wrapped(String type, Tensor x) {
    double most = most(type);
    double least = isUnsigned(type) ? 0 : -most - 1;
    return Ops.mod(x.minus(least), most - least + 1).plus(least);
  }

  /** Numbers as ones of a type that are as near as it has any. */
  static Tensor saturated(String type, Tensor x) {
    double most = most(type);
    return Ops.clip(x, isUnsigned(type) ? 0 : -most - 1, most);
  }

  /** Whole numbers of a number of another type. */
  static Tensor cast(String type, String before, Tensor x) {
    Tensor whole = Elementwise.trunc(x);
    if (!NARROW.contains(type) && !isUnsigned(type)) {
      return whole;
    }
    return isWhole(before) ? wrapped(type, whole) : saturated(type, whole);
  }

  /** Numbers computed of whole ones, as Keras gives them: the nearest of their type. */
  static Tensor rounded(String type, Tensor x) {
    return isWhole(type) ? saturated(type, Ops.round(x)) : x;
  }

  /** What a function gives, in the range of its inputs' type. */
  static Operation.Function inRange(String className, Operation.Function function) {
    if (!OVERFLOWING.contains(className)) {
      return function;
    }
    return a -> {
      String type = common(a);
      List<Tensor> outputs = function.apply(a);
      if (type.equals("bool")) {
        return outputs.stream().map(Comparisons::truth).toList();
      }
      return NARROW.contains(type) ? outputs.stream().map(y -> wrapped(type, y)).toList() : outputs;
    };
  }

  /**
   * The type of what a call gives; empty if that of its tensors differ, or a number is of another.
   */
  private static String common(Arguments a) {
    String type = "";
    for (Object value : a.values()) {
      String own = a.typeOf(value);
      if (isFraction(value) || (!own.isEmpty() && !type.isEmpty() && !own.equals(type))) {
        return "";
      }
      type = own.isEmpty() ? type : own;
    }
    boolean counted = a.values().stream().anyMatch(Number.class::isInstance);
    return counted && type.equals("bool") ? "" : type;
  }

  private static boolean isFraction(@Nullable Object value) {
    return value instanceof Double || value instanceof Float || value instanceof String;
  }
}
