package io.hornbill.graph.internal.ops;

import io.hornbill.base.HalfFloats;
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
        return HalfFloats.ofBfloat(HalfFloats.toBfloat((float) x));
      }
    },
    /** Eleven bits of fraction, exponents from -24 to 15. */
    FLOAT16 {
      @Override
      double nearest(double x) {
        return HalfFloats.toFloat(HalfFloats.toHalf((float) x));
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
