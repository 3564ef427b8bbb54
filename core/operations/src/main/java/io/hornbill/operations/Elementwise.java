package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.function.BinaryOperator;

/** Arithmetic element by element. */
final class Elementwise {
  private static final String NUMPY = "numpy";

  private Elementwise() {}

  static void register() {
    arithmetic();
    rounding();
    logarithms();
    plain();
  }

  static void binary(String className, BinaryOperator<Tensor> function) {
    Operations.one(NUMPY, className, a -> function.apply(a.tensor(0, "x1"), a.tensor(1, "x2")));
  }

  private static void unary(String className, java.util.function.Function<Tensor, Tensor> f) {
    Operations.unary(NUMPY, className, f);
  }

  private static void arithmetic() {
    binary("Add", Ops::add);
    binary("Subtract", Ops::subtract);
    binary("Multiply", Ops::multiply);
    binary("Divide", Ops::divide);
    binary("TrueDivide", Ops::divide);
    binary("DivideNoNan", Ops::divideNoNan);
    binary("Power", Ops::power);
    binary("FloorDivide", (a, b) -> Ops.floor(a.dividedBy(b)));
    binary("Mod", Ops::mod);
    binary("Fmod", (a, b) -> a.minus(b.times(trunc(a.dividedBy(b)))));
    binary("Maximum", Ops::maximum);
    binary("Minimum", Ops::minimum);
    binary("Fmax", (a, b) -> withoutNan(Ops.maximum(a, b), a, b));
    binary("Fmin", (a, b) -> withoutNan(Ops.minimum(a, b), a, b));
    binary("Hypot", (a, b) -> Ops.sqrt(Ops.square(a).plus(Ops.square(b))));
    binary("Heaviside", Elementwise::heaviside);
    binary("Logaddexp", Elementwise::logAddExp);
    binary(
        "Logaddexp2",
        (a, b) -> logAddExp(a.times(Math.log(2)), b.times(Math.log(2))).dividedBy(Math.log(2)));
    binary("Ldexp", (a, b) -> a.times(Ops.exp(b.times(Math.log(2)))));
  }

  /** Where one of the two is NaN the other one counts. */
  private static Tensor withoutNan(Tensor both, Tensor a, Tensor b) {
    Tensor fromB = Ops.where(Ops.isnan(a), spread(b, both), both);
    return Ops.where(Ops.isnan(b), spread(a, both), fromB);
  }

  static Tensor spread(Tensor x, Tensor like) {
    return Ops.broadcastTo(x, like.shape());
  }

  private static Tensor heaviside(Tensor x, Tensor atZero) {
    Tensor step = Comparisons.choose(Ops.isnan(x), Double.NaN, Ops.greater(x, 0));
    return Ops.where(Ops.equal(x, 0), atZero, step);
  }

  static Tensor logAddExp(Tensor a, Tensor b) {
    Tensor greater = Ops.maximum(a, b);
    Tensor sum = greater.plus(Ops.log1p(Ops.exp(Ops.negative(Ops.abs(a.minus(b))))));
    return Ops.where(
        Ops.equal(a, b), greater.plus(Math.log(2)), sum); // also where both are infinite
  }

  private static void rounding() {
    unary("Floor", Ops::floor);
    unary("Ceil", Ops::ceil);
    unary("Trunc", Elementwise::trunc);
    Operations.one(
        NUMPY,
        "Round",
        a -> {
          double scale = Math.pow(10, a.integer("decimals", 0));
          return scale == 1 ? Ops.round(a.x()) : Ops.round(a.x().times(scale)).times(1 / scale);
        });
  }

  static Tensor trunc(Tensor x) {
    return Ops.sign(x).times(Ops.floor(Ops.abs(x)));
  }

  private static void logarithms() {
    unary("Exp", Ops::exp);
    unary("Exp2", x -> Ops.exp(x.times(Math.log(2))));
    unary("Expm1", Ops::expm1);
    unary("Log", Ops::log);
    unary("Log10", x -> Ops.log(x).times(1 / Math.log(10)));
    unary("Log1p", Ops::log1p);
    unary("Log2", x -> Ops.log(x).times(1 / Math.log(2)));
    unary("Sqrt", Ops::sqrt);
    unary("Square", Ops::square);
    unary(
        "Cbrt",
        x -> Ops.sign(x).times(Ops.power(Ops.maximum(Ops.abs(x), Double.MIN_NORMAL), 1.0 / 3)));
    unary("Reciprocal", Ops::reciprocal);
    Operations.unary("math", "Rsqrt", Ops::rsqrt);
  }

  private static void plain() {
    unary("Absolute", Ops::abs);
    unary("Abs", Ops::abs);
    unary("Fabs", Ops::abs);
    unary("Negative", Ops::negative);
    unary("Sign", Ops::sign);
    unary("Copy", Ops::identity);
    unary("Real", Ops::identity);
    unary("Imag", Ops::zerosLike);
    unary("Conj", Ops::identity);
    unary("Conjugate", Ops::identity);
    unary("Deg2rad", x -> x.times(Math.PI / 180));
    unary("Rad2deg", x -> x.times(180 / Math.PI));
    Operations.unary("core", "StopGradient", Ops::stopGradient);
    Operations.one(NUMPY, "Clip", Elementwise::clip);
    Operations.one(NUMPY, "NanToNum", Elementwise::nanToNum);
  }

  private static Tensor clip(Arguments a) {
    Tensor x = a.x();
    Object low = a.setting("x_min");
    Object high = a.setting("x_max");
    Tensor above = low == null ? x : Ops.maximum(x, a.toTensor(low));
    return high == null ? above : Ops.minimum(above, a.toTensor(high));
  }

  private static Tensor nanToNum(Arguments a) {
    Tensor x = a.x();
    double most = Float.MAX_VALUE;
    Tensor number = Comparisons.choose(Ops.isnan(x), a.number("nan", 0), x);
    Tensor below =
        Comparisons.choose(
            Ops.equal(number, Double.POSITIVE_INFINITY), a.number("posinf", most), number);
    return Comparisons.choose(
        Ops.equal(below, Double.NEGATIVE_INFINITY), a.number("neginf", -most), below);
  }
}
