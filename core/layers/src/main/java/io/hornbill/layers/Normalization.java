package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Shifts and scales its input to mean 0 and variance 1.
 *
 * <pre>{@code output = (input - mean) / max(sqrt(variance), 1e-7)}</pre>
 *
 * <p>Mean and variance are given, or weights of the shape of the kept axes, 0 and 1 at first.
 *
 * <pre>{@code
 * new Normalization().mean(123.7, 116.3, 103.5).variance(3410, 3263, 3292)
 * }</pre>
 */
public final class Normalization extends FluentLayer<Normalization> {
  private static final double EPSILON = 1e-7;

  private int[] axis = {-1};
  private double @Nullable [] mean;
  private double @Nullable [] variance;
  private boolean invert;
  private @Nullable Variable storedMean;
  private @Nullable Variable storedVariance;

  /** Makes a layer that keeps the last axis. */
  public Normalization() {}

  static Normalization from(Config config) {
    Normalization layer = new Normalization().axis(config.integers("axis"));
    if (config.get("mean") != null) {
      layer.mean(config.numbers("mean")).variance(config.numbers("variance"));
    }
    return layer.invert(config.bool("invert", false)).configure(config);
  }

  /**
   * Sets the axes that have a mean and a variance for each of their places.
   *
   * @param axis the axes; negative ones count from the end; none for one mean and variance of all
   * @return this layer
   */
  public Normalization axis(int... axis) {
    requireNotBuilt("axis");
    this.axis = axis.clone();
    return this;
  }

  /**
   * Sets the mean; needs the variance too.
   *
   * @param mean one number, or one for each place of the kept axis
   * @return this layer
   */
  public Normalization mean(double... mean) {
    requireNotBuilt("mean");
    this.mean = mean.clone();
    return this;
  }

  /**
   * Sets the variance; needs the mean too.
   *
   * @param variance one number, or one for each place of the kept axis
   * @return this layer
   */
  public Normalization variance(double... variance) {
    requireNotBuilt("variance");
    this.variance = variance.clone();
    return this;
  }

  /**
   * Sets whether the layer does the reverse.
   *
   * @param invert true for {@code input * max(sqrt(variance), 1e-7) + mean}
   * @return this layer
   */
  public Normalization invert(boolean invert) {
    requireNotBuilt("invert");
    this.invert = invert;
    return this;
  }

  @Override
  protected void build(Shape input) {
    Checks.argument(
        mean == null ? variance == null : variance != null && variance.length == mean.length,
        "%s: mean and variance must be given both, and as many. Received: %s and %s. Give the other one.",
        owner(),
        Arrays.toString(mean),
        Arrays.toString(variance));
    if (mean == null) {
      Shape kept = Shape.of(Arrays.stream(axis).mapToLong(input::dim).toArray());
      WeightSettings zeros = WeightSettings.of("zeros").trainable(false);
      storedMean = addWeight("mean", kept, zeros);
      storedVariance = addWeight("variance", kept, WeightSettings.of("ones").trainable(false));
      addWeight("count", Shape.SCALAR, zeros);
    }
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor middle = spread(x, mean, storedMean, context);
    Tensor deviation =
        Ops.maximum(Ops.sqrt(spread(x, variance, storedVariance, context)), EPSILON);
    return invert ? x.times(deviation).plus(middle) : x.minus(middle).dividedBy(deviation);
  }

  /** Numbers along the kept axes, with length 1 along all others. */
  private Tensor spread(
      Tensor x, double @Nullable [] given, @Nullable Variable stored, CallContext context) {
    Tensor values =
        given == null
            ? context.value(Built.of(stored))
            : Ops.constant(Nd4j.createFromArray(given).castTo(x.dataType()));
    long[] dims = new long[x.rank()];
    Arrays.fill(dims, 1);
    if (given == null || given.length > 1) {
      for (int a : axis) {
        dims[x.shape().axis(a)] = x.dim(a);
      }
    }
    return Ops.reshape(values, dims);
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    return super.config()
        .with("axis", Config.listOf(axis))
        .with("invert", invert)
        .with("mean", written(mean))
        .with("variance", written(variance));
  }

  private static @Nullable List<Double> written(double @Nullable [] values) {
    return values == null ? null : Arrays.stream(values).boxed().toList();
  }
}
