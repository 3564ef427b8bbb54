package io.hornbill.layers;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.SumAcross;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a batch a process has, where several train one model together.
 *
 * @param firstRow the place of the first row within the whole batch
 * @param rows the number of rows of this share; 0 for a whole batch
 * @param present a single number that is 1, or 0 where this process computes on a row that counts
 *     for nothing; null for a whole batch
 * @param processes replaces numbers by their sum over all processes, given a label; null where
 *     layers do not look across processes
 */
public record BatchShare(
    long firstRow,
    long rows,
    @Nullable Tensor present,
    @Nullable BiConsumer<String, double[]> processes) {
  /** A batch that no other process has a part of. */
  public static final BatchShare WHOLE = new BatchShare(0, 0, null, null);

  /**
   * Written out, so that the checker of nulls sees its annotations.
   *
   * @param firstRow the place of the first row within the whole batch
   * @param rows the number of rows of this share; 0 for a whole batch
   * @param present 1, or 0 where the rows count for nothing; null for a whole batch
   * @param processes replaces numbers by their sum over all processes; null for none
   */
  public BatchShare(
      long firstRow,
      long rows,
      @Nullable Tensor present,
      @Nullable BiConsumer<String, double[]> processes) {
    this.firstRow = firstRow;
    this.rows = rows;
    this.present = present;
    this.processes = processes;
  }

  /** The place of the first element of something with a row, or several, for each sample. */
  long firstElement(long leading, long size) {
    return rows > 0 && leading > 0 && leading % rows == 0 ? firstRow * (size / rows) : 0;
  }

  /** The sum over all processes; the part itself where layers do not look across processes. */
  Tensor sum(String label, Tensor own) {
    BiConsumer<String, double[]> all = processes;
    Tensor counts = present;
    return all == null || counts == null
        ? own
        : Node.apply(new SumAcross(label, all), own.times(counts));
  }
}
