package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** Numbers as floats of 16 bits hold them. */
public final class Rounding {
  private Rounding() {}

  /**
   * Rounds each element to the nearest number of a short type; the gradient passes unchanged.
   *
   * @param type {@code "float16"} or {@code "bfloat16"}; others change nothing
   * @param x the elements
   * @return a tensor of the same shape and type
   */
  public static Tensor to(String type, Tensor x) {
    return switch (type) {
      case "float16" -> Host.unary("float16", x, Rounding::half, Ops::onesLike);
      case "bfloat16" -> Host.unary("bfloat16", x, Rounding::brain, Ops::onesLike);
      default -> x;
    };
  }

  /** The nearest number of eight bits of fraction; halves go to the even one. */
  private static double brain(double x) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return x;
    }
    int bits = Float.floatToRawIntBits((float) x);
    int rounded = bits + 0x7FFF + ((bits >>> 16) & 1);
    return Float.intBitsToFloat(rounded & 0xFFFF0000);
  }

  /** The nearest number of eleven bits of fraction and exponents from -24 to 15. */
  private static double half(double x) {
    double size = Math.abs(x);
    if (Double.isNaN(x) || size == 0) {
      return x;
    }
    int exponent = Math.max(Math.getExponent(size), -14);
    double unit = Math.scalb(1.0, exponent - 10);
    double rounded = Math.rint(size / unit) * unit;
    return Math.copySign(rounded > 65504 ? Double.POSITIVE_INFINITY : rounded, x);
  }
}
