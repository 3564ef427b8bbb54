package io.hornbill.files.internal.hdf5;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The newer B-tree: lists links, attributes, chunks and large objects of heaps. */
final class TreeV2 {

  private static final int PREFIX = 6;
  private static final int CHECKSUM = 4;

  private final Hdf5Input input;
  private final int type;
  private final int recordSize;
  private final int countSize;
  private final List<ByteBuffer> records = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();
  private final long[] mostBelow;

  private TreeV2(Hdf5Input input, int type, int nodeSize, int recordSize, int depth) {
    this.input = input;
    this.type = type;
    this.recordSize = recordSize;
    long largest = ((long) nodeSize - PREFIX - CHECKSUM) / recordSize;
    this.countSize = FractalHeap.bytesFor(largest);
    this.mostBelow = new long[depth + 1];
    mostBelow[0] = largest;
    for (int level = 1; level <= depth; level++) {
      int pointer = pointerSize(level);
      long most = ((long) nodeSize - PREFIX - CHECKSUM - pointer) / (recordSize + pointer);
      mostBelow[level] = Math.min(1L << 55, (most + 1) * mostBelow[level - 1] + most);
    }
  }

  /** Reads all records of a tree, in order. */
  static List<ByteBuffer> records(Hdf5Input input, long address, int type) {
    ByteBuffer in = input.read(address, 18L + input.addressSize(), "BTHD");
    int version = in.get();
    int found = in.get();
    int nodeSize = in.getInt();
    int recordSize = in.getShort() & 0xffff;
    int depth = in.getShort() & 0xffff;
    Hdf5Input.skip(in, 2);
    boolean sane = version == 0 && found == type && recordSize > 0 && nodeSize > recordSize;
    if (!sane || depth > 16) {
      throw input.damaged("a tree must be of the type " + type, "type " + found, address);
    }
    long root = input.address(in);
    int count = in.getShort() & 0xffff;
    TreeV2 tree = new TreeV2(input, type, nodeSize, recordSize, depth);
    if (root != Hdf5Input.UNDEFINED && count > 0) {
      tree.visit(root, count, depth);
    }
    return tree.records;
  }

  private int pointerSize(int level) {
    int below = level > 1 ? FractalHeap.bytesFor(mostBelow[level - 1]) : 0;
    return input.addressSize() + countSize + below;
  }

  private void visit(long address, int count, int level) {
    if (!seen.add(address)) {
      throw input.damaged("a tree's branches must not grow together", "a circle", address);
    }
    int pointer = level > 0 ? pointerSize(level) : 0;
    long size = PREFIX + (long) count * recordSize + (level > 0 ? (count + 1L) * pointer : 0);
    ByteBuffer in = input.read(address, size, level > 0 ? "BTIN" : "BTLF");
    Hdf5Input.skip(in, 1);
    if (in.get() != type) {
      throw input.damaged("a tree must be of one type", "two types", address);
    }
    List<ByteBuffer> own = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      own.add(Hdf5Input.part(in, recordSize));
    }
    for (int i = 0; i <= count; i++) {
      if (level > 0) {
        long child = input.address(in);
        int childCount = (int) Hdf5Input.unsigned(in, countSize);
        Hdf5Input.skip(in, pointer - input.addressSize() - countSize);
        visit(child, childCount, level - 1);
      }
      if (i < count) {
        records.add(own.get(i));
      }
    }
  }
}
