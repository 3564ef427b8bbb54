package io.hornbill.data.internal.feeds;

import io.hornbill.base.RandomStream;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.Bytes;
import io.hornbill.data.internal.arrays.Column;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.data.internal.arrays.Shuffle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The batches of arrays. */
public final class ArrayFeed implements Feed {
  private final DataSet data;
  private final int batchSize;
  private final Shuffle shuffle;
  private long key;
  private int passes;

  /** Gives the rows in their own order. */
  public ArrayFeed(DataSet data, int batchSize) {
    this(data, batchSize, Shuffle.NONE, 0);
  }

  /**
   * Gives the rows in another order in each pass, which depends on nothing but the random stream
   * and the number of the pass.
   *
   * @param data the rows
   * @param batchSize the number of rows per batch
   * @param shuffle what is put into another order
   * @param passes the number of passes that were made before
   */
  public ArrayFeed(DataSet data, int batchSize, Shuffle shuffle, int passes) {
    this.data = data;
    this.batchSize = Math.min(batchSize, data.rows());
    this.shuffle = shuffle;
    this.passes = passes;
    // Who only asks draws nothing, or asking would change what another thread trains.
    key = shuffle == Shuffle.NONE ? 0 : RandomStream.nextKey();
  }

  @Override
  public long batches() {
    return (data.rows() + batchSize - 1L) / batchSize;
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public long key() {
    return key;
  }

  @Override
  public void key(long newKey) {
    key = newKey;
  }

  @Override
  public Pass open() {
    return new ArrayPass(passes++);
  }

  private final class ArrayPass implements Pass {
    private final int number;
    private int @Nullable [] order;
    private final List<Column> columns = data.columns();
    private int first;
    private int rows;

    ArrayPass(int number) {
      this.number = number;
    }

    private int[] order() {
      int[] known = order;
      if (known == null) {
        known = shuffle.order(data.rows(), batchSize, RandomStream.of(key + number));
        order = known;
      }
      return known;
    }

    @Override
    public boolean next() {
      first += rows;
      rows = Math.min(batchSize, data.rows() - first);
      return rows > 0;
    }

    @Override
    public BatchShapes shapes() {
      return data.batch(rows);
    }

    @Override
    public void copyTo(List<Bytes> inputs) {
      copyTo(inputs, 0, rows);
    }

    @Override
    public void copyTo(List<Bytes> inputs, int from, int count) {
      for (int i = 0; i < inputs.size(); i++) {
        if (shuffle == Shuffle.NONE) {
          columns.get(i).copyTo(inputs.get(i), first + from, count);
        } else {
          columns.get(i).copyTo(inputs.get(i), order(), first + from, count);
        }
      }
    }

    @Override
    public void close() {}
  }
}
