package io.hornbill.files.internal.hdf5;

import java.nio.ByteBuffer;

/**
 * Finds the chunks of a dataset, of which there are as many kinds of lists as the format has had
 * ideas.
 */
final class ChunkIndex {

  /** Takes a chunk. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Takes a chunk.
     *
     * @param at the index of its first element on each axis
     * @param address where it is
     * @param size how many bytes it takes in the file
     * @param mask the filters that it was not put through
     */
    void visit(long[] at, long address, long size, int mask);
  }

  private static final int CHUNK_TREE = 1;
  private static final int PLAIN_CHUNKS = 10;
  private static final int FILTERED_CHUNKS = 11;
  private static final int CHECKSUM = 4;

  private final Hdf5Input input;
  private final Layout layout;
  private final int rank;
  private final long[] chunk;
  private final long[] perAxis;
  private final long chunkBytes;
  private final int unlimited;
  private final Visitor visitor;

  /**
   * Prepares the search.
   *
   * @param space the dataset's shape
   * @param chunkBytes the number of bytes of an uncompressed chunk
   */
  ChunkIndex(Hdf5Input input, Layout layout, Dataspace space, long chunkBytes, Visitor visitor) {
    this.input = input;
    this.layout = layout;
    this.chunkBytes = chunkBytes;
    this.visitor = visitor;
    long[] shape = space.shape();
    this.rank = shape.length;
    this.chunk = layout.chunk();

    this.perAxis = new long[rank];
    int free = -1;
    for (int axis = 0; axis < rank; axis++) {
      long largest = space.largest()[axis];
      perAxis[axis] = ceil(largest == -1 ? shape[axis] : largest, chunk[axis]);
      free = largest == -1 && free < 0 ? axis : free;
    }
    this.unlimited = free;
  }

  void visit() {
    if (layout.address() == Hdf5Input.UNDEFINED) {
      return;
    }
    switch (layout.index()) {
      case TREE_V1 -> oldTree();
      case SINGLE -> {
        long size = layout.singleSize() < 0 ? chunkBytes : layout.singleSize();
        visitor.visit(new long[rank], layout.address(), size, layout.singleMask());
      }
      case IMPLICIT -> implicit();
      case FIXED_ARRAY -> fixedArray();
      case EXTENSIBLE_ARRAY -> new ExtensibleArray(input, layout.address(), this::element).visit();
      case TREE_V2 -> newTree();
    }
  }

  private void oldTree() {
    TreeV1.visit(
        input,
        layout.address(),
        CHUNK_TREE,
        8 + 8 * (rank + 1),
        (key, child) -> {
          long size = key.getInt() & 0xffffffffL;
          int mask = key.getInt();
          long[] at = new long[rank];
          for (int axis = 0; axis < rank; axis++) {
            at[axis] = key.getLong();
          }
          visitor.visit(at, child, size, mask);
        });
  }

  private void newTree() {
    int type = input.read(layout.address(), 6, "BTHD").get(5);
    boolean filtered = type == FILTERED_CHUNKS;
    int known = filtered ? FILTERED_CHUNKS : PLAIN_CHUNKS;
    for (ByteBuffer entry : TreeV2.records(input, layout.address(), known)) {
      int width = entry.remaining() - input.addressSize() - 8 * rank - 4;
      long address = input.address(entry);
      long size = filtered ? Hdf5Input.unsigned(entry, width) : chunkBytes;
      int mask = filtered ? entry.getInt() : 0;
      long[] at = new long[rank];
      for (int axis = 0; axis < rank; axis++) {
        at[axis] = Math.multiplyExact(entry.getLong(), chunk[axis]);
      }
      visitor.visit(at, address, size, mask);
    }
  }

  private void implicit() {
    long count = 1;
    for (long length : perAxis) {
      count = Math.multiplyExact(count, length);
    }
    if (count > input.source().size()) {
      throw input.damaged("chunks must fit into the file", count + " chunks", layout.address());
    }
    for (long i = 0; i < count; i++) {
      visitor.visit(place(i), layout.address() + i * chunkBytes, chunkBytes, 0);
    }
  }

  private void fixedArray() {
    int headerSize = 12 + input.lengthSize() + input.addressSize();
    ByteBuffer in = input.read(layout.address(), headerSize - 4, "FAHD");
    Hdf5Input.skip(in, 2);
    int entrySize = in.get() & 0xff;
    int pageBits = in.get();
    long count = input.length(in);
    long block = input.address(in);
    if (block == Hdf5Input.UNDEFINED) {
      return;
    }
    if (count < 0 || count > input.source().size() || pageBits < 0 || pageBits > 30) {
      throw input.damaged("chunks must fit into the file", count + " chunks", layout.address());
    }
    int prefix = 6 + input.addressSize();
    input.read(block, prefix, "FADB");
    long page = 1L << pageBits;
    if (count <= page) {
      elements(input.read(block + prefix, count * entrySize), entrySize, 0);
      return;
    }
    long pages = ceil(count, page);
    ByteBuffer used = input.read(block + prefix, (pages + 7) / 8);
    long start = block + prefix + (pages + 7) / 8 + CHECKSUM;
    for (long i = 0; i < pages; i++) {
      long length = Math.min(page, count - i * page);
      if ((used.get((int) (i / 8)) & 0x80 >> i % 8) != 0) {
        elements(
            input.read(start + i * (page * entrySize + CHECKSUM), length * entrySize),
            entrySize,
            i * page);
      }
    }
  }

  private void elements(ByteBuffer in, int entrySize, long first) {
    for (long i = first; in.remaining() >= entrySize && entrySize > 0; i++) {
      element(Hdf5Input.part(in, entrySize), i);
    }
  }

  /** Takes an entry of an array of chunks. */
  private void element(ByteBuffer in, long number) {
    boolean filtered = in.remaining() > input.addressSize();
    int width = in.remaining() - input.addressSize() - 4;
    long address = input.address(in);
    if (address == Hdf5Input.UNDEFINED) {
      return;
    }
    long size = filtered ? Hdf5Input.unsigned(in, width) : chunkBytes;
    visitor.visit(place(number), address, size, filtered ? in.getInt() : 0);
  }

  /** Translates a chunk's number; the axis that may grow comes first in the counting. */
  private long[] place(long number) {
    long[] at = new long[rank];
    long rest = number;
    boolean growing = layout.index() == Layout.Index.EXTENSIBLE_ARRAY && unlimited > 0;
    for (int axis = rank - 1; axis >= 0; axis--) {
      boolean first = growing ? axis == unlimited : axis == 0;
      if (!first) {
        long length = Math.max(1, perAxis[axis]);
        at[axis] = rest % length * chunk[axis];
        rest /= length;
      }
    }
    int first = growing ? unlimited : 0;
    if (rank > 0) {
      at[first] = Math.multiplyExact(rest, chunk[first]);
    }
    return at;
  }

  private static long ceil(long count, long size) {
    return (count + size - 1) / size;
  }
}
