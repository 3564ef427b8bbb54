package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.data.internal.arrays.Shuffle;
import io.hornbill.files.internal.StoredArray;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The rows of arrays in a {@code .npz} or {@code .h5} file, which may be larger than memory: the
 * file is mapped, and every batch is read when it is its turn.
 *
 * <pre>{@code
 * BatchSource train = ArrayFile.of(Path.of("train.h5"), o -> o.x("images").y("labels").shuffle("batch"));
 * model.fit(train, f -> f.epochs(10));
 * }</pre>
 *
 * <p>Arrays in {@code .npz} must not be compressed (by {@code numpy.savez_compressed}), or they are
 * in the Java heap as a whole.
 */
public final class ArrayFile implements BatchSource {
  private final Path path;
  private final ArrayFileOptions options;
  private final int rows;
  private final long key;
  private int passes;

  private ArrayFile(Path path, ArrayFileOptions options) {
    this.path = path;
    this.options = options;
    key = options.key();
    try (OpenArrays arrays = new OpenArrays(path, options, true)) {
      long all = arrays.rows();
      long chosen = options.to(all) - options.from();
      if (options.to(all) > all || chosen > Integer.MAX_VALUE) {
        throw Fault.of("ArrayFile")
            .expected("rows must be in the file, and fewer than 2^31")
            .received("rows %s to %s of %s", options.from(), options.to(all), all)
            .remedy("Choose another range.")
            .argument();
      }
      rows = (int) chosen;
    }
  }

  /**
   * Makes a source of a file.
   *
   * @param path a {@code .npz}, {@code .h5} or {@code .hdf5} file
   * @param options names the arrays, sets the batch size and more
   * @return the source
   * @throws io.hornbill.files.ModelFormatException if the file is damaged, or has no such arrays
   */
  public static ArrayFile of(Path path, Consumer<ArrayFileOptions> options) {
    ArrayFileOptions chosen = new ArrayFileOptions();
    options.accept(chosen);
    return new ArrayFile(path, chosen);
  }

  @Override
  public long batches() {
    return (rows + options.batchSize() - 1L) / options.batchSize();
  }

  @Override
  public BatchReader open() {
    Shuffle shuffle = options.shuffle();
    RandomStream random = RandomStream.of(key + passes++);
    int[] order = shuffle == Shuffle.NONE ? null : shuffle.order(rows, options.batchSize(), random);
    return new Reader(new OpenArrays(path, options, false), order);
  }

  private final class Reader implements BatchReader {
    private final OpenArrays arrays;
    private final int @Nullable [] order;
    private int done;

    Reader(OpenArrays arrays, int @Nullable [] order) {
      this.arrays = arrays;
      this.order = order;
    }

    /** Gives the memory for an array of a batch. */
    private interface Room {
      INDArray of(int index, long... shape);
    }

    @Override
    public boolean read(BatchBuffer batch) {
      int count = Math.min(options.batchSize(), rows - done);
      if (count == 0) {
        return false;
      }
      read(arrays.x(), batch::x, count);
      read(arrays.y(), batch::y, count);
      read(arrays.weights(), batch::weights, count);
      long[] picked = new long[count];
      for (int i = 0; i < count; i++) {
        picked[i] = options.from() + (order == null ? done + i : order[done + i]);
      }
      batch.origin(() -> "row " + Origins.numbers(picked) + " of " + path);
      done += count;
      return true;
    }

    private void read(List<StoredArray> stored, Room room, int count) {
      for (int i = 0; i < stored.size(); i++) {
        StoredArray from = stored.get(i);
        long[] shape = from.shape();
        shape[0] = count;
        INDArray target = room.of(i, shape);
        if (order == null) {
          from.read(options.from() + done, target, 0, count);
        } else {
          readPicked(from, target, count, order);
        }
      }
    }

    /** Reads rows that follow each other in one go. */
    private void readPicked(StoredArray from, INDArray target, int count, int[] picked) {
      int first = 0;
      for (int i = 1; i <= count; i++) {
        if (i == count || picked[done + i] != picked[done + i - 1] + 1) {
          from.read(options.from() + picked[done + first], target, first, i - first);
          first = i;
        }
      }
    }

    @Override
    public void close() {
      arrays.close();
    }
  }
}
