package io.hornbill.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.base.HalfFloats;
import io.hornbill.files.internal.NumericType.Kind;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class NumericTypeTest {

  @Test
  void knowsHalfPrecision() {
    // sign 1 bit, exponent 5 bits, fraction 10 bits
    assertThat(HalfFloats.toFloat((short) 0x3c00)).isEqualTo(1f);
    assertThat(HalfFloats.toFloat((short) 0xc000)).isEqualTo(-2f);
    assertThat(HalfFloats.toFloat((short) 0x7bff)).isEqualTo(65504f);
    assertThat(HalfFloats.toFloat((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(HalfFloats.toFloat((short) 0x8000)).isEqualTo(-0f);
    assertThat(HalfFloats.toFloat((short) 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(HalfFloats.toFloat((short) 0x7e00)).isNaN();
  }

  @Test
  void roundsToHalfPrecision() {
    for (int bits = 0; bits < 0x10000; bits++) {
      float value = HalfFloats.toFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(HalfFloats.toHalf(value)).isEqualTo((short) bits);
      }
    }
    assertThat(HalfFloats.toHalf(1f + 0x1p-11f)).as("a tie goes to even").isEqualTo((short) 0x3c00);
    assertThat(HalfFloats.toHalf(1f + 0x3p-11f)).as("a tie goes to even").isEqualTo((short) 0x3c02);
    assertThat(HalfFloats.toHalf(65519f)).isEqualTo((short) 0x7bff);
    assertThat(HalfFloats.toHalf(65520f)).isEqualTo((short) 0x7c00);
    assertThat(HalfFloats.toHalf(Float.NaN)).isEqualTo((short) 0x7e00);
    assertThat(HalfFloats.toHalf(0x1.ffffp-15f)).isEqualTo((short) 0x0400);
  }

  @Test
  void roundsToBrainFloats() {
    assertThat(HalfFloats.toBfloat(1f)).isEqualTo((short) 0x3f80);
    assertThat(HalfFloats.toBfloat(1f + 0x1p-8f)).as("tie to even").isEqualTo((short) 0x3f80);
    assertThat(HalfFloats.toBfloat(1f + 0x3p-8f)).as("tie to even").isEqualTo((short) 0x3f82);
    assertThat(HalfFloats.toBfloat(Float.NaN)).isEqualTo((short) 0x7fc0);
  }

  @Test
  void writesWhatItReads() {
    float[] values = {0, 1, -1, 100, -100};
    for (NumericType type :
        new NumericType[] {
          NumericType.FLOAT32,
          NumericType.FLOAT64,
          NumericType.FLOAT16,
          NumericType.BFLOAT16,
          NumericType.INT32,
          NumericType.INT64,
          NumericType.little(Kind.SIGNED, 1),
          NumericType.little(Kind.SIGNED, 2)
        }) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * type.bytes());
      type.fromFloats(values, 0, values.length, bytes);
      float[] read = new float[values.length];
      type.toFloats(bytes.flip(), read, 0, read.length);
      assertThat(read).as(type.toString()).containsExactly(values);
    }
  }

  @Test
  void refusesNumbersThatDoNotExist() {
    assertThatThrownBy(() -> NumericType.little(Kind.FLOAT, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FLOAT of 3 bytes");
  }
}
