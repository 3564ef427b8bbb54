package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes each sample and each group of channels by its own mean and variance, then scales and
 * shifts each channel.
 *
 * <p>Input and output {@code [batch, …, channels]}; weights gamma and beta {@code [channels]}.
 *
 * <pre>{@code
 * new GroupNormalization(8)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1803.08494">Wu, He: Group normalization (2018)</a>
 */
public final class GroupNormalization extends MaskedLayer<GroupNormalization>
    implements EpsilonSetter<GroupNormalization>,
        GammaSetters<GroupNormalization>,
        BetaSetters<GroupNormalization> {
  private static final Setting<Integer> GROUPS =
      Setting.integer("groups", 32)
          .check(
              "positive, or -1",
              (owner, name, value) -> Checks.positive(owner, name, value == -1 ? 1 : value));
  private static final Setting<Integer> AXIS = Setting.integer("axis", -1);
  private static final Setting<Double> EPSILON = Setting.number("epsilon", 1e-3).positive();

  private @Nullable Variable gamma;
  private @Nullable Variable beta;

  /** Makes a layer of 32 groups. */
  public GroupNormalization() {
    this(32);
  }

  /**
   * Makes a layer.
   *
   * @param groups the number of groups, a divisor of the channels; -1 for one per channel
   */
  public GroupNormalization(int groups) {
    declare(GROUPS, AXIS, EPSILON);
    set(GROUPS, groups);
    declareOptionalWeight("gamma", "ones", "scale");
    declareOptionalWeight("beta", "zeros", "center");
    expectMinRank(2, "[batch, …, channels]");
  }

  /**
   * Sets the axis of the channels.
   *
   * @param axis the axis, negative ones from the end
   */
  public GroupNormalization axis(int axis) {
    return with(AXIS, axis);
  }

  @Override
  protected void build(Shape input) {
    int axis = get(AXIS);
    int groups = get(GROUPS);
    long channels = input.dim(axis);
    if (groups != -1 && channels % groups != 0) {
      throw Fault.of(owner())
          .expected("groups must divide the channels")
          .received("groups %s, input %s", groups, input)
          .remedy("Choose another number of groups.")
          .argument();
    }
    expectAxis(axis, channels);
    Shape shape = Shape.of(channels);
    gamma = addOptionalWeight("gamma", shape);
    beta = addOptionalWeight("beta", shape);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    int at = x.shape().axis(get(AXIS));
    Tensor last = Axes.moveToEnd(x, at);
    long channels = last.shape().last();
    long count = get(GROUPS) == -1 ? channels : get(GROUPS);
    Shape shape = last.shape();
    Tensor grouped = Ops.reshape(last, shape.with(-1, count).append(channels / count).dims());
    int[] over = new int[grouped.rank() - 2];
    for (int i = 0; i < over.length - 1; i++) {
      over[i] = i + 1;
    }
    over[over.length - 1] = grouped.rank() - 1;
    Tensor centered = grouped.minus(Ops.mean(grouped, over, true));
    Tensor variance = Ops.mean(Ops.square(centered), over, true);
    Tensor y = centered.times(Ops.rsqrt(variance.plus(get(EPSILON))));
    y = Ops.reshape(y, shape.dims());
    y = gamma == null ? y : y.times(gamma);
    y = beta == null ? y : y.plus(beta);
    return Axes.moveFromEnd(y, at);
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.RESULT;
  }
}
