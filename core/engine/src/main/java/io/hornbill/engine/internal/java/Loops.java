package io.hornbill.engine.internal.java;

import io.hornbill.graph.Op;
import io.hornbill.graph.internal.ops.Abs;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.Clip;
import io.hornbill.graph.internal.ops.Divide;
import io.hornbill.graph.internal.ops.Maximum;
import io.hornbill.graph.internal.ops.Minimum;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.RandomUniform;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.ReluGradient;
import io.hornbill.graph.internal.ops.SigmoidGradient;
import io.hornbill.graph.internal.ops.Sign;
import io.hornbill.graph.internal.ops.Sqrt;
import io.hornbill.graph.internal.ops.Square;
import io.hornbill.graph.internal.ops.Subtract;
import io.hornbill.graph.internal.ops.TanhGradient;
import io.hornbill.graph.internal.ops.Unary;
import io.hornbill.graph.internal.ops.Where;

/**
 * The loops of elementwise nodes over tiles. Frequent ops have loops of their own in float
 * arithmetic; all others compute each element in double by the op's own definition.
 */
final class Loops {
  private Loops() {}

  static void convert(double[] from, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = (float) from[i];
    }
  }

  static void convert(float[] from, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = from[i];
    }
  }

  static void run(Op op, int[] in, float[][] r, float[] out, int from, int n) {
    if (op instanceof Binary binary) {
      binary(binary, r[in[0]], r[in[1]], out, n);
    } else if (op instanceof RandomUniform random) {
      Noise.uniform(random.key(), r[in[0]][0], (int) random.first() + from, out, n);
    } else if (op instanceof Where) {
      where(r[in[0]], r[in[1]], r[in[2]], out, n);
    } else {
      unary((Unary) op, r[in[0]], out, n);
    }
  }

  static void run(Op op, int[] in, double[][] r, double[] out, int from, int n) {
    if (op instanceof Binary binary) {
      double[] a = r[in[0]];
      double[] b = r[in[1]];
      for (int i = 0; i < n; i++) {
        out[i] = binary.value(a[i], b[i]);
      }
    } else if (op instanceof RandomUniform random) {
      Noise.uniform(random.key(), r[in[0]][0], (int) random.first() + from, out, n);
    } else if (op instanceof Where) {
      for (int i = 0; i < n; i++) {
        out[i] = r[in[0]][i] != 0 ? r[in[1]][i] : r[in[2]][i];
      }
    } else {
      double[] a = r[in[0]];
      Unary unary = (Unary) op;
      for (int i = 0; i < n; i++) {
        out[i] = unary.value(a[i]);
      }
    }
  }

  private static void where(float[] condition, float[] yes, float[] no, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = condition[i] != 0 ? yes[i] : no[i];
    }
  }

  private static void unary(Unary op, float[] a, float[] out, int n) {
    if (op instanceof Affine affine) {
      affine((float) affine.scale(), (float) affine.offset(), a, out, n);
    } else if (op instanceof Square) {
      for (int i = 0; i < n; i++) {
        out[i] = a[i] * a[i];
      }
    } else if (op instanceof Sqrt) {
      for (int i = 0; i < n; i++) {
        out[i] = (float) Math.sqrt(a[i]);
      }
    } else if (op instanceof Relu) {
      for (int i = 0; i < n; i++) {
        out[i] = Math.max(a[i], 0f);
      }
    } else if (op instanceof Abs) {
      for (int i = 0; i < n; i++) {
        out[i] = Math.abs(a[i]);
      }
    } else if (op instanceof Sign) {
      sign(a, out, n);
    } else if (op instanceof Clip clip) {
      clip((float) clip.low(), (float) clip.high(), a, out, n);
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = (float) op.value(a[i]);
      }
    }
  }

  private static void affine(float scale, float offset, float[] a, float[] out, int n) {
    if (offset == 0) {
      for (int i = 0; i < n; i++) {
        out[i] = scale * a[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = scale * a[i] + offset;
      }
    }
  }

  /** Twice, for subnormal numbers; a branch on a sign, which is as good as random, is slow. */
  private static void sign(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float large = Math.min(Math.max(a[i] * Float.MAX_VALUE, -1f), 1f);
      out[i] = Math.min(Math.max(large * Float.MAX_VALUE, -1f), 1f);
    }
  }

  private static void clip(float low, float high, float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.min(Math.max(a[i], low), high);
    }
  }

  private static void binary(Binary op, float[] a, float[] b, float[] out, int n) {
    if (op instanceof Add) {
      for (int i = 0; i < n; i++) {
        out[i] = a[i] + b[i];
      }
    } else if (op instanceof Subtract) {
      for (int i = 0; i < n; i++) {
        out[i] = a[i] - b[i];
      }
    } else if (op instanceof Multiply) {
      for (int i = 0; i < n; i++) {
        out[i] = a[i] * b[i];
      }
    } else if (op instanceof Divide) {
      for (int i = 0; i < n; i++) {
        out[i] = a[i] / b[i];
      }
    } else if (op instanceof Maximum) {
      maximum(a, b, out, n);
    } else if (op instanceof Minimum) {
      for (int i = 0; i < n; i++) {
        out[i] = Math.min(a[i], b[i]);
      }
    } else {
      gradients(op, a, b, out, n);
    }
  }

  private static void maximum(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(a[i], b[i]);
    }
  }

  private static void gradients(Binary op, float[] a, float[] b, float[] out, int n) {
    if (op instanceof ReluGradient) {
      for (int i = 0; i < n; i++) {
        out[i] = a[i] > 0 ? b[i] : 0;
      }
    } else if (op instanceof SigmoidGradient) {
      for (int i = 0; i < n; i++) {
        out[i] = b[i] * a[i] * (1 - a[i]);
      }
    } else if (op instanceof TanhGradient) {
      for (int i = 0; i < n; i++) {
        out[i] = b[i] * (1 - a[i] * a[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = (float) op.value(a[i], b[i]);
      }
    }
  }
}
