package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides each sample by its root mean square over some axes, then scales.
 *
 * <pre>{@code
 * scale * x / sqrt(mean(x²) + epsilon)
 * }</pre>
 *
 * <p>Input and output of any shape; weight scale with the lengths of the normalized axes.
 *
 * @see <a href="https://arxiv.org/abs/1910.07467">Zhang, Sennrich: Root mean square layer
 *     normalization (2019)</a>
 */
public final class RMSNormalization extends KerasLayer<RMSNormalization>
    implements EpsilonSetter<RMSNormalization> {
  private static final Setting<List<Integer>> AXIS = Setting.integers("axis", -1);
  private static final Setting<Double> EPSILON = Setting.number("epsilon", 1e-6).positive();

  private @Nullable Variable scale;

  /** Makes a layer that normalizes over the last axis. */
  public RMSNormalization() {
    declare(AXIS, EPSILON);
    expectMinRank(2, "[batch, …, features]");
  }

  /**
   * Sets the axes to normalize over.
   *
   * @param axis the axes, negative ones from the end
   */
  public RMSNormalization axis(int... axis) {
    return with(AXIS, list(axis));
  }

  @Override
  protected void build(Shape input) {
    Shape shape = Shape.SCALAR;
    for (int one : get(AXIS)) {
      shape = shape.append(input.dim(one));
      expectAxis(one, input.dim(one));
    }
    scale = addWeight("scale", shape, "ones");
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    int[] axis = ints(AXIS);
    Tensor square = Ops.mean(Ops.square(x), axis, true);
    Tensor y = x.times(Ops.rsqrt(square.plus(get(EPSILON))));
    return y.times(LayerNormalization.spread(Built.of(scale), x, axis));
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.WEIGHTS;
  }
}
