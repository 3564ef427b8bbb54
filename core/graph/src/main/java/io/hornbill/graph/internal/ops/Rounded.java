package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Each element as two bytes hold it: the nearest number, of two as near the even one. The gradient
 * passes unchanged.
 *
 * @param format which two bytes
 */
public record Rounded(Format format) implements Unary {
  /** What two bytes hold. */
  public enum Format {
    /** Eight bits of fraction, the exponents of a float. */
    BFLOAT16 {
      @Override
      double nearest(double x) {
        int bits = Float.floatToRawIntBits((float) x);
        int rounded = bits + 0x7FFF + ((bits >>> 16) & 1);
        return Float.intBitsToFloat(rounded & 0xFFFF0000);
      }
    },
    /** Eleven bits of fraction, exponents from -24 to 15. */
    FLOAT16 {
      @Override
      double nearest(double x) {
        double size = Math.abs(x);
        double unit = Math.scalb(1.0, Math.max(Math.getExponent(size), -14) - 10);
        double rounded = Math.rint(size / unit) * unit;
        return Math.copySign(rounded > 65504 ? Double.POSITIVE_INFINITY : rounded, x);
      }
    };

    abstract double nearest(double x);
  }

  @Override
  public double value(double x) {
    return Double.isNaN(x) || Double.isInfinite(x) ? x : format.nearest(x);
  }

  @Override
  public @Nullable Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy;
  }
}
