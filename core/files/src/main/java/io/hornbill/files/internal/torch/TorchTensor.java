package io.hornbill.files.internal.torch;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ArrayMemory;
import io.hornbill.files.internal.NumericType;
import java.util.Arrays;

/**
 * A view of a storage: element {@code (i, j …)} is at {@code offset + i stride[0] + j stride[1] …}.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TorchTensor(Storage storage, long offset, long[] shape, long[] stride) {
  /** Elements of an expanded tensor, which cost nothing in the file but time and memory here. */
  private static final long MOST_SHARED = 1L << 24;

  /**
   * A row of numbers in the file.
   *
   * @param key its name in the file
   * @param type how its numbers are represented
   * @param count how many there are
   */
  record Storage(String key, NumericType type, long count) {}

  /** Requires that all elements lie within the storage, and that within the file. */
  void check(TorchContainer container, String name) {
    String place = name + " in " + container.name();
    long count = ArrayMemory.count(shape, place);
    boolean sane = offset >= 0 && stride.length == shape.length && storage.count() >= 0;
    double last = offset;
    for (int i = 0; sane && i < shape.length; i++) {
      sane = stride[i] >= 0;
      last += (double) stride[i] * (shape[i] - 1);
    }
    if (sane && count > Math.max(storage.count(), MOST_SHARED)) {
      throw Fault.of("TorchFile")
          .expected(
              "a tensor must have at most as many elements as its storage, or %d where"
                  + " elements are shared",
              MOST_SHARED)
          .received(
              "shape %s of %d numbers, for %s", Arrays.toString(shape), storage.count(), place)
          .remedy("Save tensor.contiguous().")
          .as(ModelFormatException::new);
    }
    double bytes = (double) storage.count() * storage.type().bytes();
    if (!sane || (count > 0 && (last >= storage.count() || bytes > container.size(storage)))) {
      throw Fault.of("TorchFile")
          .expected("a tensor must lie within its storage, and that within the file")
          .received(
              "shape %s, strides %s from %s on in %s numbers, for %s",
              Arrays.toString(shape), Arrays.toString(stride), offset, storage.count(), place)
          .remedy("Fetch the file again.")
          .as(ModelFormatException::new);
    }
  }

  boolean isRowMajor() {
    long apart = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      if (shape[i] != 1 && stride[i] != apart) {
        return false;
      }
      apart *= shape[i];
    }
    return true;
  }

  /** Where in the storage an element is, by its number in row-major order. */
  long place(long number) {
    long place = offset;
    long rest = number;
    for (int i = shape.length - 1; i >= 0; i--) {
      place += rest % shape[i] * stride[i];
      rest /= shape[i];
    }
    return place;
  }
}
