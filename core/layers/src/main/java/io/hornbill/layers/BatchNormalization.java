package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.initializers.Initializer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Normalizes each channel over the batch, then scales and shifts it by trained factors.
 *
 * <pre>{@code output = gamma * (x - mean) / sqrt(variance + epsilon) + beta}</pre>
 *
 * <p>In training mean and variance are the batch's own, and moving averages of them are kept; in
 * inference, and in a frozen layer, they are the moving averages. All weights are {@code
 * [channels]}; of several axes they have the rank of the input, with 1 for the others.
 *
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe, Szegedy: Batch normalization (2015)</a>
 */
public final class BatchNormalization extends MaskedLayer<BatchNormalization>
    implements EpsilonSetter<BatchNormalization>,
        GammaSetters<BatchNormalization>,
        BetaSetters<BatchNormalization>,
        MovingMeanSetters<BatchNormalization>,
        MovingVarianceSetters<BatchNormalization> {
  private static final Setting<List<Integer>> AXIS = axes("axis", -1);
  private static final Setting<Double> MOMENTUM = Setting.number("momentum", 0.99).within(0, 1);
  private static final Setting<Double> EPSILON = Setting.number("epsilon", 1e-3).positive();
  private static final Setting<Boolean> RENORM = Setting.flag("renorm", false);
  private static final Set<String> LIMITS = Set.of("rmin", "rmax", "dmax");
  private static final Setting<Map<String, Double>> RENORM_CLIPPING =
      Setting.of(
              "renorm_clipping",
              Map.<String, Double>of(),
              BatchNormalization::limits,
              v -> v.isEmpty() ? null : new Config(v))
          .only(
              "of rmin, rmax and dmax alone, rmin not above rmax, and dmax not negative",
              "Give Map.of(\"rmin\", 0.5, \"rmax\", 2.0, \"dmax\", 1.0), or some of them.",
              BatchNormalization::areLimits);
  private static final Setting<Double> RENORM_MOMENTUM =
      Setting.number("renorm_momentum", 0.99).within(0, 1);

  private @Nullable Variable gamma;
  private @Nullable Variable beta;
  private @Nullable Variable movingMean;
  private @Nullable Variable movingVariance;
  private @Nullable BatchRenormalization renormalization;

  /** Makes a layer that normalizes over all axes but the last. */
  public BatchNormalization() {
    declare(AXIS, MOMENTUM, EPSILON, RENORM, RENORM_CLIPPING, RENORM_MOMENTUM);
    declareOptionalWeight("gamma", "ones", "scale");
    declareOptionalWeight("beta", "zeros", "center");
    declareFixedWeight("moving_mean", "zeros");
    declareFixedWeight("moving_variance", "ones");
    expectMinRank(2, "[batch, …, channels]");
  }

  private static Map<String, Double> limits(Config config, String key) {
    Map<String, Double> limits = new TreeMap<>();
    Config given = config.config(key);
    if (given != null) {
      given.asMap().forEach((name, limit) -> put(given, name, limit, limits));
    }
    return limits;
  }

  private static void put(
      Config given, String name, @Nullable Object limit, Map<String, Double> limits) {
    if (limit != null) {
      limits.put(name, given.number(name, 0));
    }
  }

  private static boolean areLimits(Map<String, Double> limits) {
    double least = limits.getOrDefault("rmin", Double.NEGATIVE_INFINITY);
    double most = limits.getOrDefault("rmax", Double.POSITIVE_INFINITY);
    return LIMITS.containsAll(limits.keySet())
        && least <= most
        && limits.getOrDefault("dmax", 0.) >= 0;
  }

  /**
   * Sets the axis of the channels.
   *
   * @param axis the axis; negative ones count from the end; 1 for channels first; several, as Keras
   *     2 allows, for averages at each place of them
   */
  public BatchNormalization axis(int... axis) {
    return with(AXIS, list(axis));
  }

  /**
   * Sets how much of the moving averages is kept in each step.
   *
   * @param momentum in {@code [0, 1]}
   */
  public BatchNormalization momentum(double momentum) {
    return with(MOMENTUM, momentum);
  }

  double momentum() {
    return get(MOMENTUM);
  }

  /**
   * Sets whether training uses moving averages, too: what the batch normalizes is brought near to
   * what they would give, which helps where batches are small (batch renormalization).
   *
   * @param renorm true for that
   * @see <a href="https://arxiv.org/abs/1702.03275">Ioffe: Batch renormalization (2017)</a>
   */
  public BatchNormalization renorm(boolean renorm) {
    return with(RENORM, renorm);
  }

  /**
   * Sets how far {@link #renorm} may bring numbers: {@code output * r + d} is what it gives.
   *
   * @param limits {@code rmin} and {@code rmax} for the factor, {@code dmax} for the shift in both
   *     directions; what is missing has no limit
   */
  public BatchNormalization renormClipping(Map<String, ? extends Number> limits) {
    Map<String, Double> numbers = new TreeMap<>();
    limits.forEach((name, limit) -> numbers.put(name, limit.doubleValue()));
    return with(RENORM_CLIPPING, numbers);
  }

  /**
   * Sets how much of the averages that {@link #renorm} uses is kept in each step.
   *
   * @param momentum in {@code [0, 1]}
   */
  public BatchNormalization renormMomentum(double momentum) {
    return with(RENORM_MOMENTUM, momentum);
  }

  @Override
  protected void build(Shape input) {
    int[] axes = sorted(input);
    long[] dims = new long[axes.length == 1 ? 1 : input.rank()];
    Arrays.fill(dims, 1);
    for (int axis : axes) {
      dims[axes.length == 1 ? 0 : axis] = input.dim(axis);
      expectAxis(axis, input.dim(axis));
    }
    Shape channels = Shape.of(dims);
    gamma = addOptionalWeight("gamma", channels);
    beta = addOptionalWeight("beta", channels);
    movingMean = addWeight("moving_mean", channels, weight("moving_mean"));
    movingVariance = addWeight("moving_variance", channels, weight("moving_variance"));
    if (get(RENORM)) {
      Initializer variance = weight("moving_variance").initializer();
      Initializer stddev =
          (shape, type, random) -> Transforms.sqrt(variance.initialize(shape, type, random), false);
      List<Variable> weights =
          List.of(
              addWeight("moving_stddev", channels, weight("moving_variance").initializer(stddev)),
              addWeight("renorm_mean", channels, weight("moving_mean")),
              addWeight("renorm_stddev", channels, weight("moving_variance").initializer(stddev)));
      renormalization =
          new BatchRenormalization(
              weights, get(RENORM_CLIPPING), get(RENORM_MOMENTUM), get(EPSILON));
    }
  }

  /** The axes of the channels, from the first on. */
  private int[] sorted(Shape input) {
    int[] axes = get(AXIS).stream().mapToInt(input::axis).sorted().toArray();
    if (axes.length == 0 || IntStream.of(axes).distinct().count() < axes.length) {
      throw Fault.of(owner())
          .expected("axis must have at least one axis, and each once")
          .received("%s for %s", get(AXIS), input)
          .remedy("Give the axes of the channels.")
          .argument();
    }
    return axes;
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    int[] axes = sorted(x.shape());
    Tensor last = Axes.moveToEnd(x, axes);
    Tensor y =
        context.training() && context.trainable()
            ? ofBatch(last, counts(x, axes, context.mask()), context)
            : moving(last, context);
    return Axes.moveFromEnd(y, x.shape(), axes);
  }

  /** For each number one if its step counts. */
  private static @Nullable Tensor counts(Tensor x, int[] axes, @Nullable Tensor mask) {
    if (mask == null) {
      return null;
    }
    Tensor counts = mask;
    while (counts.rank() < x.rank()) {
      counts = Ops.expandDims(counts, -1);
    }
    return Axes.moveToEnd(Ops.broadcastTo(counts, x.shape()), axes);
  }

  private Tensor ofBatch(Tensor x, @Nullable Tensor counts, CallContext context) {
    Spec channels = new Spec(x.dataType(), Shape.of(x.shape().last()));
    Tensor scale = gamma == null ? Ops.fill(1, channels) : flat(gamma.tensor());
    Tensor shift = beta == null ? Ops.fill(0, channels) : flat(beta.tensor());
    BatchRenormalization renorm = renormalization;
    boolean alone = counts == null && context.share().processes() == null;
    if (alone && renorm == null) {
      List<Tensor> out = Ops.batchNormalize(x, scale, shift, get(EPSILON));
      follow(Built.of(movingMean), out.get(1), momentum(), context);
      follow(Built.of(movingVariance), out.get(2), momentum(), context);
      return out.get(0);
    }
    List<Tensor> moments = moments(x, counts, context);
    Tensor mean = moments.get(0);
    Tensor variance = moments.get(1);
    if (renorm != null) {
      List<Tensor> by = renorm.correction(mean, variance, context, BatchNormalization::flat);
      shift = shift.plus(by.get(1).times(scale));
      scale = by.get(0).times(scale);
    }
    follow(Built.of(movingMean), mean, momentum(), context);
    if (renorm == null) {
      follow(Built.of(movingVariance), variance, momentum(), context);
    } else {
      Tensor moving = renorm.follow(mean, variance, context, this);
      context.update(Built.of(movingVariance), Ops.stopGradient(moving));
    }
    Tensor factor = Ops.rsqrt(variance.plus(get(EPSILON))).times(scale);
    return x.minus(mean).times(factor).plus(shift);
  }

  /**
   * Mean and variance over the rows of all processes, of the steps that count; Keras adds 1e-7 to
   * the number of these.
   */
  private static List<Tensor> moments(Tensor x, @Nullable Tensor counts, CallContext context) {
    int[] axes = IntStream.range(0, x.rank() - 1).toArray();
    Spec one = new Spec(x.dataType(), Shape.of());
    double positions = (double) x.shape().size() / x.shape().last();
    Tensor number =
        counts == null
            ? context.sumAcross(Ops.fill(positions, one))
            : context.sumAcross(Ops.sum(counts, axes, false)).plus(1e-7);
    Tensor some = counts == null ? x : x.times(counts);
    Tensor mean = context.sumAcross(Ops.sum(some, axes, false)).dividedBy(number);
    Tensor centered = x.minus(mean);
    Tensor far = counts == null ? centered : centered.times(counts);
    Tensor squares = Ops.sum(Ops.square(far), axes, false);
    return List.of(mean, context.sumAcross(squares).dividedBy(number));
  }

  /** Gives a moving average the batch's number, and returns it as it is then, one per channel. */
  Tensor follow(Variable moving, Tensor ofBatch, double momentum, CallContext context) {
    Tensor kept = context.value(moving).times(momentum);
    Tensor own = Ops.reshape(Ops.stopGradient(ofBatch), moving.shape().dims());
    Tensor next = kept.plus(own.times(1 - momentum));
    context.update(moving, next);
    return next;
  }

  private static Tensor flat(Tensor weight) {
    return weight.rank() == 1 ? weight : Ops.reshape(weight, weight.shape().size());
  }

  private Tensor moving(Tensor x, CallContext context) {
    Tensor variance = flat(context.value(Built.of(movingVariance)));
    Tensor scale = Ops.rsqrt(variance.plus(get(EPSILON)));
    Tensor factor = gamma == null ? scale : scale.times(flat(gamma.tensor()));
    Tensor mean = flat(context.value(Built.of(movingMean)));
    Tensor centered = mean.times(factor);
    Tensor shift = beta == null ? centered.negated() : flat(beta.tensor()).minus(centered);
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
