package io.hornbill.operations;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;

/** Bits and divisors of whole numbers, of {@code keras.ops}. */
abstract class BitFunctions extends ElementwiseFunctions {
  BitFunctions() {}

  /**
   * Returns the greatest common divisors of whole numbers.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor gcd(TensorLike x1, TensorLike x2) {
    return Operation.of("Gcd").apply(x1, x2);
  }

  /**
   * Returns the greatest common divisors of whole numbers.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor gcd(TensorLike x1, int x2) {
    return Operation.of("Gcd").apply(x1, x2);
  }

  /**
   * Returns the least common multiples of whole numbers.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor lcm(TensorLike x1, TensorLike x2) {
    return Operation.of("Lcm").apply(x1, x2);
  }

  /**
   * Returns the least common multiples of whole numbers.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor lcm(TensorLike x1, int x2) {
    return Operation.of("Lcm").apply(x1, x2);
  }

  /**
   * Joins the bits of whole numbers by AND.
   *
   * @param x the input
   * @param y the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor bitwiseAnd(TensorLike x, TensorLike y) {
    return Operation.of("BitwiseAnd").apply(x, y);
  }

  /**
   * Joins the bits of whole numbers by OR.
   *
   * @param x the input
   * @param y the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor bitwiseOr(TensorLike x, TensorLike y) {
    return Operation.of("BitwiseOr").apply(x, y);
  }

  /**
   * Joins the bits of whole numbers by exclusive OR.
   *
   * @param x the input
   * @param y the second input
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor bitwiseXor(TensorLike x, TensorLike y) {
    return Operation.of("BitwiseXor").apply(x, y);
  }

  /**
   * Shifts the bits of whole numbers to the left: another name of leftShift.
   *
   * @param x the input
   * @param y by how many bits
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor bitwiseLeftShift(TensorLike x, TensorLike y) {
    return Operation.of("BitwiseLeftShift").apply(x, y);
  }

  /**
   * Shifts the bits of whole numbers to the left: another name of leftShift.
   *
   * @param x the input
   * @param y by how many bits
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor bitwiseLeftShift(TensorLike x, int y) {
    return Operation.of("BitwiseLeftShift").apply(x, y);
  }

  /**
   * Shifts the bits of whole numbers to the right: another name of rightShift.
   *
   * @param x the input
   * @param y by how many bits
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor bitwiseRightShift(TensorLike x, TensorLike y) {
    return Operation.of("BitwiseRightShift").apply(x, y);
  }

  /**
   * Shifts the bits of whole numbers to the right: another name of rightShift.
   *
   * @param x the input
   * @param y by how many bits
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor bitwiseRightShift(TensorLike x, int y) {
    return Operation.of("BitwiseRightShift").apply(x, y);
  }

  /**
   * Shifts the bits of whole numbers to the left.
   *
   * @param x the input
   * @param y by how many bits
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor leftShift(TensorLike x, TensorLike y) {
    return Operation.of("LeftShift").apply(x, y);
  }

  /**
   * Shifts the bits of whole numbers to the left.
   *
   * @param x the input
   * @param y by how many bits
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor leftShift(TensorLike x, int y) {
    return Operation.of("LeftShift").apply(x, y);
  }

  /**
   * Shifts the bits of whole numbers to the right.
   *
   * @param x the input
   * @param y by how many bits
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor rightShift(TensorLike x, TensorLike y) {
    return Operation.of("RightShift").apply(x, y);
  }

  /**
   * Shifts the bits of whole numbers to the right.
   *
   * @param x the input
   * @param y by how many bits
   * @return a tensor of the shape that both broadcast to
   */
  public static Tensor rightShift(TensorLike x, int y) {
    return Operation.of("RightShift").apply(x, y);
  }

  /**
   * Inverts the bits of whole numbers.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor bitwiseNot(TensorLike x) {
    return Operation.of("BitwiseNot").apply(x);
  }

  /**
   * Inverts the bits of whole numbers: another name of bitwiseNot.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor bitwiseInvert(TensorLike x) {
    return Operation.of("BitwiseInvert").apply(x);
  }
}
