package io.hornbill.engine.internal.lowering;

/**
 * The elementwise arithmetic of long short-term memory on tiles, in loops that HotSpot turns into
 * vector instructions: one array written per loop, every index the same.
 */
final class LstmGates {
  /** Beyond this, the hyperbolic tangent is 1 in float arithmetic. */
  private static final float LIMIT = 9;

  /** Keeps a quotient of zeros from being no number. */
  private static final float TINY = 1e-30f;

  private LstmGates() {}

  static void tanh(float[] a, float[] out, int n) {
    for (int j = 0; j < n; j++) {
      out[j] = tanh(a[j]);
    }
  }

  /** The logistic function, in place: {@code (1 + tanh(x / 2)) / 2}. */
  static void sigmoid(float[] a, int n) {
    for (int j = 0; j < n; j++) {
      a[j] = 0.5f + 0.5f * tanh(0.5f * a[j]);
    }
  }

  /**
   * The hyperbolic tangent as a quotient of polynomials, right to 3e-7: that of XLA's {@code
   * EmitFastTanh}.
   */
  private static float tanh(float a) {
    float x = Math.max(-LIMIT, Math.min(LIMIT, a));
    float y = x * x;
    float p = -2.7607684e-16f * y + 2.000188e-13f;
    p = p * y - 8.604672e-11f;
    p = p * y + 5.1222973e-8f;
    p = p * y + 1.48572235e-5f;
    p = p * y + 6.3726195e-4f;
    p = p * y + 4.8935246e-3f;
    float q = 1.1982584e-6f * y + 1.1853471e-4f;
    q = q * y + 2.2684347e-3f;
    q = q * y + 4.893525e-3f;
    return x * p / q;
  }

  /** {@code c = f c + i g}. */
  static void cell(float[] i, float[] f, float[] g, float[] c, int n) {
    for (int j = 0; j < n; j++) {
      c[j] = f[j] * c[j] + i[j] * g[j];
    }
  }

  static void multiply(float[] a, float[] b, float[] out, int n) {
    for (int j = 0; j < n; j++) {
      out[j] = a[j] * b[j];
    }
  }

  static void add(float[] a, float[] to, int n) {
    for (int j = 0; j < n; j++) {
      to[j] = to[j] + a[j];
    }
  }

  /**
   * Adds the gradient of {@code h = o tanh(c)} by the cell state, {@code o (1 - tanh(c)^2)} or
   * {@code o - h^2 / o}.
   */
  static void addStateGradient(float[] dh, float[] o, float[] h, float[] dc, int n) {
    for (int j = 0; j < n; j++) {
      dc[j] = dc[j] + dh[j] * (o[j] - h[j] * h[j] / (o[j] + TINY));
    }
  }

  /** The gradient of {@code h = o tanh(c)} by what went into the sigmoid {@code o}. */
  static void outputGradient(float[] dh, float[] o, float[] h, float[] out, int n) {
    for (int j = 0; j < n; j++) {
      out[j] = dh[j] * h[j] * (1 - o[j]);
    }
  }

  /** The gradient by what went into a sigmoid: {@code d other s (1 - s)}. */
  static void sigmoidGradient(float[] d, float[] other, float[] s, float[] out, int n) {
    for (int j = 0; j < n; j++) {
      out[j] = d[j] * other[j] * s[j] * (1 - s[j]);
    }
  }

  /** The gradient by what went into the tangent: {@code d other (1 - g g)}. */
  static void tanhGradient(float[] d, float[] other, float[] g, float[] out, int n) {
    for (int j = 0; j < n; j++) {
      out[j] = d[j] * other[j] * (1 - g[j] * g[j]);
    }
  }
}
