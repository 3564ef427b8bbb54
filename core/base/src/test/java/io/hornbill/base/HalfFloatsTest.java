package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rounding against the conversions there and back, for all kinds of floats. */
class HalfFloatsTest {
  /** Below, at and above the middle between two short numbers of either format. */
  private static final int[] LOWER = {0, 1, 0x0fff, 0x1000, 0x1001, 0x7fff, 0x8000, 0x8001, 0xffff};

  private interface Rounding {
    float of(float value);
  }

  private static void check(Rounding actual, Rounding expected) {
    for (int upper = 0; upper < 1 << 16; upper++) {
      for (int lower : LOWER) {
        float value = Float.intBitsToFloat((upper << 16) | lower);
        float nearest = actual.of(value);
        boolean same =
            Float.isNaN(value)
                ? Float.isNaN(nearest)
                : Float.floatToRawIntBits(nearest) == Float.floatToRawIntBits(expected.of(value));
        if (!same) {
          assertThat(nearest).as("%s", value).isEqualTo(expected.of(value));
        }
      }
    }
  }

  @Test
  void theNearestBfloatIsWhatTheConversionsMake() {
    check(HalfFloats::nearestBfloat, x -> HalfFloats.ofBfloat(HalfFloats.toBfloat(x)));
    assertThat(HalfFloats.nearestBfloat(1.00390625f)).isEqualTo(1);
    assertThat(HalfFloats.nearestBfloat(1.01171875f)).isEqualTo(1.015625f);
  }

  @Test
  void theNearestHalfIsWhatTheConversionsMake() {
    check(HalfFloats::nearestHalf, x -> HalfFloats.toFloat(HalfFloats.toHalf(x)));
    assertThat(HalfFloats.nearestHalf(0.1f)).isEqualTo(0.099975586f);
    assertThat(HalfFloats.nearestHalf(65519)).isEqualTo(65504);
    assertThat(HalfFloats.nearestHalf(65520)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(HalfFloats.nearestHalf(-0x1p-25f)).isEqualTo(-0f);
  }
}
