package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Drops elements at random in training, and scales the others so that the mean stays; in inference
 * it changes nothing.
 *
 * <pre>{@code output = x * (uniform >= rate) / (1 - rate)}</pre>
 *
 * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al.: Dropout
 *     (2014)</a>
 */
public final class Dropout extends KerasLayer<Dropout> implements SeedSetter<Dropout> {
  private final double rate;
  private int @Nullable [] noiseShape;

  /**
   * Makes a layer.
   *
   * @param rate the share of elements to drop, in {@code [0, 1)}
   */
  public Dropout(double rate) {
    this.rate = Checks.inRange("Dropout", "rate", rate, 0, 1);
  }

  /** Keras 1 called it {@code p}. */
  static double rate(Config config) {
    return config.number("rate", config.number("p", 0));
  }

  static Dropout from(Config config) {
    Dropout layer = new Dropout(rate(config));
    if (config.get("noise_shape") != null) {
      layer.noiseShape(config.integers("noise_shape"));
    }
    return layer.configure(config);
  }

  /**
   * Sets the shape of what is dropped together.
   *
   * @param noiseShape one length per axis, the batch included: 1 to drop along the whole axis, -1
   *     for the input's length
   * @return this layer
   */
  public Dropout noiseShape(int... noiseShape) {
    requireNotBuilt("noiseShape");
    this.noiseShape = noiseShape.clone();
    return this;
  }

  @Override
  protected void build(Shape input) {
    checkNoiseShape(this, noiseShape, input);
  }

  static void checkNoiseShape(Layer layer, int @Nullable [] noiseShape, Shape input) {
    Checks.argument(
        noiseShape == null || noiseShape.length == input.rank(),
        "%s: noiseShape must have one length per axis of the input. Received: %s for an input %s. Put 1 where whole axes are dropped.",
        layer.owner(),
        Arrays.toString(noiseShape),
        input);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return context.training() ? drop(x, rate, noise(x, noiseShape), context) : x;
  }

  static Shape noise(Tensor x, int @Nullable [] lengths) {
    return lengths == null
        ? x.shape()
        : Shape.of(
            IntStream.range(0, lengths.length)
                .mapToLong(i -> lengths[i] < 0 ? x.dim(i) : lengths[i])
                .toArray());
  }

  static Tensor drop(Tensor x, double rate, Shape noise, CallContext context) {
    if (rate == 0) {
      return x;
    }
    Tensor uniform = context.randomUniform(new Spec(x.dataType(), noise));
    return x.times(Ops.greaterEqual(uniform, rate)).times(1 / (1 - rate));
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
