package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.data.JavaArrays;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Shifts and scales its input to mean 0 and variance 1.
 *
 * <pre>{@code output = (input - mean) / max(sqrt(variance), 1e-7)}</pre>
 *
 * <p>Mean and variance are given, or learned by {@code adapt}: weights of the shape of the kept
 * axes, 0 and 1 by default.
 *
 * <pre>{@code
 * new Normalization().mean(123.7, 116.3, 103.5).variance(3410, 3263, 3292)
 * }</pre>
 */
public final class Normalization extends MaskedSinceKeras3<Normalization> {
  private static final Setting<List<Integer>> AXIS = Setting.integers("axis", -1);
  private static final Setting<Boolean> INVERT = Setting.flag("invert", false);

  @SuppressWarnings("NullAway") // it does not see @Nullable in class files on JDK 17
  private static final Setting<@Nullable List<Double>> MEAN = Setting.optionalNumbers("mean");

  @SuppressWarnings("NullAway") // it does not see @Nullable in class files on JDK 17
  private static final Setting<@Nullable List<Double>> VARIANCE =
      Setting.optionalNumbers("variance");

  private static final double EPSILON = 1e-7;

  /**
   * How long the given numbers are along the kept axes, the last axis last, where files nest them.
   */
  private long @Nullable [] meanLengths;

  private long @Nullable [] varianceLengths;
  private @Nullable Variable storedMean;
  private @Nullable Variable storedVariance;

  /** Makes a layer that keeps the last axis. */
  public Normalization() {
    declare(AXIS, INVERT, MEAN, VARIANCE);
  }

  /** Makes a layer of settings in which Keras nests the numbers of several kept axes. */
  static Normalization from(Config config) {
    Normalization layer = new Normalization();
    layer.meanLengths = lengths(config.get("mean"));
    layer.varianceLengths = lengths(config.get("variance"));
    return layer.configure(
        config
            .with("mean", flat(config.get("mean")))
            .with("variance", flat(config.get("variance"))));
  }

  private static long @Nullable [] lengths(@Nullable Object numbers) {
    List<Long> lengths = new ArrayList<>();
    for (Object one = numbers; one instanceof List<?> list && !list.isEmpty(); one = list.get(0)) {
      lengths.add((long) list.size());
    }
    return lengths.size() < 2 ? null : lengths.stream().mapToLong(Long::longValue).toArray();
  }

  private static @Nullable Object flat(@Nullable Object numbers) {
    if (!(numbers instanceof List<?> list)
        || list.stream().noneMatch(one -> one instanceof List<?>)) {
      return numbers;
    }
    List<@Nullable Object> all = new ArrayList<>();
    for (Object one : list) {
      Object inner = flat(one);
      all.addAll(inner instanceof List<?> deeper ? deeper : Arrays.asList(inner));
    }
    return all;
  }

  /**
   * Sets the axes that have a mean and a variance for each of their places.
   *
   * @param axis the axes; negative ones count from the end; none, or null as Keras' {@code None},
   *     for one mean and variance of all
   */
  public Normalization axis(int @Nullable ... axis) {
    return with(AXIS, axis == null ? List.of() : list(axis));
  }

  /**
   * Sets the mean; needs the variance too.
   *
   * @param mean one number, or one for each place of the kept axis
   */
  public Normalization mean(double... mean) {
    return with(MEAN, Arrays.stream(mean).boxed().toList());
  }

  /**
   * Sets the variance; needs the mean too.
   *
   * @param variance one number, or one for each place of the kept axis
   */
  public Normalization variance(double... variance) {
    return with(VARIANCE, Arrays.stream(variance).boxed().toList());
  }

  /**
   * Sets whether the layer does the reverse.
   *
   * @param invert true for {@code input * max(sqrt(variance), 1e-7) + mean}
   */
  public Normalization invert(boolean invert) {
    return with(INVERT, invert);
  }

  @Override
  protected void build(Shape input) {
    List<Double> mean = get(MEAN);
    List<Double> variance = get(VARIANCE);
    boolean plain = meanLengths == null && varianceLengths == null;
    if ((mean == null) != (variance == null)
        || (mean != null && variance != null && plain && mean.size() != variance.size())) {
      throw Fault.of(owner())
          .expected("mean and variance must be given both, and as many")
          .received("%s and %s", mean, variance)
          .remedy("Give the other one.")
          .argument();
    }
    if (mean == null) {
      Shape kept = Shape.of(Arrays.stream(kept(input)).mapToLong(input::dim).toArray());
      WeightSettings zeros = WeightSettings.of("zeros").trainable(false);
      storedMean = addWeight("mean", kept, zeros);
      storedVariance = addWeight("variance", kept, WeightSettings.of("ones").trainable(false));
      addWeight("count", Shape.SCALAR, zeros);
    }
  }

  /** The kept axes in the order of the shape, as Keras sorts them. */
  private int[] kept(Shape input) {
    return get(AXIS).stream().mapToInt(input::axis).sorted().toArray();
  }

  /**
   * Learns mean and variance.
   *
   * @param data an array of the rank of the layer's input, the batch included
   * @throws IllegalStateException if mean and variance were given
   * @throws IllegalArgumentException if the kept axes have other lengths than the layer's input
   */
  public void adapt(INDArray data) {
    Moments moments = begin(data);
    moments.add(data);
    finish(moments);
  }

  /**
   * Learns mean and variance of an array of Java or a list of rows.
   *
   * @param data {@code float[][]}, {@code double[][]}, a list of rows …, the batch included; plain
   *     numbers are rows of one
   */
  public void adapt(Object data) {
    INDArray rows = JavaArrays.toArray(data);
    adapt(rows.rank() == 1 ? rows.reshape(-1, 1) : rows);
  }

  /**
   * Learns mean and variance in one pass.
   *
   * @param source batches whose first input is looked at
   * @throws IllegalStateException if mean and variance were given
   * @throws IllegalArgumentException if there is no batch, or the kept axes have other lengths than
   *     the layer's input
   */
  public void adapt(BatchSource source) {
    Moments moments = null;
    try (BatchReader reader = source.open();
        BatchBuffer buffer = new BatchBuffer(DataType.DOUBLE)) {
      while (reader.read(buffer)) {
        INDArray batch = buffer.batch().x().get(0);
        moments = moments == null ? begin(batch) : moments;
        moments.add(batch);
        buffer.clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (moments == null) {
      throw Fault.of(owner())
          .expected("adapt needs at least one batch")
          .received("an empty source")
          .remedy("Check the source.")
          .argument();
    }
    if (moments != null) {
      finish(moments);
    }
  }

  private Moments begin(INDArray data) {
    if (get(MEAN) != null) {
      throw Fault.of(owner())
          .expected("adapt learns mean and variance")
          .received("a layer that was given them")
          .remedy("Leave one of both out.")
          .state();
    }
    Shape shape = Shape.of(data.shape());
    boolean rows = get(AXIS).stream().anyMatch(axis -> shape.axis(axis) == 0);
    buildFor(rows ? shape : shape.with(0, Shape.UNKNOWN));
    boolean[] kept = new boolean[shape.rank()];
    int[] axes = kept(shape);
    long[] lengths = new long[axes.length];
    for (int i = 0; i < lengths.length; i++) {
      kept[axes[i]] = true;
      lengths[i] = shape.dim(axes[i]);
    }
    Shape expected = Built.of(storedMean).shape();
    if (!expected.equals(Shape.of(lengths))) {
      throw Fault.of(owner())
          .expected("the kept axes must have the lengths %s", expected)
          .received("data of shape %s", shape)
          .remedy("Reshape it.")
          .argument();
    }
    return new Moments(kept, (int) expected.size());
  }

  private void finish(Moments moments) {
    assign(Built.of(storedMean), moments.mean());
    assign(Built.of(storedVariance), moments.variance());
  }

  private static void assign(Variable variable, double[] values) {
    INDArray array = Nd4j.createFromArray(values).reshape('c', variable.shape().dims());
    variable.assign(array.castTo(variable.value().dataType()));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor middle = spread(x, get(MEAN), meanLengths, storedMean, context);
    Tensor variance = spread(x, get(VARIANCE), varianceLengths, storedVariance, context);
    Tensor deviation = Ops.maximum(Ops.sqrt(variance), EPSILON);
    return get(INVERT) ? x.times(deviation).plus(middle) : x.minus(middle).dividedBy(deviation);
  }

  /** One number for all is written as a number: Keras refuses a list of one without axes. */
  @Override
  public Config config() {
    Config config = super.config();
    List<Double> mean = get(MEAN);
    List<Double> variance = get(VARIANCE);
    return mean != null && variance != null && mean.size() == 1 && variance.size() == 1
        ? config.with("mean", mean.get(0)).with("variance", variance.get(0))
        : config
            .with("mean", nested(mean, meanLengths))
            .with("variance", nested(variance, varianceLengths));
  }

  private static @Nullable Object nested(
      @Nullable List<Double> numbers, long @Nullable [] lengths) {
    if (numbers == null || lengths == null) {
      return numbers;
    }
    List<?> rows = numbers;
    for (int i = lengths.length - 1; i > 0; i--) {
      List<Object> joined = new ArrayList<>();
      for (int from = 0; from < rows.size(); from += (int) lengths[i]) {
        joined.add(List.copyOf(rows.subList(from, from + (int) lengths[i])));
      }
      rows = joined;
    }
    return rows;
  }

  /** Numbers along the kept axes, with length 1 along all others. */
  private Tensor spread(
      Tensor x,
      @Nullable List<Double> given,
      long @Nullable [] lengths,
      @Nullable Variable stored,
      CallContext context) {
    long[] dims = new long[x.rank()];
    Arrays.fill(dims, 1);
    int[] axes = kept(x.shape());
    if (lengths != null) {
      for (int i = 1; i <= Math.min(lengths.length, axes.length); i++) {
        dims[axes[axes.length - i]] = lengths[lengths.length - i];
      }
    } else if (given != null && given.size() > 1 && axes.length > 1) {
      dims[axes[axes.length - 1]] = given.size(); // as in Keras, numbers of the last of these axes
    } else if (given == null || given.size() > 1) {
      for (int axis : axes) {
        dims[axis] = x.dim(axis);
      }
    }
    if (given == null) {
      return Ops.reshape(context.value(Built.of(stored)), dims);
    }
    double[] numbers = given.stream().mapToDouble(Double::doubleValue).toArray();
    return Ops.reshape(Ops.constant(Nd4j.createFromArray(numbers).castTo(x.dataType())), dims);
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
