package io.hornbill.files.internal.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a group: sorted by name, or as they were made where the group remembers that. */
final class Links {

  private static final int GROUP_TREE = 0;
  private static final int LINKS_BY_NAME = 5;
  private static final int SOFT = 1;
  private static final int EXTERNAL = 64;
  private static final int SOFT_IN_SYMBOL_TABLE = 2;

  /**
   * What a name leads to.
   *
   * @param name the name
   * @param address the address of an object's header, if it is one of this file
   * @param target the path that a soft link leads to
   * @param external whether it leads to another file
   * @param order when it was made
   */
  record Link(String name, long address, @Nullable String target, boolean external, long order) {}

  private final Hdf5Input input;
  private final List<Link> links = new ArrayList<>();

  private Links(Hdf5Input input) {
    this.input = input;
  }

  static boolean isGroup(ObjectHeader header) {
    return header.has(ObjectHeader.SYMBOL_TABLE) || header.has(ObjectHeader.LINK_INFO);
  }

  static Map<String, Link> read(Hdf5Input input, ObjectHeader header) {
    Links reader = new Links(input);
    boolean ordered = false;
    ByteBuffer table = header.find(ObjectHeader.SYMBOL_TABLE);
    if (table != null) {
      reader.readSymbolTable(input.address(table), input.address(table));
    } else {
      ordered = reader.readLinkMessages(header);
    }
    reader.links.sort(
        ordered ? Comparator.comparingLong(Link::order) : Comparator.comparing(Link::name));
    Map<String, Link> byName = new LinkedHashMap<>();
    for (Link link : reader.links) {
      boolean valid = !link.name().isEmpty() && link.name().indexOf('/') < 0;
      if (!valid || byName.put(link.name(), link) != null) {
        throw input.damaged(
            "members must have names, each its own", '"' + link.name() + '"', header.address());
      }
    }
    return byName;
  }

  private void readSymbolTable(long tree, long heap) {
    ByteBuffer start = input.read(heap, 8L + 2L * input.lengthSize() + input.addressSize(), "HEAP");
    Hdf5Input.skip(start, 4);
    long size = input.length(start);
    input.length(start);
    ByteBuffer names = input.read(input.address(start), size);
    TreeV1.visit(
        input, tree, GROUP_TREE, input.lengthSize(), (key, child) -> readSymbols(child, names));
  }

  private void readSymbols(long address, ByteBuffer names) {
    int count = input.read(address, 8, "SNOD").getShort(6) & 0xffff;
    int size = 2 * input.addressSize() + 24;
    ByteBuffer in = input.read(address + 8, (long) count * size);
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = Hdf5Input.part(in, size);
      String name = name(names, input.address(entry));
      long header = input.address(entry);
      boolean soft = entry.getInt() == SOFT_IN_SYMBOL_TABLE;
      Hdf5Input.skip(entry, 4);
      String target = soft ? name(names, entry.getInt() & 0xffffffffL) : null;
      links.add(new Link(name, header, target, false, 0));
    }
  }

  private static String name(ByteBuffer names, long offset) {
    int end = Math.toIntExact(offset);
    while (names.get(end) != 0) {
      end++;
    }
    byte[] name = new byte[end - (int) offset];
    names.get((int) offset, name);
    return new String(name, StandardCharsets.UTF_8);
  }

  private boolean readLinkMessages(ObjectHeader header) {
    ByteBuffer info = header.get(ObjectHeader.LINK_INFO);
    Hdf5Input.skip(info, 1);
    int flags = info.get();
    Hdf5Input.skip(info, (flags & 1) != 0 ? 8 : 0);
    long heapAddress = input.address(info);
    long tree = input.address(info);
    for (ByteBuffer message : header.all(ObjectHeader.LINK)) {
      links.add(parse(message));
    }
    if (heapAddress != Hdf5Input.UNDEFINED && tree != Hdf5Input.UNDEFINED) {
      FractalHeap heap = new FractalHeap(input, heapAddress);
      for (ByteBuffer entry : TreeV2.records(input, tree, LINKS_BY_NAME)) {
        Hdf5Input.skip(entry, 4);
        links.add(parse(heap.get(Hdf5Input.part(entry, heap.idSize()))));
      }
    }
    return (flags & 1) != 0;
  }

  private Link parse(ByteBuffer in) {
    int version = in.get();
    int flags = in.get();
    if (version != 1) {
      throw input.damaged("a link's version must be 1", Integer.toString(version), 0);
    }
    int type = (flags & 8) != 0 ? in.get() & 0xff : 0;
    long order = (flags & 4) != 0 ? in.getLong() : 0;
    Hdf5Input.skip(in, (flags & 16) != 0 ? 1 : 0);
    String name = text(in, Hdf5Input.unsigned(in, 1 << (flags & 3)));
    if (type == 0) {
      return new Link(name, input.address(in), null, false, order);
    }
    if (type == SOFT) {
      return new Link(name, 0, text(in, in.getShort() & 0xffff), false, order);
    }
    if (type == EXTERNAL) {
      return new Link(name, 0, null, true, order);
    }
    throw input.damaged("a link must be hard, soft or external", "type " + type, 0);
  }

  private static String text(ByteBuffer in, long length) {
    byte[] text = new byte[Math.toIntExact(Math.min(length, in.remaining() + 1L))];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
