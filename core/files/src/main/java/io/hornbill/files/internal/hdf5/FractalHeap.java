package io.hornbill.files.internal.hdf5;

import java.nio.ByteBuffer;

/**
 * Where large groups keep their links, and objects with many or large attributes keep those.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html#FractalHeap">
 *     The format</a>
 */
final class FractalHeap {

  private static final int HUGE_RECORDS = 1;

  private final Hdf5Input input;
  private final long address;
  private final int idSize;
  private final long largestManaged;
  private final long hugeTree;
  private final int width;
  private final long firstBlock;
  private final long largestBlock;
  private final int offsetSize;
  private final long root;
  private final int rootRows;

  FractalHeap(Hdf5Input input, long address) {
    this.input = input;
    this.address = address;
    int lengths = (int) (input.lengthSize() * 12L + input.addressSize() * 3L + 26);
    ByteBuffer in = input.read(address, lengths, "FRHP");
    Hdf5Input.skip(in, 1);
    idSize = in.getShort() & 0xffff;
    int filters = in.getShort();
    Hdf5Input.skip(in, 1);
    largestManaged = in.getInt() & 0xffffffffL;
    input.length(in);
    hugeTree = input.address(in);
    input.length(in);
    input.address(in);
    for (int i = 0; i < 8; i++) {
      input.length(in);
    }
    width = in.getShort() & 0xffff;
    firstBlock = input.length(in);
    largestBlock = input.length(in);
    offsetSize = ((in.getShort() & 0xffff) + 7) / 8;
    Hdf5Input.skip(in, 2);
    root = input.address(in);
    rootRows = in.getShort() & 0xffff;
    boolean sane = width > 0 && isPower(width) && isPower(firstBlock) && isPower(largestBlock);
    if (filters != 0 || !sane || offsetSize > 8 || largestBlock < firstBlock) {
      throw input.damaged("a heap must be plain", "a compressed or damaged one", address);
    }
  }

  int idSize() {
    return idSize;
  }

  /** Gets an object by its identifier. */
  ByteBuffer get(ByteBuffer id) {
    int first = id.get() & 0xff;
    switch (first >> 4 & 3) {
      case 0 -> {
        long offset = Hdf5Input.unsigned(id, offsetSize);
        long length = Hdf5Input.unsigned(id, bytesFor(Math.min(largestBlock, largestManaged)));
        return managed(offset, length);
      }
      case 1 -> {
        return huge(id);
      }
      case 2 -> {
        return Hdf5Input.part(id, (first & 15) + 1);
      }
      default -> throw input.damaged("an object must be of a known kind", "kind 3", address);
    }
  }

  private ByteBuffer managed(long offset, long length) {
    long block = root;
    int rows = rootRows;
    long start = 0;
    long size = firstBlock;
    for (int depth = 0; rows > 0; depth++) {
      int row = row(offset - start);
      size = firstBlock << Math.max(0, row - 1);
      long rowStart = row == 0 ? 0 : width * (firstBlock << (row - 1));
      long column = (offset - start - rowStart) / size;
      if (row >= rows || column < 0 || column >= width || depth > 64) {
        throw input.damaged("an object must be in its heap", "an offset behind it", address);
      }
      block = child(block, row * (long) width + column);
      start += rowStart + column * size;
      rows = size <= largestBlock ? 0 : log2(size) - log2(firstBlock * width) + 1;
    }
    if (block == Hdf5Input.UNDEFINED || offset < start || length > size - (offset - start)) {
      throw input.damaged("an object must be in its heap", "an offset behind it", address);
    }
    return input.read(block + (offset - start), length);
  }

  /**
   * Finds the row of blocks that an offset falls into; each but the first doubles the one before.
   */
  private int row(long offset) {
    long rows = offset / width / firstBlock;
    return rows == 0 ? 0 : log2(rows) + 1;
  }

  private long child(long indirect, long index) {
    if (indirect == Hdf5Input.UNDEFINED) {
      throw input.damaged("an object must be in its heap", "a missing block", address);
    }
    input.read(indirect, 4, "FHIB");
    int prefix = 5 + input.addressSize() + offsetSize;
    long at = indirect + prefix + index * input.addressSize();
    return input.address(input.read(at, input.addressSize()));
  }

  private ByteBuffer huge(ByteBuffer id) {
    if (idSize > input.addressSize() + input.lengthSize()) {
      long at = input.address(id);
      return input.read(at, input.length(id));
    }
    long key = Hdf5Input.unsigned(id, Math.min(id.remaining(), 8));
    for (ByteBuffer entry : TreeV2.records(input, hugeTree, HUGE_RECORDS)) {
      long at = input.address(entry);
      long length = input.length(entry);
      if (input.length(entry) == key) {
        return input.read(at, length);
      }
    }
    throw input.damaged("a large object must be listed", "none of its number", address);
  }

  private static boolean isPower(long value) {
    return value > 0 && value <= 1L << 40 && Long.bitCount(value) == 1;
  }

  private static int log2(long value) {
    return 63 - Long.numberOfLeadingZeros(value);
  }

  /** Counts the bytes that numbers up to a largest one need. */
  static int bytesFor(long largest) {
    return log2(Math.max(1, largest)) / 8 + 1;
  }
}
