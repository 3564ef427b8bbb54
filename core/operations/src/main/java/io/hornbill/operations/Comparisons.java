package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** Truth values, which are ones and zeros, choices by them, and arithmetic on bits. */
final class Comparisons {
  private static final String NUMPY = "numpy";

  private Comparisons() {}

  static void register() {
    Elementwise.binary("Equal", Ops::equal);
    Elementwise.binary("NotEqual", Ops::notEqual);
    Elementwise.binary("Greater", Ops::greater);
    Elementwise.binary("GreaterEqual", Ops::greaterEqual);
    Elementwise.binary("Less", Ops::less);
    Elementwise.binary("LessEqual", Ops::lessEqual);
    Elementwise.binary("LogicalAnd", (a, b) -> truth(a).times(truth(b)));
    Elementwise.binary("LogicalOr", (a, b) -> Ops.maximum(truth(a), truth(b)));
    Elementwise.binary("LogicalXor", (a, b) -> Ops.notEqual(truth(a), truth(b)));
    Operations.unary(NUMPY, "LogicalNot", Ops::logicalNot);
    Operations.unary(NUMPY, "Isnan", Ops::isnan);
    Operations.unary(NUMPY, "Isfinite", x -> Ops.less(Ops.abs(x), Double.POSITIVE_INFINITY));
    Operations.unary(NUMPY, "Isinf", x -> Ops.equal(Ops.abs(x), Double.POSITIVE_INFINITY));
    Operations.unary(NUMPY, "Isposinf", x -> Ops.equal(x, Double.POSITIVE_INFINITY));
    Operations.unary(NUMPY, "Isneginf", x -> Ops.equal(x, Double.NEGATIVE_INFINITY));
    Operations.unary(NUMPY, "Isreal", Ops::onesLike);
    Operations.unary(NUMPY, "Signbit", Comparisons::signBit);
    Operations.one(NUMPY, "Isclose", a -> isClose(a, a.bool("equal_nan", false)));
    Operations.one(NUMPY, "AllClose", a -> Ops.min(isClose(a, a.bool("equal_nan", false))));
    Operations.one(NUMPY, "IsIn", Comparisons::isIn);
    Operations.one(NUMPY, "Where", Comparisons::where);
    Operations.one(NUMPY, "Select", Comparisons::select);
    bits();
  }

  static Tensor truth(Tensor x) {
    return Ops.notEqual(x, 0);
  }

  static Tensor choose(Tensor condition, double yes, Tensor no) {
    return Ops.where(condition, Ops.constant(yes, no.dataType()), no);
  }

  private static Tensor signBit(Tensor x) {
    return Ops.less(x, 0)
        .plus(Ops.equal(x, 0).times(Ops.equal(Ops.reciprocal(x), Double.NEGATIVE_INFINITY)));
  }

  private static Tensor isClose(Arguments a, boolean nan) {
    Tensor x = a.tensor(0, "x1");
    Tensor y = a.tensor(1, "x2");
    double relative =
        a.raw(2, "rtol") instanceof Number r ? r.doubleValue() : a.number("rtol", 1e-5);
    double absolute =
        a.raw(3, "atol") instanceof Number t ? t.doubleValue() : a.number("atol", 1e-8);
    Tensor near = Ops.lessEqual(Ops.abs(x.minus(y)), Ops.abs(y).times(relative).plus(absolute));
    Tensor result = Ops.maximum(near, Ops.equal(x, y));
    return nan ? Ops.maximum(result, Ops.isnan(x).times(Ops.isnan(y))) : result;
  }

  private static Tensor isIn(Arguments a) {
    Tensor x = a.tensor(0, "x1");
    Tensor all = a.tensor(1, "x2");
    Tensor flat = Ops.reshape(all, all.shape().size());
    Tensor found = Ops.max(Ops.equal(Ops.expandDims(x, x.rank()), flat), -1, false);
    return a.bool("invert", false) ? Ops.logicalNot(found) : found;
  }

  private static Tensor where(Arguments a) {
    Tensor condition = truth(a.tensor(0, "condition"));
    return Ops.where(condition, a.tensor(1, "x1"), a.tensor(2, "x2"));
  }

  private static Tensor select(Arguments a) {
    var conditions = a.list(0, "condlist");
    var choices = a.list(1, "choicelist");
    Tensor otherwise = a.optional(2, "default");
    Tensor result = otherwise == null ? Ops.constant(0, a.type()) : otherwise;
    for (int i = conditions.size() - 1; i >= 0; i--) {
      result = Ops.where(truth(conditions.get(i)), choices.get(i), result);
    }
    return result;
  }

  @FunctionalInterface
  private interface Bits {
    long of(long a, long b);
  }

  private static void bits() {
    pair("BitwiseAnd", (a, b) -> a & b);
    pair("BitwiseOr", (a, b) -> a | b);
    pair("BitwiseXor", (a, b) -> a ^ b);
    pair("BitwiseLeftShift", (a, b) -> a << b);
    pair("LeftShift", (a, b) -> a << b);
    pair("BitwiseRightShift", (a, b) -> a >> b);
    pair("RightShift", (a, b) -> a >> b);
    pair("Gcd", Comparisons::gcd);
    pair("Lcm", (a, b) -> a == 0 || b == 0 ? 0 : Math.abs(a / gcd(a, b) * b));
    Operations.one(NUMPY, "BitwiseNot", Comparisons::not);
    Operations.one(NUMPY, "BitwiseInvert", Comparisons::not);
    Operations.one(
        NUMPY,
        "Nextafter",
        a ->
            Host.pair(
                "nextafter",
                a.tensor(0, "x1"),
                a.tensor(1, "x2"),
                (x, y) -> Math.nextAfter((float) x, y)));
  }

  private static Tensor not(Arguments a) {
    Tensor x = a.x();
    String type = a.typeOfFirst();
    if (type.equals("bool")) {
      return Ops.logicalNot(x);
    }
    double all = WholeTypes.isUnsigned(type) ? WholeTypes.most(type) : -1;
    return x.times(-1).plus(all);
  }

  private static void pair(String className, Bits function) {
    Operations.one(
        NUMPY,
        className,
        a ->
            Host.pair(
                className,
                a.tensor(0, "x"),
                a.tensor(1, "y"),
                (x, y) -> function.of((long) x, (long) y)));
  }

  private static long gcd(long a, long b) {
    long x = Math.abs(a);
    long y = Math.abs(b);
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }
}
