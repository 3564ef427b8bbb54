package io.hornbill.layers.preprocessing;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.data.BatchSource;
import io.hornbill.data.JavaArrays;
import io.hornbill.graph.Shape;
import io.hornbill.layers.internal.FloatType;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Puts numbers into bins, whose boundaries are given, or learned by {@code adapt} so that about
 * equally many numbers fall into each.
 *
 * <p>Input of any shape. Output the number of the bin, that of the boundaries that are at most the
 * number, or one-hot, several-hot or counts.
 */
public final class Discretization extends ColumnLayer<Discretization> {
  private static final Setting<List<Double>> BIN_BOUNDARIES =
      Setting.of(
              "bin_boundaries",
              List.<Double>of(),
              (config, k) -> Arrays.stream(config.numbers(k)).boxed().toList(),
              (List<Double> v) -> v.isEmpty() ? null : v)
          .anytime();
  private static final Setting<Integer> NUM_BINS = LookupLayer.optional("num_bins");
  private static final Setting<Double> EPSILON = Setting.number("epsilon", 0.01).positive();
  private static final Setting<String> OUTPUT_MODE =
      Encoding.setting(
          Encoding.INT, Encoding.INT, Encoding.ONE_HOT, Encoding.MULTI_HOT, Encoding.COUNT);
  private static final Setting<Boolean> SPARSE = Setting.flag("sparse", false);

  /** Makes a layer, of which the boundaries or the number of bins must be set. */
  public Discretization() {
    declare(BIN_BOUNDARIES, NUM_BINS, EPSILON, OUTPUT_MODE, SPARSE);
    dataType(FloatType.current()); // numbers of bins follow no policy of two bytes, as in Keras
  }

  /**
   * Makes a layer of known boundaries.
   *
   * @param binBoundaries in ascending order, one fewer than there are bins
   * @throws IllegalArgumentException if they do not ascend
   */
  public Discretization(double... binBoundaries) {
    this();
    binBoundaries(binBoundaries);
  }

  /**
   * Makes a layer of known boundaries.
   *
   * @param binBoundaries in ascending order, one fewer than there are bins
   * @throws IllegalArgumentException if they do not ascend
   */
  public Discretization(List<? extends Number> binBoundaries) {
    this(binBoundaries.stream().mapToDouble(Number::doubleValue).toArray());
  }

  /**
   * Sets the boundaries.
   *
   * @param binBoundaries in ascending order, one fewer than there are bins
   */
  public Discretization binBoundaries(double... binBoundaries) {
    return with(BIN_BOUNDARIES, Arrays.stream(binBoundaries).boxed().toList());
  }

  /**
   * Sets how many bins {@code adapt} makes.
   *
   * @param numBins at least 1
   */
  public Discretization numBins(int numBins) {
    return with(NUM_BINS, numBins);
  }

  /**
   * Sets how coarse the summary of many numbers may be.
   *
   * @param epsilon a share of all numbers, 0.01 by default
   */
  public Discretization epsilon(double epsilon) {
    return with(EPSILON, epsilon);
  }

  /**
   * Sets the form of the output.
   *
   * @param outputMode {@code "int"}, {@code "one_hot"}, {@code "multi_hot"} or {@code "count"}
   */
  public Discretization outputMode(String outputMode) {
    return with(OUTPUT_MODE, outputMode);
  }

  /**
   * Sets whether Keras computes sparse tensors; arrays are dense here.
   *
   * @param sparse false by default
   */
  public Discretization sparse(boolean sparse) {
    return with(SPARSE, sparse);
  }

  /**
   * Returns the boundaries.
   *
   * @return the boundaries that were given or learned; none before
   */
  public List<Double> boundaries() {
    return get(BIN_BOUNDARIES);
  }

  /**
   * Learns the boundaries.
   *
   * @param data numbers of any shape
   * @throws IllegalStateException if the number of bins is not set
   */
  public void adapt(INDArray data) {
    Summary summary = begin();
    summary.add(floats(data));
    finish(summary);
  }

  /**
   * Learns the boundaries of an array of Java or a list of numbers.
   *
   * @param data {@code double[]}, {@code float[][]} …, of any shape
   */
  public void adapt(Object data) {
    adapt(JavaArrays.toArray(data));
  }

  /**
   * Learns the boundaries in one pass.
   *
   * @param source batches whose first input is numbers
   * @throws IllegalStateException if the number of bins is not set
   */
  public void adapt(BatchSource source) {
    Summary summary = begin();
    Samples.forEach(source, batch -> summary.add(floats(batch)));
    finish(summary);
  }

  private static float[] floats(INDArray data) {
    INDArray plain = data.castTo(DataType.FLOAT);
    return plain.dup('c').data().asFloat();
  }

  private Summary begin() {
    if (get(NUM_BINS) == 0) {
      throw Fault.of(owner())
          .expected("adapt needs the number of bins")
          .received("none")
          .remedy("Set numBins instead of binBoundaries.")
          .state();
    }
    return new Summary(get(EPSILON));
  }

  private void finish(Summary summary) {
    set(BIN_BOUNDARIES, Arrays.stream(summary.boundaries(get(NUM_BINS))).boxed().toList());
  }

  private int depth() {
    if (get(BIN_BOUNDARIES).isEmpty() && get(NUM_BINS) <= 0) {
      throw Fault.of(owner())
          .expected("there must be boundaries, or a number of bins")
          .received("neither")
          .remedy("Set binBoundaries or numBins.")
          .argument();
    }
    return get(BIN_BOUNDARIES).isEmpty() ? get(NUM_BINS) : get(BIN_BOUNDARIES).size() + 1;
  }

  @Override
  Shape outputShape(List<Shape> inputs) {
    return Encoding.shape(get(OUTPUT_MODE), inputs.get(0), depth());
  }

  @Override
  Column transform(List<Column> inputs) {
    if (get(BIN_BOUNDARIES).isEmpty()) {
      throw Fault.of(owner())
          .expected("boundaries must be known before the layer is used")
          .received("none")
          .remedy("Set binBoundaries, or call adapt.")
          .argument();
    }
    double[] limits = get(BIN_BOUNDARIES).stream().mapToDouble(Double::doubleValue).toArray();
    double[] values = inputs.get(0).values();
    double[] bins = new double[values.length];
    for (int i = 0; i < bins.length; i++) {
      while (bins[i] < limits.length && (float) limits[(int) bins[i]] <= (float) values[i]) {
        bins[i]++;
      }
    }
    return Encoding.encode(get(OUTPUT_MODE), Column.of(inputs.get(0).shape(), bins), depth());
  }
}
