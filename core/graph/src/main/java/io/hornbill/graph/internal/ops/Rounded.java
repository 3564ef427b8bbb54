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
      public float nearest(float x) {
        return HalfFloats.nearestBfloat(x);
      }

      @Override
      float number(int bits) {
        return HalfFloats.ofBfloat((short) bits);
      }
    },
    /** Eleven bits of fraction, exponents from -24 to 15. */
    FLOAT16 {
      @Override
      public float nearest(float x) {
        return HalfFloats.nearestHalf(x);
      }

      @Override
      float number(int bits) {
        return HalfFloats.toFloat((short) bits);
      }
    };

    /**
     * Rounds a number.
     *
     * @param x the number
     * @return the nearest one that two bytes hold
     */
    public abstract float nearest(float x);

    abstract float number(int bits);
  }

  @Override
  public double value(double x) {
    return format.nearest((float) x);
  }

  @Override
  public @Nullable Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy;
  }
}
