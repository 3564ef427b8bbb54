package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Dropout for selu networks: in training, dropped elements take selu's lower limit, and the result
 * is scaled and shifted so that mean 0 and variance 1 stay.
 *
 * <p>Input and output of any shape.
 *
 * @see <a href="https://arxiv.org/abs/1706.02515">Klambauer et al.: Self-normalizing neural
 *     networks (2017)</a>
 */
public final class AlphaDropout extends KerasLayer<AlphaDropout>
    implements SeedSetter<AlphaDropout> {
  private static final double LIMIT = -1.6732632423543772 * 1.0507009873554805;

  private final double rate;
  private int @Nullable [] noiseShape;

  /**
   * Makes a layer.
   *
   * @param rate the probability of dropping, in [0, 1)
   */
  public AlphaDropout(double rate) {
    this.rate = Checks.inRange("AlphaDropout", "rate", rate, 0, 1);
  }

  static AlphaDropout from(Config config) {
    AlphaDropout layer = new AlphaDropout(Dropout.rate(config));
    if (config.get("noise_shape") != null) {
      layer.noiseShape(config.integers("noise_shape"));
    }
    return layer.configure(config);
  }

  /**
   * Sets which elements are dropped together.
   *
   * @param noiseShape one length per axis: 1 where a whole axis is dropped at once, -1 for the
   *     input's length
   * @return this layer
   */
  public AlphaDropout noiseShape(int... noiseShape) {
    requireNotBuilt("noiseShape");
    this.noiseShape = noiseShape.clone();
    return this;
  }

  @Override
  protected void build(Shape input) {
    Dropout.checkNoiseShape(this, noiseShape, input);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    if (!context.training() || rate == 0) {
      return x;
    }
    Shape noise = Dropout.noise(x, noiseShape);
    Tensor kept = Ops.greaterEqual(context.randomUniform(new Spec(x.dataType(), noise)), rate);
    double scale = 1 / Math.sqrt((1 - rate) * (1 + rate * LIMIT * LIMIT));
    Tensor mixed = x.times(kept).plus(kept.times(-LIMIT).plus(LIMIT));
    return mixed.times(scale).plus(-scale * LIMIT * rate);
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    int[] lengths = noiseShape;
    return super.config()
        .with("rate", rate)
        .with("noise_shape", lengths == null ? null : Config.listOf(lengths));
  }
}
