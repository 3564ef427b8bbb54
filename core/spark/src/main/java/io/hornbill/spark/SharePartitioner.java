package io.hornbill.spark;

import io.hornbill.training.parallel.Sharing;
import org.apache.spark.Partitioner;

/** Gives rows to workers: those for training as {@link Sharing} says, others in turn. */
final class SharePartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final long rows;
  private final int batchSize;
  private final int size;

  SharePartitioner(Sharing sharing) {
    rows = sharing.rows();
    batchSize = sharing.batchSize();
    size = sharing.size();
  }

  @Override
  public int numPartitions() {
    return size;
  }

  /** Rows for validation have negative numbers. */
  @Override
  public int getPartition(Object key) {
    long number = (Long) key;
    return number < 0
        ? (int) (-(number + 1) % size)
        : new Sharing(rows, batchSize, size).rankOf(number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SharePartitioner that
        && that.rows == rows
        && that.batchSize == batchSize
        && that.size == size;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(rows) * 31 + batchSize + size;
  }
}
