package io.hornbill.files.internal.hdf5;

import io.hornbill.files.internal.ArrayMemory;
import io.hornbill.files.internal.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * Gives the bytes of the elements in row-major order; chunks that were never written have the
   * fill value. A band of chunks, as many rows as one chunk has, is in memory at a time.
   */
  ArrayMemory.Input read(byte @Nullable [] fill) {
    Map<Long, List<Chunk>> bands = new HashMap<>();
    new ChunkIndex(
            input,
            layout,
            space,
            chunkBytes,
            (at, address, stored, mask) -> {
              if (isInside(at)) {
                bands
                    .computeIfAbsent(at[0] / chunk[0], b -> new ArrayList<>())
                    .add(new Chunk(at.clone(), address, stored, mask));
              }
            })
        .visit();
    return new Bands(bands, fill);
  }

  /** Where a chunk is in the dataset and in the file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Chunk(long[] at, long address, long stored, int mask) {}

  /** Remembers the band that was read last. */
  private final class Bands implements ArrayMemory.Input {
    private final Map<Long, List<Chunk>> bands;
    private final byte @Nullable [] fill;
    private final long rowBytes;
    private final long bandBytes;
    private byte[] band = new byte[0];
    private long present = -1;

    Bands(Map<Long, List<Chunk>> bands, byte @Nullable [] fill) {
      this.bands = bands;
      this.fill = fill;
      rowBytes = space.count() / shape[0] * elementSize;
      bandBytes = Math.min(chunk[0], shape[0]) * rowBytes;
      if (bandBytes > Integer.MAX_VALUE - 8) {
        throw input.refusal(
            "a row of chunks must be smaller than 2 GB",
            bandBytes + " bytes",
            path,
            "Save it in smaller chunks, or without.");
      }
    }

    @Override
    public void read(long offset, ByteBuffer target) {
      long at = offset;
      while (target.hasRemaining()) {
        require(at / bandBytes);
        int start = (int) (at % bandBytes);
        int length = Math.min(target.remaining(), band.length - start);
        target.put(band, start, length);
        at += length;
      }
    }

    private void require(long number) {
      if (number == present) {
        return;
      }
      present = -1;
      long rows = Math.min(chunk[0], shape[0] - number * chunk[0]);
      int length = (int) (rows * rowBytes);
      if (band.length != length) {
        MemoryBudget.require(length + (long) chunkBytes, path);
        band = new byte[length];
      } else {
        Arrays.fill(band, (byte) 0);
      }
      if (fill != null && fill.length == elementSize) {
        for (int at = 0; at < length; at += elementSize) {
          System.arraycopy(fill, 0, band, at, elementSize);
        }
      }
      for (Chunk one : bands.getOrDefault(number, List.of())) {
        place(decode(one.address, one.stored, one.mask), one.at, band);
      }
      present = number;
    }
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

  /** Copies row by row the part of a chunk that lies within the dataset into its band. */
  private void place(byte[] data, long[] offset, byte[] band) {
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
        to = to * shape[axis] + (axis == 0 ? 0 : offset[axis]) + at[axis];
      }
      System.arraycopy(
          data,
          (int) from * elementSize,
          band,
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
