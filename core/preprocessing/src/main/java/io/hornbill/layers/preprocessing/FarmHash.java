package io.hornbill.layers.preprocessing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * FarmHash's 64-bit fingerprint, which TensorFlow calls the fast hash.
 *
 * @see <a href="https://github.com/google/farmhash">FarmHash</a>
 */
final class FarmHash {
  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final long SEED = 81;

  private final ByteBuffer bytes;
  private final int length;

  private FarmHash(byte[] text) {
    bytes = ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
    length = text.length;
  }

  static long hash(byte[] text) {
    FarmHash hash = new FarmHash(text);
    if (text.length <= 16) {
      return hash.upTo16();
    }
    if (text.length <= 32) {
      return hash.upTo32();
    }
    return text.length <= 64 ? hash.upTo64() : hash.longer(SEED);
  }

  private long at(int place) {
    return bytes.getLong(place);
  }

  private static long turned(long value, int bits) {
    return Long.rotateRight(value, bits);
  }

  private static long shifted(long value) {
    return value ^ (value >>> 47);
  }

  private static long mixed(long u, long v, long factor) {
    long a = shifted((u ^ v) * factor);
    return shifted((v ^ a) * factor) * factor;
  }

  private long upTo16() {
    long factor = K2 + length * 2L;
    if (length >= 8) {
      long a = at(0) + K2;
      long b = at(length - 8);
      return mixed(turned(b, 37) * factor + a, (turned(a, 25) + b) * factor, factor);
    }
    if (length >= 4) {
      long a = bytes.getInt(0) & 0xffffffffL;
      return mixed(length + (a << 3), bytes.getInt(length - 4) & 0xffffffffL, factor);
    }
    if (length == 0) {
      return K2;
    }
    long y = (bytes.get(0) & 255) + ((long) (bytes.get(length >> 1) & 255) << 8);
    long z = length + ((long) (bytes.get(length - 1) & 255) << 2);
    return shifted(y * K2 ^ z * K0) * K2;
  }

  private long upTo32() {
    long factor = K2 + length * 2L;
    long a = at(0) * K1;
    long b = at(8);
    long c = at(length - 8) * factor;
    long d = at(length - 16) * K2;
    return mixed(turned(a + b, 43) + turned(c, 30) + d, a + turned(b + K2, 18) + c, factor);
  }

  private long upTo64() {
    long factor = K2 + length * 2L;
    long a = at(0) * K2;
    long b = at(8);
    long c = at(length - 8) * factor;
    long d = at(length - 16) * K2;
    long y = turned(a + b, 43) + turned(c, 30) + d;
    long z = mixed(y, a + turned(b + K2, 18) + c, factor);
    long e = at(16) * factor;
    long f = at(24);
    long g = (y + at(length - 32)) * factor;
    long h = (z + at(length - 24)) * factor;
    return mixed(turned(e + f, 43) + turned(g, 30) + h, e + turned(f + a, 18) + g, factor);
  }

  private long[] weak(int place, long a, long b) {
    long sum = a + at(place);
    long turn = turned(b + sum + at(place + 24), 21);
    long all = sum + at(place + 8) + at(place + 16);
    return new long[] {all + at(place + 24), turn + turned(all, 44) + sum};
  }

  private long longer(long seed) {
    long x = seed;
    long y = x * K1 + 113;
    long z = shifted(y * K2 + 113) * K2;
    long[] v = {0, 0};
    long[] w = {0, 0};
    x = x * K2 + at(0);
    int end = (length - 1) / 64 * 64;
    for (int s = 0; s != end; s += 64) {
      x = turned(x + y + v[0] + at(s + 8), 37) * K1 ^ w[1];
      y = turned(y + v[1] + at(s + 48), 42) * K1 + v[0] + at(s + 40);
      z = turned(z + w[0], 33) * K1;
      v = weak(s, v[1] * K1, x + w[0]);
      w = weak(s + 32, z + w[1], y + at(s + 16));
      long other = z;
      z = x;
      x = other;
    }
    return last(x, y, z, v, w);
  }

  private long last(long x0, long y0, long z0, long[] v0, long[] w0) {
    int s = length - 64;
    long factor = K1 + ((z0 & 0xff) << 1);
    long first = w0[0] + ((length - 1) & 63);
    long[] v = {v0[0] + first, v0[1]};
    long[] w = {first + v[0], w0[1]};
    long x = turned(x0 + y0 + v[0] + at(s + 8), 37) * factor ^ w[1] * 9;
    long y = turned(y0 + v[1] + at(s + 48), 42) * factor + v[0] * 9 + at(s + 40);
    long z = turned(z0 + w[0], 33) * factor;
    v = weak(s, v[1] * factor, x + w[0]);
    w = weak(s + 32, z + w[1], y + at(s + 16));
    return mixed(
        mixed(v[0], w[0], factor) + shifted(y) * K0 + x, mixed(v[1], w[1], factor) + z, factor);
  }
}
