package io.hornbill.engine.internal.java;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.base.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random floats beside their definition, one by one. */
class NoiseTest {
  private static final long KEY = 1234;
  private static final double DRAW = 7;

  /** The highest 24 bits of the mix of a position with two words, as a fraction. */
  private static float defined(int position) {
    long words = RandomStream.mix(KEY + RandomStream.mix(Double.doubleToLongBits(DRAW)));
    int salt = (int) (words >>> 32);
    int x = (position ^ (int) words) * 0x9E3779B1;
    x = (x ^ (x >>> 16)) * 0x21F0AAAD;
    x = (x ^ (x >>> 15) ^ salt) * 0x735A2D97;
    x ^= x >>> 15;
    x = (x + salt) * 0x85EBCA6B;
    x ^= x >>> 13;
    return (x >>> 8) * 0x1p-24f;
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 2048", "5, 2049", "2147483000, 1000", "100000, 7001"})
  void eachNumberIsThatOfItsPosition(int from, int count) {
    float[] numbers = new float[count + 1];
    numbers[count] = 42;
    new Noise().uniform(KEY, DRAW, from, numbers, count);
    for (int i = 0; i < count; i++) {
      assertThat(numbers[i]).isEqualTo(defined(from + i)).isBetween(0f, Math.nextDown(1f));
    }
    assertThat(numbers[count]).isEqualTo(42);
  }
}
