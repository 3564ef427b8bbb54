package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes each sample over some axes by its own mean and variance, then scales and shifts.
 *
 * <pre>{@code
 * gamma * (x - mean) / sqrt(variance + epsilon) + beta
 * gamma * x / sqrt(variance + epsilon)                    with rmsScaling
 * }</pre>
 *
 * <p>Input and output of any shape; weights gamma and beta with the lengths of the normalized axes.
 *
 * @see <a href="https://arxiv.org/abs/1607.06450">Ba, Kiros, Hinton: Layer normalization (2016)</a>
 */
public final class LayerNormalization extends MaskedLayer<LayerNormalization>
    implements EpsilonSetter<LayerNormalization>,
        GammaSetters<LayerNormalization>,
        BetaSetters<LayerNormalization> {
  private static final Setting<List<Integer>> AXIS = Setting.integers("axis", -1);
  private static final Setting<Double> EPSILON = Setting.number("epsilon", 1e-3).positive();
  private static final Setting<Boolean> RMS_SCALING = Setting.flag("rms_scaling", false);

  private @Nullable Variable gamma;
  private @Nullable Variable beta;

  /** Makes a layer that normalizes over the last axis. */
  public LayerNormalization() {
    declare(AXIS, EPSILON, RMS_SCALING);
    declareOptionalWeight("gamma", "ones", "scale");
    declareOptionalWeight("beta", "zeros", "center");
    expectMinRank(2, "[batch, …, features]");
  }

  /**
   * Sets the axes to normalize over.
   *
   * @param axis the axes, negative ones from the end
   */
  public LayerNormalization axis(int... axis) {
    return with(AXIS, list(axis));
  }

  /**
   * Sets whether the input is only divided, by its standard deviation, and multiplied by gamma: the
   * mean stays, and there is no beta. Keras keeps this for old models and advises against it; the
   * division by the root mean square is {@link RMSNormalization}.
   *
   * @param rmsScaling true to leave the mean and beta out
   */
  public LayerNormalization rmsScaling(boolean rmsScaling) {
    return with(RMS_SCALING, rmsScaling);
  }

  @Override
  protected void build(Shape input) {
    Shape shape = Shape.SCALAR;
    for (int one : get(AXIS)) {
      shape = shape.append(input.dim(one));
      expectAxis(one, input.dim(one));
    }
    boolean scaled = get(RMS_SCALING);
    gamma = scaled ? addWeight("gamma", shape, weight("gamma")) : addOptionalWeight("gamma", shape);
    beta = scaled ? null : addOptionalWeight("beta", shape);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    int[] axis = ints(AXIS);
    double epsilon = get(EPSILON);
    Variable scale = gamma;
    Variable shift = beta;
    if (axis.length == 1
        && x.shape().axis(axis[0]) == x.rank() - 1
        && scale != null
        && shift != null) {
      return Ops.layerNormalize(x, scale.tensor(), shift.tensor(), epsilon);
    }
    Tensor centered = x.minus(Ops.mean(x, axis, true));
    Tensor variance = Ops.mean(Ops.square(centered), axis, true);
    Tensor whole = get(RMS_SCALING) ? x : centered;
    Tensor y = whole.times(Ops.rsqrt(variance.plus(epsilon)));
    y = scale == null ? y : y.times(spread(scale, x, axis));
    return shift == null ? y : y.plus(spread(shift, x, axis));
  }

  /** A weight with the lengths of some axes, with length 1 along the others. */
  static Tensor spread(Variable weight, Tensor x, int... axes) {
    long[] dims = new long[x.rank()];
    Arrays.fill(dims, 1);
    for (int axis : axes) {
      dims[x.shape().axis(axis)] = x.dim(axis);
    }
    return Ops.reshape(weight.tensor(), dims);
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.RESULT;
  }
}
