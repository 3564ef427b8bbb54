package io.hornbill.files.internal.npy;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ArrayMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Brings arrays whose first axis varies fastest into the order in which the last one does. */
final class RowMajor {

  private RowMajor() {}

  static byte[] bytes(byte[] columns, long[] shape, int itemSize, String place) {
    requireCount(shape, columns.length / itemSize, place);
    byte[] rows = new byte[columns.length];
    int[] at = new int[1];
    forEach(
        shape,
        source -> {
          System.arraycopy(columns, (int) source * itemSize, rows, at[0], itemSize);
          at[0] += itemSize;
        });
    return rows;
  }

  static List<@Nullable Object> objects(
      List<@Nullable Object> columns, long[] shape, String place) {
    requireCount(shape, columns.size(), place);
    List<@Nullable Object> rows = new ArrayList<>(columns.size());
    forEach(shape, source -> rows.add(columns.get((int) source)));
    return rows;
  }

  private static void requireCount(long[] shape, long received, String place) {
    if (ArrayMemory.count(shape, place) != received) {
      throw Fault.of("NumpyArray")
          .expected("there must be as many elements as the shape says")
          .received("%s in %s", received, place)
          .remedy("The file is damaged: fetch or save it again.")
          .as(ModelFormatException::new);
    }
  }

  /** Visits, in row-major order, the index at which each element lies in column-major order. */
  private static void forEach(long[] shape, LongConsumer visitor) {
    int rank = shape.length;
    long[] stride = new long[rank];
    long count = 1;
    for (int axis = 0; axis < rank; axis++) {
      stride[axis] = count;
      count *= shape[axis];
    }
    long[] index = new long[rank];
    long source = 0;
    for (long element = 0; element < count; element++) {
      visitor.accept(source);
      for (int axis = rank - 1; axis >= 0; axis--) {
        source += stride[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        source -= index[axis] * stride[axis];
        index[axis] = 0;
      }
    }
  }
}
