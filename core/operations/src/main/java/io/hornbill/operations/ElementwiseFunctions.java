package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;

/** Arithmetic element by element of {@code keras.ops}, beyond that of {@link Ops}. */
abstract class ElementwiseFunctions extends Ops {
  ElementwiseFunctions() {}

  /**
   * Returns the absolute values: another name of {@link #abs}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor absolute(TensorLike x) {
    return Operation.of("Absolute").apply(x);
  }

  /**
   * Returns the absolute values as floats.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor fabs(TensorLike x) {
    return Operation.of("Fabs").apply(x);
  }

  /**
   * Returns the complex conjugates, which of real numbers are the numbers themselves.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor conj(TensorLike x) {
    return Operation.of("Conjugate").apply(x);
  }

  /**
   * Returns the complex conjugates, which of real numbers are the numbers themselves.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor conjugate(TensorLike x) {
    return Operation.of("Conjugate").apply(x);
  }

  /**
   * Returns the real parts, which of real numbers are the numbers themselves.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor real(TensorLike x) {
    return Operation.of("Real").apply(x);
  }

  /**
   * Returns the imaginary parts, which of real numbers are zeros.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor imag(TensorLike x) {
    return Operation.of("Imag").apply(x);
  }

  /**
   * Returns the angles in the complex plane: 0, and &pi; of negative numbers.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor angle(TensorLike x) {
    return Operation.of("Angle").apply(x);
  }

  /**
   * Returns the same numbers.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor copy(TensorLike x) {
    return Operation.of("Copy").apply(x);
  }

  /**
   * Turns degrees into radians.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor deg2rad(TensorLike x) {
    return Operation.of("Deg2rad").apply(x);
  }

  /**
   * Turns radians into degrees.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor rad2deg(TensorLike x) {
    return Operation.of("Rad2deg").apply(x);
  }

  /**
   * Returns 2 to the power of each element.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor exp2(TensorLike x) {
    return Operation.of("Exp2").apply(x);
  }

  /**
   * Returns the logarithms of base 2.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor log2(TensorLike x) {
    return Operation.of("Log2").apply(x);
  }

  /**
   * Returns the logarithms of base 10.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor log10(TensorLike x) {
    return Operation.of("Log10").apply(x);
  }

  /**
   * Returns the cube roots.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor cbrt(TensorLike x) {
    return Operation.of("Cbrt").apply(x);
  }

  /**
   * Rounds towards zero.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor trunc(TensorLike x) {
    return Operation.of("Trunc").apply(x);
  }

  /**
   * Rounds to decimals, halves to the even neighbour.
   *
   * @param x the input
   * @param decimals how many decimals; negative numbers round to tens, hundreds …
   * @return a tensor of the same shape
   */
  public static Tensor round(TensorLike x, int decimals) {
    return Operation.of("Round").with("decimals", decimals).apply(x);
  }

  /**
   * Returns the tangents.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor tan(TensorLike x) {
    return Operation.of("Tan").apply(x);
  }

  /**
   * Returns {@code sin(pi x) / (pi x)}, and 1 for 0.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor sinc(TensorLike x) {
    return Operation.of("Sinc").apply(x);
  }

  /**
   * Returns the hyperbolic sines.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor sinh(TensorLike x) {
    return Operation.of("Sinh").apply(x);
  }

  /**
   * Returns the hyperbolic cosines.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor cosh(TensorLike x) {
    return Operation.of("Cosh").apply(x);
  }

  /**
   * Returns the arc sines in radians, of numbers in {@code [-1, 1]}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor arcsin(TensorLike x) {
    return Operation.of("Arcsin").apply(x);
  }

  /**
   * Returns the arc cosines in radians, of numbers in {@code [-1, 1]}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor arccos(TensorLike x) {
    return Operation.of("Arccos").apply(x);
  }

  /**
   * Returns the arc tangents in radians.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor arctan(TensorLike x) {
    return Operation.of("Arctan").apply(x);
  }

  /**
   * Returns the inverse hyperbolic sines.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor arcsinh(TensorLike x) {
    return Operation.of("Arcsinh").apply(x);
  }

  /**
   * Returns the inverse hyperbolic cosines, of numbers from 1 on.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor arccosh(TensorLike x) {
    return Operation.of("Arccosh").apply(x);
  }

  /**
   * Returns the inverse hyperbolic tangents, of numbers in {@code (-1, 1)}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor arctanh(TensorLike x) {
    return Operation.of("Arctanh").apply(x);
  }

  /**
   * Returns one minus the error function.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor erfc(TensorLike x) {
    return Operation.of("Erfc").apply(x);
  }

  /**
   * Returns the inverse of the error function, of numbers in {@code (-1, 1)}.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor erfinv(TensorLike x) {
    return Operation.of("Erfinv").apply(x);
  }

  /**
   * Returns the modified Bessel function of the first kind, of order 0.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor i0(TensorLike x) {
    return Operation.of("I0").apply(x);
  }

  /**
   * Replaces what is not a number, and infinite numbers. Here {@code nan} is 0, {@code posinf} is
   * the greatest float and {@code neginf} is the least float.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor nanToNum(TensorLike x) {
    return Operation.of("NanToNum")
        .with("nan", 0.0)
        .with("posinf", null)
        .with("neginf", null)
        .apply(x);
  }

  /**
   * Replaces what is not a number, and infinite numbers.
   *
   * @param x the input
   * @param nan what stands for NaN
   * @param posinf what stands for positive infinity
   * @param neginf what stands for negative infinity
   * @return a tensor of the same shape
   */
  public static Tensor nanToNum(TensorLike x, double nan, double posinf, double neginf) {
    return Operation.of("NanToNum")
        .with("nan", nan)
        .with("posinf", posinf)
        .with("neginf", neginf)
        .apply(x);
  }

  /**
   * Divides element by element: another name of {@link #divide(TensorLike, TensorLike)}.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor trueDivide(TensorLike x1, TensorLike x2) {
    return Operation.of("TrueDivide").apply(x1, x2);
  }

  /**
   * Divides element by element: another name of {@link #divide(TensorLike, TensorLike)}.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor trueDivide(TensorLike x1, double x2) {
    return Operation.of("TrueDivide").apply(x1, x2);
  }

  /**
   * Returns the remainders of divisions that round towards zero, of the sign of the dividend.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor fmod(TensorLike x1, TensorLike x2) {
    return Operation.of("Fmod").apply(x1, x2);
  }

  /**
   * Returns the remainders of divisions that round towards zero, of the sign of the dividend.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor fmod(TensorLike x1, double x2) {
    return Operation.of("Fmod").apply(x1, x2);
  }

  /**
   * Returns the greater one of two elements; where one is NaN the other one.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor fmax(TensorLike x1, TensorLike x2) {
    return Operation.of("Fmax").apply(x1, x2);
  }

  /**
   * Returns the greater one of two elements; where one is NaN the other one.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor fmax(TensorLike x1, double x2) {
    return Operation.of("Fmax").apply(x1, x2);
  }

  /**
   * Returns the smaller one of two elements; where one is NaN the other one.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor fmin(TensorLike x1, TensorLike x2) {
    return Operation.of("Fmin").apply(x1, x2);
  }

  /**
   * Returns the smaller one of two elements; where one is NaN the other one.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor fmin(TensorLike x1, double x2) {
    return Operation.of("Fmin").apply(x1, x2);
  }

  /**
   * Returns the hypotenuses of right triangles: {@code sqrt(x1² + x2²)}.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor hypot(TensorLike x1, TensorLike x2) {
    return Operation.of("Hypot").apply(x1, x2);
  }

  /**
   * Returns the angles of points in radians, in {@code [-pi, pi]}.
   *
   * @param x1 the ordinates
   * @param x2 the abscissas
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor arctan2(TensorLike x1, TensorLike x2) {
    return Operation.of("Arctan2").apply(x1, x2);
  }

  /**
   * Returns the angles of points in radians, in {@code [-pi, pi]}.
   *
   * @param x1 the ordinates
   * @param x2 the abscissas
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor arctan2(TensorLike x1, double x2) {
    return Operation.of("Arctan2").apply(x1, x2);
  }

  /**
   * Returns 0 for negative numbers, 1 for positive ones, and the second input for 0.
   *
   * @param x1 the first input
   * @param x2 what is returned for 0
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor heaviside(TensorLike x1, TensorLike x2) {
    return Operation.of("Heaviside").apply(x1, x2);
  }

  /**
   * Returns {@code log(exp(x1) + exp(x2))} without overflow.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor logaddexp(TensorLike x1, TensorLike x2) {
    return Operation.of("Logaddexp").apply(x1, x2);
  }

  /**
   * Returns {@code log(exp(x1) + exp(x2))} without overflow.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor logaddexp(TensorLike x1, double x2) {
    return Operation.of("Logaddexp").apply(x1, x2);
  }

  /**
   * Returns {@code log2(2^x1 + 2^x2)} without overflow.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor logaddexp2(TensorLike x1, TensorLike x2) {
    return Operation.of("Logaddexp2").apply(x1, x2);
  }

  /**
   * Returns {@code log2(2^x1 + 2^x2)} without overflow.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor logaddexp2(TensorLike x1, double x2) {
    return Operation.of("Logaddexp2").apply(x1, x2);
  }

  /**
   * Returns the next float after the first input in the direction of the second one.
   *
   * @param x1 the first input
   * @param x2 the numbers towards which to step
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor nextafter(TensorLike x1, TensorLike x2) {
    return Operation.of("Nextafter").apply(x1, x2);
  }

  /**
   * Returns the next float after the first input in the direction of the second one.
   *
   * @param x1 the first input
   * @param x2 the numbers towards which to step
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor nextafter(TensorLike x1, double x2) {
    return Operation.of("Nextafter").apply(x1, x2);
  }

  /**
   * Multiplies by powers of 2: {@code x1 · 2^x2}.
   *
   * @param x1 the first input
   * @param x2 the exponents, whole numbers
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor ldexp(TensorLike x1, TensorLike x2) {
    return Operation.of("Ldexp").apply(x1, x2);
  }

  /**
   * Divides by a number; what is divided by 0 is 0.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the same shape
   */
  public static Tensor divideNoNan(TensorLike x1, double x2) {
    return Operation.of("DivideNoNan").apply(x1, x2);
  }

  /**
   * Casts to a type, numbers outside of its range becoming its least or greatest one.
   *
   * @param x the input
   * @param dtype the type, by Keras' name such as {@code "int32"}
   * @return a tensor of the same shape
   */
  public static Tensor saturateCast(TensorLike x, String dtype) {
    return Operation.of("SaturateCast").with("dtype", dtype).apply(x);
  }
}
