package io.hornbill.files.internal.hdf5;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** The older B-tree: lists the members of a group, or the chunks of a dataset. */
final class TreeV1 {

  /** Takes an entry of a lowest node. */
  @FunctionalInterface
  interface Visitor {
    void visit(ByteBuffer key, long child);
  }

  private final Hdf5Input input;
  private final int type;
  private final int keySize;
  private final Visitor visitor;
  private final Set<Long> seen = new HashSet<>();

  private TreeV1(Hdf5Input input, int type, int keySize, Visitor visitor) {
    this.input = input;
    this.type = type;
    this.keySize = keySize;
    this.visitor = visitor;
  }

  static void visit(Hdf5Input input, long root, int type, int keySize, Visitor visitor) {
    new TreeV1(input, type, keySize, visitor).visit(root, 256);
  }

  private void visit(long address, int above) {
    int prefix = 8 + 2 * input.addressSize();
    ByteBuffer start = input.read(address, prefix, "TREE");
    int found = start.get();
    int level = start.get() & 0xff;
    int count = start.getShort() & 0xffff;
    if (found != type || level >= above || !seen.add(address)) {
      throw input.damaged("a tree must be of the type " + type, "type " + found, address);
    }
    ByteBuffer in = input.read(address + prefix, (long) count * (keySize + input.addressSize()));
    for (int i = 0; i < count; i++) {
      ByteBuffer key = Hdf5Input.part(in, keySize);
      long child = input.address(in);
      if (level == 0) {
        visitor.visit(key, child);
      } else {
        visit(child, level);
      }
    }
  }
}
