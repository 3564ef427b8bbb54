package io.hornbill.files.internal.hdf5;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages that describe an object: its shape, type, place, attributes, links. */
final class ObjectHeader {

  static final int DATASPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATATYPE = 0x03;
  static final int FILL_VALUE = 0x05;
  static final int LINK = 0x06;
  static final int EXTERNAL_FILES = 0x07;
  static final int LAYOUT = 0x08;
  static final int FILTERS = 0x0b;
  static final int ATTRIBUTE = 0x0c;
  static final int SYMBOL_TABLE = 0x11;
  static final int ATTRIBUTE_INFO = 0x15;

  private static final int CONTINUATION = 0x10;
  private static final int SHARED = 2;
  private static final int UNDERSTAND_OR_FAIL = 0x80;
  private static final int HIGHEST = 0x17;

  /** A message: its kind, its flags and its content. */
  private record Message(int type, int flags, ByteBuffer body) {}

  private record Block(long address, long length) {}

  private final Hdf5Input input;
  private final long address;
  private final List<Message> messages = new ArrayList<>();
  private final Deque<Block> blocks = new ArrayDeque<>();
  private final Set<Long> seen = new HashSet<>();

  private ObjectHeader(Hdf5Input input, long address) {
    this.input = input;
    this.address = address;
  }

  static ObjectHeader read(Hdf5Input input, long address) {
    ObjectHeader header = new ObjectHeader(input, address);
    if (input.read(address, 1).get(0) == 1) {
      header.readOld();
    } else {
      header.readNew();
    }
    return header;
  }

  long address() {
    return address;
  }

  boolean has(int type) {
    return messages.stream().anyMatch(message -> message.type == type);
  }

  /** Gets the first message of a kind, from its start. */
  @Nullable ByteBuffer find(int type) {
    for (Message message : messages) {
      if (message.type == type) {
        return content(message);
      }
    }
    return null;
  }

  /** Gets the first message of a kind, which must be there. */
  ByteBuffer get(int type) {
    ByteBuffer found = find(type);
    if (found == null) {
      throw input.damaged("an object must have the message " + type, "none", address);
    }
    return found;
  }

  List<ByteBuffer> all(int type) {
    List<ByteBuffer> found = new ArrayList<>();
    for (Message message : messages) {
      if (message.type == type) {
        found.add(content(message));
      }
    }
    return found;
  }

  private ByteBuffer content(Message message) {
    ByteBuffer body = message.body.duplicate().order(message.body.order());
    return (message.flags & SHARED) == 0 ? body : shared(input, body, message.type);
  }

  /** Gets a message that several objects share from the object that holds it. */
  static ByteBuffer shared(Hdf5Input input, ByteBuffer reference, int type) {
    int version = reference.get();
    int kind = reference.get();
    Hdf5Input.skip(reference, version == 1 ? 6 : 0);
    if (version < 1 || version > 3 || (version == 3 && kind != 2)) {
      throw input.damaged("a shared message must be a named type", "kind " + kind, 0);
    }
    long holder = input.address(reference);
    for (Message message : read(input, holder).messages) {
      if (message.type == type && (message.flags & SHARED) == 0) {
        return message.body.duplicate().order(message.body.order());
      }
    }
    throw input.damaged("a shared message must be in its place", "another object", holder);
  }

  private void readOld() {
    ByteBuffer start = input.read(address, 16);
    blocks.add(new Block(address + 16, start.getInt(8) & 0xffffffffL));
    while (!blocks.isEmpty()) {
      Block block = next();
      ByteBuffer in = input.read(block.address, block.length);
      while (in.remaining() >= 8) {
        int type = in.getShort() & 0xffff;
        int size = in.getShort() & 0xffff;
        int flags = in.get();
        Hdf5Input.skip(in, 3);
        add(type, flags, Hdf5Input.part(in, size));
      }
    }
  }

  private void readNew() {
    ByteBuffer prefix = input.read(address, 6, "OHDR");
    int version = prefix.get();
    if (version != 2) {
      throw input.damaged("a header's version must be 1 or 2", Integer.toString(version), address);
    }
    int flags = prefix.get();
    int optional = ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    int width = 1 << (flags & 3);
    long sizeAt = address + 6 + optional;
    long size = Hdf5Input.unsigned(input.read(sizeAt, width), width);
    boolean ordered = (flags & 4) != 0;
    messages(input.read(sizeAt + width, size), ordered);
    while (!blocks.isEmpty()) {
      Block block = next();
      ByteBuffer in = input.read(block.address, block.length, "OCHK");
      messages(Hdf5Input.part(in, in.remaining() - 4), ordered);
    }
  }

  private void messages(ByteBuffer in, boolean ordered) {
    int prefix = ordered ? 6 : 4;
    while (in.remaining() >= prefix) {
      int type = in.get() & 0xff;
      int size = in.getShort() & 0xffff;
      int flags = in.get();
      Hdf5Input.skip(in, prefix - 4);
      add(type, flags, Hdf5Input.part(in, size));
    }
  }

  private void add(int type, int flags, ByteBuffer body) {
    if (type == CONTINUATION) {
      blocks.add(new Block(input.address(body), input.length(body)));
    } else if (type > HIGHEST && (flags & UNDERSTAND_OR_FAIL) != 0) {
      throw input.damaged("messages must be known", "message " + type, address);
    } else {
      messages.add(new Message(type, flags, body));
    }
  }

  private Block next() {
    Block block = blocks.remove();
    if (!seen.add(block.address)) {
      throw input.damaged("a header must not continue in itself", "a circle", block.address);
    }
    return block;
  }
}
