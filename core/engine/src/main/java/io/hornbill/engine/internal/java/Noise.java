package io.hornbill.engine.internal.java;

import io.hornbill.base.RandomStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Random numbers by their position: a 32-bit mix of the position and two words of key and draw, so
 * that any part of any draw can be computed by itself, with loops that vectorize. One is used by
 * one thread at a time.
 *
 * @see <a href="https://github.com/skeeto/hash-prospector">Wellons: prospecting for hash functions,
 *     for the mixing steps</a>
 */
final class Noise {
  private static final double DOUBLE_UNIT = 0x1p-53;
  private static final int LENGTH = 2048;
  private static final int ONE = Float.floatToRawIntBits(1);
  private static final int HALF_STEP = Float.floatToRawIntBits(0x1p-24f);
  private static final int[] POSITIONS = positions();

  // Java's conversion of integers to floats does not vectorize; memory with two views is one, too.
  private final ByteBuffer bytes =
      ByteBuffer.allocate(2 * LENGTH * Float.BYTES).order(ByteOrder.nativeOrder());
  private final IntBuffer asInts = bytes.asIntBuffer();
  private final FloatBuffer asFloats = bytes.asFloatBuffer();
  private final int[] mixed = new int[LENGTH];
  private final int[] lowest = new int[LENGTH];
  private final float[] steps = new float[LENGTH];
  private final float[] halfSteps = new float[LENGTH];

  private static int[] positions() {
    int[] positions = new int[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      positions[i] = i;
    }
    return positions;
  }

  /** Fills an array with the numbers from a position on, multiples of 2⁻²⁴ in [0, 1). */
  void uniform(long key, double draw, int from, float[] out, int n) {
    long words = RandomStream.mix(key + RandomStream.mix(Double.doubleToLongBits(draw)));
    for (int done = 0; done < n; done += LENGTH) {
      int count = Math.min(LENGTH, n - done);
      mix(from + done, (int) words, (int) (words >>> 32), count);
      scale(out, done, count);
    }
  }

  private void mix(int from, int low, int high, int n) {
    int[] positions = POSITIONS;
    int[] out = mixed;
    for (int i = 0; i < n; i++) {
      int x = ((positions[i] + from) ^ low) * 0x9E3779B1;
      x = (x ^ (x >>> 16)) * 0x21F0AAAD;
      x = (x ^ (x >>> 15) ^ high) * 0x735A2D97;
      x = x ^ (x >>> 15);
      x = (x + high) * 0x85EBCA6B;
      out[i] = x ^ (x >>> 13);
    }
  }

  /**
   * Takes the 24 highest bits of each: 23 of them behind the point of a float in [1, 2), the last
   * one as half a step of these floats.
   */
  private void scale(float[] out, int at, int n) {
    int[] high = mixed;
    int[] low = lowest;
    for (int i = 0; i < n; i++) {
      low[i] = ((high[i] >>> 8) & 1) * HALF_STEP;
    }
    for (int i = 0; i < n; i++) {
      high[i] = (high[i] >>> 9) | ONE;
    }
    asInts.put(0, high, 0, n);
    asInts.put(LENGTH, low, 0, n);
    asFloats.get(0, steps, 0, n);
    asFloats.get(LENGTH, halfSteps, 0, n);
    float[] a = steps;
    float[] b = halfSteps;
    for (int i = 0; i < n; i++) {
      out[at + i] = (a[i] - 1) + b[i];
    }
  }

  /** Fills an array with the numbers from a position on, multiples of 2⁻⁵³ in [0, 1). */
  static void uniform(long key, double draw, int from, double[] out, int n) {
    long words = RandomStream.mix(key + RandomStream.mix(Double.doubleToLongBits(draw)));
    for (int i = 0; i < n; i++) {
      out[i] = (RandomStream.mix(words + (from + i)) >>> 11) * DOUBLE_UNIT;
    }
  }
}
