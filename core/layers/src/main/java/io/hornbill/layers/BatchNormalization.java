package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes each channel over the batch, then scales and shifts it by trained factors.
 *
 * <pre>{@code output = gamma * (x - mean) / sqrt(variance + epsilon) + beta}</pre>
 *
 * <p>In training mean and variance are the batch's own, and moving averages of them are kept; in
 * inference, and in a frozen layer, they are the moving averages. All weights are {@code
 * [channels]}.
 *
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe, Szegedy: Batch normalization (2015)</a>
 */
public final class BatchNormalization extends MaskedLayer<BatchNormalization>
    implements EpsilonSetter<BatchNormalization>,
        GammaSetters<BatchNormalization>,
        BetaSetters<BatchNormalization>,
        MovingMeanSetters<BatchNormalization>,
        MovingVarianceSetters<BatchNormalization> {
  private static final Setting<Integer> AXIS = axis("axis", -1);
  private static final Setting<Double> MOMENTUM = Setting.number("momentum", 0.99).within(0, 1);
  private static final Setting<Double> EPSILON = Setting.number("epsilon", 1e-3).positive();

  private @Nullable Variable gamma;
  private @Nullable Variable beta;
  private @Nullable Variable movingMean;
  private @Nullable Variable movingVariance;

  /** Makes a layer that normalizes over all axes but the last. */
  public BatchNormalization() {
    declare(AXIS, MOMENTUM, EPSILON);
    declareOptionalWeight("gamma", "ones", "scale");
    declareOptionalWeight("beta", "zeros", "center");
    declareFixedWeight("moving_mean", "zeros");
    declareFixedWeight("moving_variance", "ones");
    expectMinRank(2, "[batch, …, channels]");
  }

  /**
   * Sets the axis of the channels.
   *
   * @param axis the axis; negative ones count from the end; 1 for channels first
   */
  public BatchNormalization axis(int axis) {
    return with(AXIS, axis);
  }

  /**
   * Sets how much of the moving averages is kept in each step.
   *
   * @param momentum in {@code [0, 1]}
   */
  public BatchNormalization momentum(double momentum) {
    return with(MOMENTUM, momentum);
  }

  @Override
  protected void build(Shape input) {
    int axis = get(AXIS);
    Shape channels = Shape.of(input.dim(axis));
    gamma = addOptionalWeight("gamma", channels);
    beta = addOptionalWeight("beta", channels);
    movingMean = addWeight("moving_mean", channels, weight("moving_mean"));
    movingVariance = addWeight("moving_variance", channels, weight("moving_variance"));
    expectAxis(axis, input.dim(axis));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    int at = x.shape().axis(get(AXIS));
    Tensor last = Axes.moveToEnd(x, at);
    boolean ofBatch = context.training() && context.trainable();
    return Axes.moveFromEnd(ofBatch ? ofBatch(last, context) : moving(last, context), at);
  }

  private Tensor ofBatch(Tensor x, CallContext context) {
    Spec channels = new Spec(x.dataType(), Shape.of(x.shape().last()));
    Tensor scale = gamma == null ? Ops.fill(1, channels) : gamma.tensor();
    Tensor shift = beta == null ? Ops.fill(0, channels) : beta.tensor();
    Tensor mask = context.mask();
    boolean across = context.share().processes() != null;
    List<Tensor> out =
        mask == null && across
            ? across(x, scale, shift, context)
            : mask == null
                ? Ops.batchNormalize(x, scale, shift, get(EPSILON))
                : masked(x, mask, scale, shift, context);
    follow(Built.of(movingMean), out.get(1), context);
    follow(Built.of(movingVariance), out.get(2), context);
    return out.get(0);
  }

  /** Mean and variance over the rows of all processes. */
  private List<Tensor> across(Tensor x, Tensor scale, Tensor shift, CallContext context) {
    int[] axes = IntStream.range(0, x.rank() - 1).toArray();
    Spec one = new Spec(x.dataType(), Shape.of());
    double positions = (double) x.shape().size() / x.shape().last();
    Tensor number = context.sumAcross(Ops.fill(positions, one));
    Tensor mean = context.sumAcross(Ops.sum(x, axes, false)).dividedBy(number);
    Tensor centered = x.minus(mean);
    Tensor squares = Ops.sum(Ops.square(centered), axes, false);
    Tensor variance = context.sumAcross(squares).dividedBy(number);
    Tensor factor = Ops.rsqrt(variance.plus(get(EPSILON))).times(scale);
    return List.of(centered.times(factor).plus(shift), mean, variance);
  }

  /** Mean and variance over the steps that count; Keras adds 1e-7 to their number. */
  private List<Tensor> masked(
      Tensor x, Tensor mask, Tensor scale, Tensor shift, CallContext context) {
    int[] axes = IntStream.range(0, x.rank() - 1).toArray();
    Tensor counts = mask;
    while (counts.rank() < x.rank()) {
      counts = Ops.expandDims(counts, -1);
    }
    counts = Ops.broadcastTo(counts, x.shape());
    Tensor number = context.sumAcross(Ops.sum(counts, axes, false)).plus(1e-7);
    Tensor sum = context.sumAcross(Ops.sum(x.times(counts), axes, false));
    Tensor mean = sum.dividedBy(number);
    Tensor centered = x.minus(mean);
    Tensor squares = Ops.sum(Ops.square(centered.times(counts)), axes, false);
    Tensor variance = context.sumAcross(squares).dividedBy(number);
    Tensor factor = Ops.rsqrt(variance.plus(get(EPSILON))).times(scale);
    return List.of(centered.times(factor).plus(shift), mean, variance);
  }

  private void follow(Variable moving, Tensor ofBatch, CallContext context) {
    double momentum = get(MOMENTUM);
    Tensor kept = context.value(moving).times(momentum);
    context.update(moving, kept.plus(Ops.stopGradient(ofBatch).times(1 - momentum)));
  }

  private Tensor moving(Tensor x, CallContext context) {
    Tensor scale = Ops.rsqrt(context.value(Built.of(movingVariance)).plus(get(EPSILON)));
    Tensor factor = gamma == null ? scale : scale.times(gamma);
    Tensor mean = context.value(Built.of(movingMean));
    Tensor centered = mean.times(factor);
    Tensor shift = beta == null ? centered.negated() : beta.tensor().minus(centered);
    return x.times(factor).plus(shift);
  }

  @Override
  protected boolean keepsRowsApart(boolean inTraining) {
    return !inTraining && super.keepsRowsApart(false);
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ENDS;
  }
}
