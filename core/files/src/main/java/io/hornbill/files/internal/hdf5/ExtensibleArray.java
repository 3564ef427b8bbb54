package io.hornbill.files.internal.hdf5;

import java.nio.ByteBuffer;

/**
 * The list of the chunks of a dataset that may grow along one axis.
 *
 * @see <a
 *     href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html#ExtensibleArray">
 *     The format</a>
 */
final class ExtensibleArray {

  /** Takes an entry. */
  @FunctionalInterface
  interface Visitor {
    void visit(ByteBuffer entry, long number);
  }

  private static final int CHECKSUM = 4;

  private final Hdf5Input input;
  private final Visitor visitor;
  private final int entrySize;
  private final int offsetSize;
  private final int inIndexBlock;
  private final int smallestBlock;
  private final int firstPointers;
  private final int superBlocks;
  private final long pageLength;
  private final long indexBlock;
  private final long count;

  ExtensibleArray(Hdf5Input input, long address, Visitor visitor) {
    this.input = input;
    this.visitor = visitor;
    ByteBuffer in =
        input.read(address, 12L + 6L * input.lengthSize() + input.addressSize(), "EAHD");
    Hdf5Input.skip(in, 2);
    entrySize = in.get() & 0xff;
    int bits = in.get() & 0xff;
    offsetSize = (bits + 7) / 8;
    inIndexBlock = in.get() & 0xff;
    smallestBlock = in.get() & 0xff;
    firstPointers = in.get() & 0xff;
    pageLength = 1L << (in.get() & 31);
    for (int i = 0; i < 4; i++) {
      input.length(in);
    }
    count = input.length(in);
    input.length(in);
    indexBlock = input.address(in);
    superBlocks = 1 + bits - log2(smallestBlock);
    boolean sane = Integer.bitCount(smallestBlock) == 1 && Integer.bitCount(firstPointers) == 1;
    if (!sane || entrySize == 0 || bits > 64 || count < 0 || count > input.source().size()) {
      throw input.damaged("a list of chunks must be whole", "odd sizes", address);
    }
  }

  void visit() {
    if (indexBlock == Hdf5Input.UNDEFINED || count == 0) {
      return;
    }
    int pointers = 2 * (firstPointers - 1);
    int direct = 2 * log2(firstPointers);
    int width = input.addressSize();
    int superPointers = Math.max(0, superBlocks - direct);
    int size = 6 + width + inIndexBlock * entrySize + (pointers + superPointers) * width;
    ByteBuffer in = input.read(indexBlock, size, "EAIB");
    Hdf5Input.skip(in, 2 + width);
    for (int i = 0; i < inIndexBlock; i++) {
      take(Hdf5Input.part(in, entrySize), i);
    }
    long number = inIndexBlock;
    for (int level = 0; level < superBlocks && number < count; level++) {
      long length = blockLength(level);
      if (level < direct) {
        for (long block = 0; block < blocks(level); block++) {
          dataBlock(input.address(in), number, length);
          number += length;
        }
      } else {
        superBlock(input.address(in), level, number);
        number += blocks(level) * length;
      }
    }
  }

  private long blocks(int level) {
    return 1L << (level / 2);
  }

  private long blockLength(int level) {
    return (long) smallestBlock << ((level + 1) / 2);
  }

  private void superBlock(long block, int level, long first) {
    if (block == Hdf5Input.UNDEFINED) {
      return;
    }
    long length = blockLength(level);
    long pages = length > pageLength ? length / pageLength : 0;
    long flags = blocks(level) * ((pages + 7) / 8);
    int prefix = 6 + input.addressSize() + offsetSize;
    input.read(block, prefix, "EASB");
    ByteBuffer in = input.read(block + prefix + flags, blocks(level) * input.addressSize());
    for (long i = 0; i < blocks(level); i++) {
      dataBlock(input.address(in), first + i * length, length);
    }
  }

  private void dataBlock(long block, long first, long length) {
    if (block == Hdf5Input.UNDEFINED || first >= count) {
      return;
    }
    int prefix = 6 + input.addressSize() + offsetSize;
    input.read(block, prefix, "EADB");
    if (length <= pageLength) {
      page(block + prefix, first, Math.min(length, count - first));
      return;
    }
    long at = block + prefix + CHECKSUM;
    for (long page = 0; page < length / pageLength; page++) {
      long start = first + page * pageLength;
      if (start < count) {
        page(at, start, Math.min(pageLength, count - start));
      }
      at += pageLength * entrySize + CHECKSUM;
    }
  }

  private void page(long at, long first, long length) {
    ByteBuffer in = input.read(at, length * entrySize);
    for (long i = 0; i < length; i++) {
      take(Hdf5Input.part(in, entrySize), first + i);
    }
  }

  private void take(ByteBuffer entry, long number) {
    if (number < count) {
      visitor.visit(entry, number);
    }
  }

  private static int log2(int value) {
    return 31 - Integer.numberOfLeadingZeros(Math.max(1, value));
  }
}
