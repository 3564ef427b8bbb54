package io.hornbill.base;

/**
 * Floating-point numbers of two bytes. (The JDK has its own conversion only from version 20 on.)
 *
 * <pre>{@code
 * float nearest = HalfFloats.toFloat(HalfFloats.toHalf(0.1f)); // 0.099975586
 * }</pre>
 */
public final class HalfFloats {
  private static final float SUBNORMAL = 0x1p-24f;

  private HalfFloats() {}

  /**
   * Widens an IEEE half: 1 sign bit, 5 exponent bits, 10 fraction bits.
   *
   * @param half its bits
   * @return the same number
   */
  public static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * SUBNORMAL;
      return sign != 0 ? -magnitude : magnitude;
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
  }

  /**
   * Rounds to the nearest IEEE half, ties to even; what is too large becomes infinite.
   *
   * @param value a number
   * @return the bits of the half
   */
  public static short toHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    }
    if (magnitude >= 65520f) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x1p-14f) {
      return (short) (sign | (int) Math.rint((double) magnitude / SUBNORMAL));
    }
    int absolute = bits & 0x7fffffff;
    int rounded = absolute + 0xfff + ((absolute >> 13) & 1);
    return (short) (sign | ((rounded >> 13) - (112 << 10)));
  }

  /**
   * Widens the upper 16 bits of a float.
   *
   * @param bfloat the bits
   * @return the same number
   */
  public static float ofBfloat(short bfloat) {
    return Float.intBitsToFloat(bfloat << 16);
  }

  /**
   * Rounds to the nearest number that has only the upper 16 bits of a float, ties to even.
   *
   * @param value a number
   * @return these bits
   */
  public static short toBfloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  /**
   * Rounds as {@link #toBfloat} does.
   *
   * @param value a number
   * @return the nearest number of those that {@link #ofBfloat} returns; NaN stays as it is
   */
  public static float nearestBfloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    float nearest = Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
    return Float.isNaN(value) ? value : nearest;
  }

  /**
   * Rounds as {@link #toHalf} does.
   *
   * @param value a number
   * @return the nearest number of those that {@link #toFloat} returns; NaN stays as it is
   */
  public static float nearestHalf(float value) {
    float magnitude = Math.abs(value);
    if (magnitude >= 0x1p-14f && magnitude < 65520f) {
      int bits = Float.floatToRawIntBits(value);
      return Float.intBitsToFloat((bits + 0xfff + ((bits >>> 13) & 1)) & 0xffffe000);
    }
    if (magnitude >= 65520f) {
      return Math.copySign(Float.POSITIVE_INFINITY, value);
    }
    return Math.copySign(magnitude + 0.75f - 0.75f, value); // whose last bit is that of a half
  }
}
