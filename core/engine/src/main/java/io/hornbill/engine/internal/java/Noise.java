package io.hornbill.engine.internal.java;

import io.hornbill.base.RandomStream;

/**
 * Random numbers by their position: a 32-bit mix of the position and two words of key and draw, so
 * that any part of any draw can be computed by itself, with loops that vectorize.
 *
 * @see <a href="https://github.com/skeeto/hash-prospector">Wellons: prospecting for hash functions,
 *     for the mixing steps</a>
 */
final class Noise {
  private static final float FLOAT_UNIT = 0x1p-24f;
  private static final double DOUBLE_UNIT = 0x1p-53;

  private Noise() {}

  static void uniform(long key, double draw, int from, float[] out, int n) {
    long words = RandomStream.mix(key + RandomStream.mix(Double.doubleToLongBits(draw)));
    int low = (int) words;
    int high = (int) (words >>> 32);
    for (int i = 0; i < n; i++) {
      out[i] = (mix((from + i) ^ low, high) >>> 8) * FLOAT_UNIT;
    }
  }

  static void uniform(long key, double draw, int from, double[] out, int n) {
    long words = RandomStream.mix(key + RandomStream.mix(Double.doubleToLongBits(draw)));
    for (int i = 0; i < n; i++) {
      out[i] = (RandomStream.mix(words + (from + i)) >>> 11) * DOUBLE_UNIT;
    }
  }

  private static int mix(int position, int salt) {
    int x = position * 0x9E3779B1;
    x = (x ^ (x >>> 16)) * 0x21F0AAAD;
    x = (x ^ (x >>> 15) ^ salt) * 0x735A2D97;
    x = x ^ (x >>> 15);
    x = (x + salt) * 0x85EBCA6B;
    return x ^ (x >>> 13);
  }
}
