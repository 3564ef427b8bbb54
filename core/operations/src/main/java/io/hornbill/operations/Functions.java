package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** Trigonometry and the special functions. */
final class Functions {
  private static final String NUMPY = "numpy";

  private static final io.hornbill.graph.internal.ops.Erf ERF =
      new io.hornbill.graph.internal.ops.Erf();

  private Functions() {}

  static void register() {
    Operations.unary(NUMPY, "Sin", Ops::sin);
    Operations.unary(NUMPY, "Cos", Ops::cos);
    Operations.unary(NUMPY, "Tan", x -> Ops.sin(x).dividedBy(Ops.cos(x)));
    Operations.unary(NUMPY, "Sinc", Functions::sinc);
    Operations.unary(NUMPY, "Tanh", Ops::tanh);
    inverse();
    hyperbolic();
    special();
  }

  private static Tensor sinc(Tensor x) {
    Tensor zero = Ops.equal(x, 0);
    Tensor angle = Comparisons.choose(zero, 1, x).times(Math.PI);
    return Comparisons.choose(zero, 1, Ops.sin(angle).dividedBy(angle));
  }

  private static void inverse() {
    Operations.unary(
        NUMPY,
        "Arcsin",
        x -> Host.unary("arcsin", x, Math::asin, v -> Ops.rsqrt(one(v).minus(Ops.square(v)))));
    Operations.unary(
        NUMPY,
        "Arccos",
        x ->
            Host.unary(
                "arccos", x, Math::acos, v -> Ops.rsqrt(one(v).minus(Ops.square(v))).negated()));
    Operations.unary(NUMPY, "Arctan", Functions::arctan);
    Operations.one(NUMPY, "Arctan2", a -> arctan2(a.tensor(0, "x1"), a.tensor(1, "x2")));
    Operations.unary(NUMPY, "Angle", x -> Ops.less(x, 0).times(Math.PI));
  }

  static Tensor arctan(Tensor x) {
    return Host.unary("arctan", x, Math::atan, v -> Ops.reciprocal(Ops.square(v).plus(1)));
  }

  private static Tensor arctan2(Tensor y, Tensor x) {
    Tensor exact = Host.pair("arctan2", Ops.stopGradient(y), Ops.stopGradient(x), Math::atan2);
    // The value is the exact one, the gradient that of the arc tangent of the quotient.
    Tensor flat = Ops.abs(x);
    Tensor steep = Ops.less(flat, Ops.abs(y));
    Tensor slope = arctan(y.dividedBy(Comparisons.choose(Ops.equal(x, 0), 1e-30, x)));
    Tensor other = arctan(x.dividedBy(Comparisons.choose(Ops.equal(y, 0), 1e-30, y))).negated();
    Tensor angle = Ops.where(steep, other, slope);
    Tensor nothing = angle.minus(Ops.stopGradient(angle));
    return exact.plus(Comparisons.choose(Ops.isnan(nothing), 0, nothing));
  }

  private static Tensor one(Tensor like) {
    return Ops.onesLike(like);
  }

  private static void hyperbolic() {
    Operations.unary(NUMPY, "Sinh", x -> Ops.exp(x).minus(Ops.exp(x.negated())).times(0.5));
    Operations.unary(NUMPY, "Cosh", x -> Ops.exp(x).plus(Ops.exp(x.negated())).times(0.5));
    Operations.unary(NUMPY, "Arcsinh", Functions::arcsinh);
    Operations.unary(
        NUMPY,
        "Arccosh",
        x ->
            Host.unary(
                "arccosh",
                x,
                v -> Math.log(v + Math.sqrt(v * v - 1)),
                v -> Ops.rsqrt(Ops.square(v).minus(1))));
    Operations.unary(
        NUMPY,
        "Arctanh",
        x ->
            Host.unary(
                "arctanh",
                x,
                v -> 0.5 * (Math.log1p(v) - Math.log1p(-v)),
                v -> Ops.reciprocal(one(v).minus(Ops.square(v)))));
  }

  private static Tensor arcsinh(Tensor x) {
    return Host.unary(
        "arcsinh",
        x,
        v -> Math.signum(v) * Math.log(Math.abs(v) + Math.sqrt(v * v + 1)),
        v -> Ops.rsqrt(Ops.square(v).plus(1)));
  }

  private static void special() {
    Operations.unary("math", "Erf", Ops::erf);
    Operations.unary("math", "Erfc", x -> Ops.erf(x).times(-1).plus(1));
    Operations.unary("math", "Erfinv", Functions::erfinv);
    Operations.unary(NUMPY, "I0", x -> Host.unary("i0", x, v -> bessel(v, 0), Functions::i1));
  }

  private static Tensor i1(Tensor x) {
    return Host.unary("i1", x, v -> bessel(v, 1), Ops::zerosLike);
  }

  /** The series of the modified Bessel functions of the first kind. */
  private static double bessel(double x, int order) {
    double term = order == 0 ? 1 : x / 2;
    double sum = term;
    for (int k = 1; k < 500 && Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
      term *= x * x / 4 / k / (k + order);
      sum += term;
    }
    return sum;
  }

  private static Tensor erfinv(Tensor x) {
    return Host.unary(
        "erfinv",
        x,
        Functions::erfinv,
        v -> Ops.exp(Ops.square(erfinv(v))).times(Math.sqrt(Math.PI) / 2));
  }

  /** Giles' approximation, then Newton's steps. */
  private static double erfinv(double x) {
    if (Math.abs(x) >= 1) {
      return Math.abs(x) == 1 ? x * Double.POSITIVE_INFINITY : Double.NaN;
    }
    double w = Math.log(1 - x * x);
    double b = 2 / (Math.PI * 0.147) + w / 2;
    double y = Math.signum(x) * Math.sqrt(Math.sqrt(b * b - w / 0.147) - b);
    for (int i = 0; i < 4 && y != 0; i++) {
      double error = ERF.value(y) - x;
      y -= error / (2 / Math.sqrt(Math.PI) * Math.exp(-y * y));
    }
    return y;
  }
}
