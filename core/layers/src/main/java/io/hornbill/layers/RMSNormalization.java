package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
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
public final class RMSNormalization extends KerasLayer<RMSNormalization> {
  private int[] axis = {-1};
  private double epsilon = 1e-6;
  private @Nullable Variable scale;

  /** Makes a layer that normalizes over the last axis. */
  public RMSNormalization() {
    expectMinRank(2, "[batch, …, features]");
  }

  static RMSNormalization from(Config config) {
    return new RMSNormalization()
        .axis(config.integers("axis", -1))
        .epsilon(config.number("epsilon", 1e-6))
        .configure(config);
  }

  /**
   * Sets the axes to normalize over.
   *
   * @param axis the axes, negative ones from the end
   * @return this layer
   */
  public RMSNormalization axis(int... axis) {
    requireNotBuilt("axis");
    this.axis = axis.clone();
    return this;
  }

  /**
   * Sets what is added to the mean square.
   *
   * @param epsilon a positive number
   * @return this layer
   */
  public RMSNormalization epsilon(double epsilon) {
    requireNotBuilt("epsilon");
    this.epsilon = Checks.positive("RMSNormalization", "epsilon", epsilon);
    return this;
  }

  @Override
  protected void build(Shape input) {
    Shape shape = Shape.SCALAR;
    for (int one : axis) {
      shape = shape.append(input.dim(one));
      expectAxis(one, input.dim(one));
    }
    scale = addWeight("scale", shape, "ones");
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor square = Ops.mean(Ops.square(x), axis, true);
    Tensor y = x.times(Ops.rsqrt(square.plus(epsilon)));
    return y.times(LayerNormalization.spread(Built.of(scale), x, axis));
  }

  @Override
  public Config config() {
    return super.config().with("axis", Config.listOf(axis)).with("epsilon", epsilon);
  }
}
