package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The rectified linear unit in its general form.
 *
 * <pre>{@code
 * min(x, maxValue)                if x >= threshold
 * negativeSlope * (x - threshold) otherwise
 * }</pre>
 *
 * <p>Input and output of any shape.
 */
public final class ReLU extends KerasLayer<ReLU> {
  private @Nullable Double maxValue;
  private double negativeSlope;
  private double threshold;

  /** Makes a layer without limit, slope or threshold. */
  public ReLU() {}

  static ReLU from(Config config) {
    ReLU layer = new ReLU();
    if (config.get("max_value") != null) {
      layer.maxValue(config.numbers("max_value")[0]);
    }
    return layer
        .configure(config)
        .negativeSlope(config.numbers("negative_slope", 0)[0])
        .threshold(config.numbers("threshold", 0)[0]);
  }

  /**
   * Sets the greatest output.
   *
   * @param maxValue the limit, at least 0
   * @return this layer
   */
  public ReLU maxValue(double maxValue) {
    requireNotBuilt("maxValue");
    this.maxValue = Checks.notNegative("ReLU", "maxValue", maxValue);
    return this;
  }

  /**
   * Sets the slope below the threshold.
   *
   * @param negativeSlope the slope, at least 0
   * @return this layer
   */
  public ReLU negativeSlope(double negativeSlope) {
    requireNotBuilt("negativeSlope");
    this.negativeSlope = Checks.notNegative("ReLU", "negativeSlope", negativeSlope);
    return this;
  }

  /**
   * Sets the input from which on it is passed through.
   *
   * @param threshold the threshold, at least 0
   * @return this layer
   */
  public ReLU threshold(double threshold) {
    requireNotBuilt("threshold");
    this.threshold = Checks.notNegative("ReLU", "threshold", threshold);
    return this;
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Double limit = maxValue;
    if (negativeSlope == 0 && threshold == 0) {
      return limit == null ? Ops.relu(x) : Ops.minimum(Ops.relu(x), limit);
    }
    Tensor above = limit == null ? x : Ops.minimum(x, limit);
    Tensor below = x.minus(threshold).times(negativeSlope);
    return Ops.where(Ops.greaterEqual(x, threshold), above, below);
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    return super.config()
        .with("max_value", maxValue)
        .with("negative_slope", negativeSlope)
        .with("threshold", threshold);
  }
}
