package io.hornbill.saving.hdf5;

import io.hornbill.saving.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts the pieces of a chunked dataset together. */
final class Chunks {

  /** What deflate can compress at best. */
  static final long LARGEST_RATIO = 1032;

  private final Hdf5Input input;
  private final Layout layout;
  private final Dataspace space;
  private final String path;
  private final Filters filters;
  private final long[] shape;
  private final long[] chunk;
  private final int elementSize;
  private final int chunkBytes;

  Chunks(Hdf5Input input, ObjectHeader header, Layout layout, Dataspace space, String path) {
    this.input = input;
    this.layout = layout;
    this.space = space;
    this.path = path;
    this.filters = Filters.read(input, path, header.find(ObjectHeader.FILTERS));
    this.shape = space.shape();
    this.chunk = layout.chunk();
    this.chunkBytes = requirePossible();
    this.elementSize = (int) chunk[shape.length];
  }

  /** Reads all elements in row-major order; chunks that were never written have the fill value. */
  ByteBuffer read(byte @Nullable [] fill) {
    long size = Math.multiplyExact(space.count(), elementSize);
    if (size > Integer.MAX_VALUE - 8) {
      throw input.refusal(
          "a chunked dataset must be smaller than 2 GB",
          size + " bytes",
          path,
          "Save it without chunks.");
    }
    MemoryBudget.require(size + chunkBytes, path);
    byte[] whole = new byte[(int) size];
    if (fill != null && fill.length == elementSize) {
      for (int at = 0; at < whole.length; at += elementSize) {
        System.arraycopy(fill, 0, whole, at, elementSize);
      }
    }
    new ChunkIndex(
            input,
            layout,
            space,
            chunkBytes,
            (at, address, stored, mask) -> {
              if (isInside(at)) {
                place(decode(address, stored, mask), at, whole);
              }
            })
        .visit();
    return ByteBuffer.wrap(whole);
  }

  private byte[] decode(long address, long stored, int mask) {
    byte[] data = new byte[input.checked(address, stored)];
    input.source().read(input.position(address), ByteBuffer.wrap(data));
    return filters.decode(data, mask, chunkBytes);
  }

  private boolean isInside(long[] at) {
    for (int axis = 0; axis < shape.length; axis++) {
      if (at[axis] < 0 || at[axis] >= shape[axis] || at[axis] % chunk[axis] != 0) {
        return false; // left over from before the dataset shrank
      }
    }
    return true;
  }

  /** Copies row by row the part of a chunk that lies within the dataset. */
  private void place(byte[] data, long[] offset, byte[] whole) {
    int last = shape.length - 1;
    long[] extent = new long[shape.length];
    for (int axis = 0; axis <= last; axis++) {
      extent[axis] = Math.min(chunk[axis], shape[axis] - offset[axis]);
    }
    long[] at = new long[shape.length];
    while (true) {
      long from = 0;
      long to = 0;
      for (int axis = 0; axis <= last; axis++) {
        from = from * chunk[axis] + at[axis];
        to = to * shape[axis] + offset[axis] + at[axis];
      }
      System.arraycopy(
          data,
          (int) from * elementSize,
          whole,
          (int) to * elementSize,
          (int) extent[last] * elementSize);
      int axis = last - 1;
      while (axis >= 0 && ++at[axis] == extent[axis]) {
        at[axis--] = 0;
      }
      if (axis < 0) {
        return;
      }
    }
  }

  private int requirePossible() {
    boolean sane = chunk.length == shape.length + 1 && shape.length > 0;
    long bytes = 1;
    for (long length : chunk) {
      sane &= length > 0 && length <= Integer.MAX_VALUE && bytes <= Integer.MAX_VALUE;
      bytes = sane ? bytes * length : 0;
    }
    long largest = input.source().size() * (filters.any() ? LARGEST_RATIO : 1);
    if (!sane || bytes > Integer.MAX_VALUE - 64 || bytes > largest) {
      throw input.refusal(
          "a chunk must fit into the file",
          Arrays.toString(chunk) + " bytes",
          path,
          "The file is truncated or damaged: fetch or save it again.");
    }
    return (int) bytes;
  }
}
