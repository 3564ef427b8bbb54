package io.hornbill.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/**
 * Copies of the rows of a batch, side by side in memory that the next batch gets as well: a piece
 * of memory for each row would not stay in the processor's cache until the row is handed on.
 */
final class KeptRows {
  private static final int FIRST = 1 << 16;
  private static final int LARGEST = Integer.MAX_VALUE - 15;

  private final List<UnsafeRow> views = new ArrayList<>();
  private final List<InternalRow> rows = new ArrayList<>();
  private byte[] memory = new byte[FIRST];
  private int used;

  /**
   * Copies a row.
   *
   * @param row a row, which may be overwritten afterwards
   * @return the copy, which lasts until {@link #clear}
   */
  InternalRow add(InternalRow row) {
    InternalRow copy = row instanceof UnsafeRow packed ? copy(packed) : row.copy();
    rows.add(copy);
    return copy;
  }

  private UnsafeRow copy(UnsafeRow row) {
    int bytes = row.getSizeInBytes();
    if (memory.length - used < bytes) { // the rows before keep the memory that they have
      memory = new byte[(int) Math.min(LARGEST, Math.max(2L * memory.length, bytes))];
      used = 0;
    }
    if (rows.size() == views.size()) {
      views.add(new UnsafeRow(row.numFields()));
    }
    UnsafeRow view = views.get(rows.size());
    long start = (long) Platform.BYTE_ARRAY_OFFSET + used;
    Platform.copyMemory(row.getBaseObject(), row.getBaseOffset(), memory, start, bytes);
    view.pointTo(memory, start, bytes);
    used += bytes;
    return view;
  }

  InternalRow get(int place) {
    return rows.get(place);
  }

  int count() {
    return rows.size();
  }

  /** Forgets the rows, and keeps their memory. */
  void clear() {
    rows.clear();
    used = 0;
  }
}
