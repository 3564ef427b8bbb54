package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Rounded.Format;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A function of numbers of two bytes, of which each step is rounded: Keras' on JAX. There are no
 * more than 65536 such numbers, so kernels look it up.
 *
 * @param format which two bytes
 * @param curve the function
 */
public record RoundedCurve(Format format, Curve curve) implements Unary {
  private static final Map<RoundedCurve, float[]> TABLES = new ConcurrentHashMap<>();

  /** The functions. */
  public enum Curve {
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID {
      @Override
      float value(Format format, float x) {
        float power = format.nearest((float) Math.exp(-x));
        return format.nearest(1 / format.nearest(1 + power));
      }

      @Override
      Tensor gradient(Tensor y, Tensor dy) {
        return Node.apply(new SigmoidGradient(), y, dy);
      }
    },
    /** The hyperbolic tangent. */
    TANH {
      @Override
      float value(Format format, float x) {
        return format.nearest((float) Math.tanh(x));
      }

      @Override
      Tensor gradient(Tensor y, Tensor dy) {
        return Node.apply(new TanhGradient(), y, dy);
      }
    };

    abstract float value(Format format, float x);

    abstract Tensor gradient(Tensor y, Tensor dy);
  }

  @Override
  public double value(double x) {
    return curve.value(format, format.nearest((float) x));
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return curve.gradient(y, dy);
  }

  /**
   * Returns the function of all numbers.
   *
   * @return the values in the order of the two bytes, as a whole number, of what goes in; they are
   *     not to be changed
   */
  public float[] table() {
    return TABLES.computeIfAbsent(this, RoundedCurve::makeTable);
  }

  private float[] makeTable() {
    float[] table = new float[1 << 16];
    for (int i = 0; i < table.length; i++) {
      table[i] = curve.value(format, format.number(i));
    }
    return table;
  }
}
