package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.data.JavaArrays;
import io.hornbill.data.internal.arrays.Shuffle;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Windows of a time series and what is to be told from each.
 *
 * <pre>{@code
 * INDArray past = series.get(NDArrayIndex.interval(0, n - 10));       // [steps, features]
 * INDArray future = series.get(NDArrayIndex.interval(10, n));         // what follows a window of ten
 * model.fit(Timeseries.dataset(past, future, 10, o -> o.samplingRate(2).shuffle(true)));
 * }</pre>
 *
 * @see <a href="https://keras.io/api/data_loading/timeseries/">Keras: time series data loading</a>
 */
public final class Timeseries {
  private static final String OWNER = "Timeseries";

  private Timeseries() {}

  /**
   * Takes windows as Keras' {@code timeseries_dataset_from_array}: the target of a window is that
   * of its first step.
   *
   * @param data the series, {@code [steps, ...]}
   * @param targets a target for each step, {@code [steps, ...]}; null for none
   * @param sequenceLength the number of steps of a window, at least 1
   * @param settings sets the options
   * @return a source of {@code [windows, sequenceLength, ...]} with their targets
   */
  public static BatchSource dataset(
      INDArray data,
      @Nullable INDArray targets,
      int sequenceLength,
      Consumer<TimeseriesOptions> settings) {
    TimeseriesOptions options = new TimeseriesOptions();
    settings.accept(options);
    Checks.positive(OWNER, "sequenceLength", sequenceLength);
    int end = options.endOr((int) data.size(0));
    requireInside(options, end, data);
    int count = end - options.startIndex() - (sequenceLength - 1) * options.samplingRate();
    if (targets != null) {
      count = (int) Math.min(count, targets.size(0));
      requireTargets(options, count, targets);
    }
    return new Windows(data, targets, sequenceLength, options, options.startIndex(), count, 0);
  }

  /**
   * Takes windows in batches of 128, in order.
   *
   * @param data the series, {@code [steps, ...]}, or Java's arrays or lists
   * @param targets a target for each step, in the same forms; null for none
   * @param sequenceLength the number of steps of a window, at least 1
   * @return a source of {@code [windows, sequenceLength, ...]} with their targets
   */
  public static BatchSource dataset(Object data, @Nullable Object targets, int sequenceLength) {
    return dataset(data, targets, sequenceLength, options -> {});
  }

  /**
   * Takes windows of Java's arrays or lists.
   *
   * @param data the series, one number or one row per step: {@code float[]}, {@code double[][]}, a
   *     list of rows, …
   * @param targets a target for each step, in the same forms; null for none
   * @param sequenceLength the number of steps of a window, at least 1
   * @param settings sets the options
   * @return a source of {@code [windows, sequenceLength, ...]} with their targets
   */
  public static BatchSource dataset(
      Object data,
      @Nullable Object targets,
      int sequenceLength,
      Consumer<TimeseriesOptions> settings) {
    return dataset(
        JavaArrays.toArray(data),
        targets == null ? null : JavaArrays.toArray(targets),
        sequenceLength,
        settings);
  }

  /**
   * As in Keras a window's target is that of its first step, counted from the series' beginning.
   */
  private static void requireTargets(TimeseriesOptions options, int count, INDArray targets) {
    int last = options.startIndex() + (count - 1) / options.stride() * options.stride();
    if (count > 0 && last >= targets.size(0)) {
      throw Fault.of("Timeseries")
          .expected("there must be a target for the first step of each window")
          .received(
              "%s targets for windows that begin at steps %s to %s",
              targets.size(0), options.startIndex(), last)
          .remedy("Give targets for all steps, or set endIndex.")
          .argument();
    }
  }

  private static void requireInside(TimeseriesOptions options, int end, INDArray data) {
    if (options.startIndex() >= end || end > data.size(0)) {
      throw Fault.of("Timeseries")
          .expected("startIndex must be before endIndex, and both in the series")
          .received("%s and %s of %s steps", options.startIndex(), end, data.size(0))
          .remedy("Choose other ones.")
          .argument();
    }
  }

  /**
   * Takes windows as Keras' {@code TimeseriesGenerator}: the target of a window is that of the step
   * after it. With {@code shuffle} each window is drawn anew, so that some come twice.
   *
   * @param data the series, {@code [steps, ...]}
   * @param targets a target for each step, {@code [steps, ...]}
   * @param length the number of steps that a window extends over, at least 1; it has {@code length
   *     / samplingRate} of them
   * @param settings sets the options
   * @return a source of {@code [windows, length / samplingRate, ...]} with their targets
   */
  public static BatchSource generator(
      INDArray data, INDArray targets, int length, Consumer<TimeseriesOptions> settings) {
    TimeseriesOptions options = new TimeseriesOptions();
    settings.accept(options);
    Checks.positive(OWNER, "length", length);
    if (data.size(0) != targets.size(0)) {
      throw Fault.of("Timeseries")
          .expected("there must be a target for each step")
          .received("%s targets for %s steps", targets.size(0), data.size(0))
          .remedy("Cut them to the same length.")
          .argument();
    }
    int last = options.endOr((int) data.size(0) - 1);
    int first = options.startIndex() + length;
    if (first > last || last >= data.size(0)) {
      throw Fault.of("Timeseries")
          .expected("there must be a target after the first window")
          .received(
              "a window that ends before step %s, and targets to step %s of %s",
              first, last, data.size(0))
          .remedy("Choose a smaller length.")
          .argument();
    }
    int steps = (length + options.samplingRate() - 1) / options.samplingRate();
    return new Windows(
        data, targets, steps, options, options.startIndex(), last - first + 1, length);
  }

  /** Windows by the places where they begin. */
  private static final class Windows implements BatchSource {
    private final Series data;
    private final @Nullable Series targets;
    private final int steps;
    private final TimeseriesOptions options;
    private final int from;
    private final int[] starts;
    private final int ahead;
    private final long key;
    private int passes;

    /**
     * Finds the places.
     *
     * @param steps how many steps a window has
     * @param from the first place
     * @param count how many places there are
     * @param ahead how far the target lies behind the place; 0 where windows are never drawn twice
     */
    Windows(
        INDArray data,
        @Nullable INDArray targets,
        int steps,
        TimeseriesOptions options,
        int from,
        int count,
        int ahead) {
      if (count <= 0) {
        throw Fault.of("Timeseries")
            .expected("there must be room for a window")
            .received("%s steps for one of %s", data.size(0), steps)
            .remedy("Choose a shorter one.")
            .argument();
      }
      this.data = Series.of(data);
      this.targets = targets == null ? null : Series.of(targets);
      this.steps = steps;
      this.options = options;
      this.from = from;
      this.ahead = ahead;
      key = options.key();
      starts = new int[(count + options.stride() - 1) / options.stride()];
      Arrays.setAll(starts, i -> i * options.stride());
    }

    @Override
    public long batches() {
      return (starts.length + options.batchSize() - 1L) / options.batchSize();
    }

    private int[] order() {
      RandomStream random = RandomStream.of(key + passes++);
      if (!options.shuffle()) {
        return starts;
      }
      int[] order = new int[starts.length];
      if (ahead > 0) {
        int places = starts[starts.length - 1] + 1;
        Arrays.setAll(order, i -> random.nextInt(places));
        return order;
      }
      int[] rows = Shuffle.ROWS.order(starts.length, options.batchSize(), random);
      Arrays.setAll(order, i -> starts[rows[i]]);
      return order;
    }

    @Override
    public BatchReader open() {
      int[] order = order();
      return new BatchReader() {
        private int done;

        @Override
        public boolean read(BatchBuffer batch) {
          int count = Math.min(options.batchSize(), order.length - done);
          if (count > 0) {
            int[] places = Arrays.copyOfRange(order, done, done + count);
            write(batch, places);
            batch.origin(() -> "the windows from step " + steps(places) + " on");
            done += count;
          }
          return count > 0;
        }
      };
    }

    private String steps(int[] places) {
      return Origins.numbers(
          Arrays.stream(places).mapToLong(place -> (long) from + place).toArray());
    }

    private void write(BatchBuffer batch, int[] places) {
      float[] values = new float[places.length * steps * data.size()];
      int at = 0;
      for (int place : places) {
        for (int i = 0; i < steps; i++) {
          int chosen = options.reverse() ? steps - 1 - i : i;
          at = data.copy(from + place + chosen * options.samplingRate(), values, at);
        }
      }
      BatchBuffer.write(batch.x(0, data.shape(places.length, steps)), 0, values);
      Series wanted = targets;
      if (wanted != null) {
        float[] answers = new float[places.length * wanted.size()];
        int end = 0;
        for (int place : places) {
          end = wanted.copy(from + place + ahead, answers, end);
        }
        BatchBuffer.write(batch.y(0, wanted.shape(places.length)), 0, answers);
      }
    }
  }

  /**
   * The steps of a series one after the other.
   *
   * @param values all numbers
   * @param step the shape of a step
   * @param size how many numbers a step has
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Series(float[] values, long[] step, int size) {
    static Series of(INDArray array) {
      return new Series(
          array.castTo(DataType.FLOAT).dup('c').data().asFloat(),
          Arrays.copyOfRange(array.shape(), 1, array.rank()),
          (int) (array.length() / array.size(0)));
    }

    int copy(int row, float[] target, int at) {
      System.arraycopy(values, row * size, target, at, size);
      return at + size;
    }

    long[] shape(long... leading) {
      long[] shape = Arrays.copyOf(leading, leading.length + step.length);
      System.arraycopy(step, 0, shape, leading.length, step.length);
      return shape;
    }
  }
}
