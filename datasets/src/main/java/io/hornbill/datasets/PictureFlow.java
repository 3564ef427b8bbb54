package io.hornbill.datasets;

import io.hornbill.base.RandomStream;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.data.internal.arrays.Shuffle;
import io.hornbill.data.internal.work.UserCode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Batches of pictures in memory that are changed at random. */
final class PictureFlow implements BatchSource {
  private final ImageDataGenerator generator;
  private final INDArray x;
  private final @Nullable INDArray y;
  private final int first;
  private final int rows;
  private final FlowOptions options;
  private final long key;
  private int passes;

  PictureFlow(
      ImageDataGenerator generator,
      INDArray x,
      @Nullable INDArray y,
      int from,
      int to,
      FlowOptions options) {
    this.generator = generator;
    this.x = x;
    this.y = y;
    this.first = from;
    this.rows = to - from;
    this.options = options;
    this.key = options.key();
  }

  @Override
  public long batches() {
    return (rows + options.batchSize() - 1L) / options.batchSize();
  }

  @Override
  public BatchReader open() {
    generator.checkStatistics();
    RandomStream random = RandomStream.of(key + passes++);
    int[] order = order(passes - 1, random);
    return new BatchReader() {
      private int next;
      private long number;

      @Override
      public boolean read(BatchBuffer batch) {
        if (next >= rows) {
          return false;
        }
        int count = Math.min(options.batchSize(), rows - next);
        INDArray weight = options.sampleWeight();
        Batch given =
            new Batch(
                List.of(gathered(x, order, next, count)),
                y == null ? List.of() : List.of(gathered(y, order, next, count)),
                weight == null ? List.of() : List.of(gathered(weight, order, next, count)));
        int[] places = Arrays.copyOfRange(order, next, next + count);
        batch.origin(() -> "row " + rows(places) + " of x");
        Batch changed =
            UserCode.call(
                "ImageDataGenerator",
                "flow",
                number++,
                batch.origin(),
                () -> generator.changed(given, random));
        options.saving().save(changed.x().get(0), places, generator.isChannelsFirst(), random);
        batch.put(changed);
        next += count;
        return true;
      }
    };
  }

  private int[] order(int pass, RandomStream random) {
    Long seed = options.seedOrNull();
    if (options.shuffle() && seed != null) {
      return NumpyRandom.ofPass(seed, pass * batches()).permutation(rows);
    }
    Shuffle shuffle = options.shuffle() ? Shuffle.ROWS : Shuffle.NONE;
    return shuffle.order(rows, options.batchSize(), random);
  }

  private String rows(int[] places) {
    return Origins.numbers(IntStream.of(places).mapToLong(place -> (long) first + place).toArray());
  }

  private INDArray gathered(INDArray from, int[] order, int next, int count) {
    long[] shape = from.shape().clone();
    shape[0] = count;
    INDArray to = Nd4j.create(DataType.FLOAT, shape);
    for (int i = 0; i < count; i++) {
      long row = (long) first + order[next + i];
      if (from.rank() == 1) {
        to.putScalar(i, from.getDouble(row));
      } else {
        to.slice(i).assign(from.slice(row));
      }
    }
    return to;
  }
}
