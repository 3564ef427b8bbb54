package io.hornbill.engine.internal.java;

import static java.util.Map.entry;

import io.hornbill.base.HalfFloats;
import io.hornbill.graph.Op;
import io.hornbill.graph.internal.ops.Abs;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.Clip;
import io.hornbill.graph.internal.ops.Divide;
import io.hornbill.graph.internal.ops.Erf;
import io.hornbill.graph.internal.ops.Exp;
import io.hornbill.graph.internal.ops.Maximum;
import io.hornbill.graph.internal.ops.Minimum;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.RandomUniform;
import io.hornbill.graph.internal.ops.Reciprocal;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.ReluGradient;
import io.hornbill.graph.internal.ops.Rounded;
import io.hornbill.graph.internal.ops.RoundedCurve;
import io.hornbill.graph.internal.ops.SigmoidGradient;
import io.hornbill.graph.internal.ops.Sign;
import io.hornbill.graph.internal.ops.Sqrt;
import io.hornbill.graph.internal.ops.Square;
import io.hornbill.graph.internal.ops.Subtract;
import io.hornbill.graph.internal.ops.Tanh;
import io.hornbill.graph.internal.ops.TanhGradient;
import io.hornbill.graph.internal.ops.Unary;
import io.hornbill.graph.internal.ops.Where;
import java.util.Map;
import java.util.function.Function;

/**
 * The loops of elementwise nodes over tiles, chosen once for each node. Frequent ops have loops of
 * their own in float arithmetic, a row each; all others compute each element in double by the op's
 * own definition.
 */
final class Loops {
  private static final double LN_2 = 0.6931471805599453;

  /** What is added to this is rounded to a whole number: 1.5 times 2 to the 52nd. */
  private static final double WHOLE = 6755399441055744.0;

  private Loops() {}

  /** Computes a tile of floats from the registers that a node reads. */
  @FunctionalInterface
  interface Floats {
    void run(int[] in, float[][] r, float[] out, int from, int n);
  }

  /** Computes a tile of doubles. */
  @FunctionalInterface
  interface Doubles {
    void run(int[] in, double[][] r, double[] out, int from, int n);
  }

  private interface One {
    void run(float[] a, float[] out, int n);
  }

  private interface Two {
    void run(float[] a, float[] b, float[] out, int n);
  }

  private static final Map<Class<? extends Op>, Function<Op, Floats>> FLOATS =
      Map.ofEntries(
          entry(Affine.class, op -> one(affine((Affine) op))),
          entry(Clip.class, op -> one(clip((Clip) op))),
          entry(Square.class, op -> one(Loops::square)),
          entry(Sqrt.class, op -> one(Loops::sqrt)),
          entry(Relu.class, op -> one(Loops::relu)),
          entry(Rounded.class, op -> one(rounded((Rounded) op))),
          entry(RoundedCurve.class, op -> one(curve((RoundedCurve) op))),
          entry(Reciprocal.class, op -> one(Loops::reciprocal)),
          entry(Tanh.class, op -> one(Loops::tanh)),
          entry(Exp.class, op -> one(Loops::exp)),
          entry(Erf.class, op -> one(Loops::erf)),
          entry(Abs.class, op -> one(Loops::abs)),
          entry(Sign.class, op -> one(Loops::sign)),
          entry(Add.class, op -> two(Loops::add)),
          entry(Subtract.class, op -> two(Loops::subtract)),
          entry(Multiply.class, op -> two(Loops::multiply)),
          entry(Divide.class, op -> two(Loops::divide)),
          entry(Maximum.class, op -> two(Loops::maximum)),
          entry(Minimum.class, op -> two(Loops::minimum)),
          entry(ReluGradient.class, op -> two(Loops::reluGradient)),
          entry(SigmoidGradient.class, op -> two(Loops::sigmoidGradient)),
          entry(TanhGradient.class, op -> two(Loops::tanhGradient)),
          entry(Where.class, op -> Loops::where),
          entry(RandomUniform.class, op -> random((RandomUniform) op)));

  private static final Map<Class<? extends Op>, Function<Op, Doubles>> DOUBLES =
      Map.of(
          Where.class, op -> Loops::where,
          RandomUniform.class, op -> randomDoubles((RandomUniform) op));

  /** The loop of an op of one, two or three operands in float. */
  static Floats floats(Op op) {
    return FLOATS.getOrDefault(op.getClass(), Loops::defined).apply(op);
  }

  /** The loop of an op in double. */
  static Doubles doubles(Op op) {
    return DOUBLES.getOrDefault(op.getClass(), Loops::definedDoubles).apply(op);
  }

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

  private static Floats one(One loop) {
    return (in, r, out, from, n) -> loop.run(r[in[0]], out, n);
  }

  private static Floats two(Two loop) {
    return (in, r, out, from, n) -> loop.run(r[in[0]], r[in[1]], out, n);
  }

  /** By the op's own definition. */
  private static Floats defined(Op op) {
    if (op instanceof Unary unary) {
      return one(
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (float) unary.value(a[i]);
            }
          });
    }
    Binary binary = (Binary) op;
    return two(
        (a, b, out, n) -> {
          for (int i = 0; i < n; i++) {
            out[i] = (float) binary.value(a[i], b[i]);
          }
        });
  }

  private static Doubles definedDoubles(Op op) {
    if (op instanceof Unary unary) {
      return (in, r, out, from, n) -> {
        double[] a = r[in[0]];
        for (int i = 0; i < n; i++) {
          out[i] = unary.value(a[i]);
        }
      };
    }
    Binary binary = (Binary) op;
    return (in, r, out, from, n) -> {
      double[] a = r[in[0]];
      double[] b = r[in[1]];
      for (int i = 0; i < n; i++) {
        out[i] = binary.value(a[i], b[i]);
      }
    };
  }

  private static Floats random(RandomUniform op) {
    Noise noise = new Noise();
    return (in, r, out, from, n) ->
        noise.uniform(op.key(), r[in[0]][0], (int) op.first() + from, out, n);
  }

  private static Doubles randomDoubles(RandomUniform op) {
    return (in, r, out, from, n) ->
        Noise.uniform(op.key(), r[in[0]][0], (int) op.first() + from, out, n);
  }

  private static void where(int[] in, float[][] r, float[] out, int from, int n) {
    float[] condition = r[in[0]];
    float[] yes = r[in[1]];
    float[] no = r[in[2]];
    for (int i = 0; i < n; i++) {
      out[i] = condition[i] != 0 ? yes[i] : no[i];
    }
  }

  private static void where(int[] in, double[][] r, double[] out, int from, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = r[in[0]][i] != 0 ? r[in[1]][i] : r[in[2]][i];
    }
  }

  private static One affine(Affine op) {
    float scale = (float) op.scale();
    float offset = (float) op.offset();
    return offset == 0
        ? (a, out, n) -> {
          for (int i = 0; i < n; i++) {
            out[i] = scale * a[i];
          }
        }
        : (a, out, n) -> {
          for (int i = 0; i < n; i++) {
            out[i] = scale * a[i] + offset;
          }
        };
  }

  private static One clip(Clip op) {
    float low = (float) op.low();
    float high = (float) op.high();
    return (a, out, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = Math.min(Math.max(a[i], low), high);
      }
    };
  }

  private static One rounded(Rounded op) {
    return op.format() == Rounded.Format.BFLOAT16 ? Loops::nearestBfloat : Loops::nearestHalf;
  }

  private static void nearestBfloat(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = HalfFloats.nearestBfloat(a[i]);
    }
  }

  private static void nearestHalf(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = HalfFloats.nearestHalf(a[i]);
    }
  }

  private static One curve(RoundedCurve op) {
    float[] table = op.table();
    return op.format() == Rounded.Format.BFLOAT16
        ? (a, out, n) -> {
          for (int i = 0; i < n; i++) {
            out[i] = table[HalfFloats.toBfloat(a[i]) & 0xffff];
          }
        }
        : (a, out, n) -> {
          for (int i = 0; i < n; i++) {
            out[i] = table[HalfFloats.toHalf(a[i]) & 0xffff];
          }
        };
  }

  private static void reciprocal(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = 1 / a[i];
    }
  }

  private static void square(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * a[i];
    }
  }

  private static void sqrt(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) Math.sqrt(a[i]);
    }
  }

  private static void relu(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(a[i], 0f);
    }
  }

  /** Several times as fast as Math.tanh, and the same to the last bit or two of a float. */
  private static void tanh(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      // The difference below has no digits of small numbers left.
      out[i] = (float) (Math.abs(x) < 1e-4 ? x - x * x * x / 3 : 1 - 2 / (Math.exp(2 * x) + 1));
    }
  }

  /**
   * The exponential function in a third of the time of Math.exp, and the same to the last bit of a
   * float: 2 to the whole part of x / ln 2, times the first terms of the series of what is left.
   */
  private static void exp(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      double x = Math.min(Math.max(a[i], -110f), 90f); // beyond, floats are 0 and infinite
      double rounded = x * (1 / LN_2) + WHOLE; // whose last bits are the whole part
      double r = x - (rounded - WHOLE) * LN_2;
      double p = 1 + r * (1.0 / 7);
      p = 1 + p * r * (1.0 / 6);
      p = 1 + p * r * (1.0 / 5);
      p = 1 + p * r * (1.0 / 4);
      p = 1 + p * r * (1.0 / 3);
      p = 1 + p * r * (1.0 / 2);
      p = 1 + p * r;
      long exponent = (Double.doubleToRawLongBits(rounded) + 1023) << 52;
      out[i] = (float) (p * Double.longBitsToDouble(exponent));
    }
  }

  /**
   * The error function as x P(x²) / Q(x²), whose coefficients were fitted to it on [-4, 4], where
   * they are 2e-9 of the value apart; outside it is 1 to the last bit of a float. In floats, of
   * which a processor computes eight at once, five units in the last place are lost at most.
   */
  private static void erf(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(-4f, Math.min(4f, a[i]));
      float z = x * x;
      float p = -1.3202141E-8f;
      p = p * z + 0.00000468476f;
      p = p * z + 0.00037960825f;
      p = p * z + 0.0038496114f;
      p = p * z + 0.054316904f;
      p = p * z + 0.18520325f;
      p = p * z + 1.1283792f;
      float q = 0.00006311041f;
      q = q * z + 0.001307569f;
      q = q * z + 0.0154620875f;
      q = q * z + 0.11395842f;
      q = q * z + 0.49746552f;
      q = q * z + 1f;
      out[i] = Math.max(-1f, Math.min(1f, x * p / q));
    }
  }

  private static void abs(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.abs(a[i]);
    }
  }

  /** Twice, for subnormal numbers; a branch on a sign, which is as good as random, is slow. */
  private static void sign(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      float large = Math.min(Math.max(a[i] * Float.MAX_VALUE, -1f), 1f);
      out[i] = Math.min(Math.max(large * Float.MAX_VALUE, -1f), 1f);
    }
  }

  private static void add(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b[i];
    }
  }

  private static void subtract(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] - b[i];
    }
  }

  private static void multiply(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  private static void divide(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] / b[i];
    }
  }

  private static void maximum(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(a[i], b[i]);
    }
  }

  private static void minimum(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.min(a[i], b[i]);
    }
  }

  private static void reluGradient(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] > 0 ? b[i] : 0;
    }
  }

  private static void sigmoidGradient(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = b[i] * a[i] * (1 - a[i]);
    }
  }

  private static void tanhGradient(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = b[i] * (1 - a[i] * a[i]);
    }
  }
}
