package io.hornbill.files.internal.hdf5;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** An attribute: a name, a type, a shape and the elements. */
final class Attribute {

  private static final int ATTRIBUTES_BY_NAME = 8;

  private final String name;
  private final Datatype type;
  private final Dataspace space;
  private final ByteBuffer data;

  private Attribute(String name, Datatype type, Dataspace space, ByteBuffer data) {
    this.name = name;
    this.type = type;
    this.space = space;
    this.data = data;
  }

  /** Reads the attributes of an object, from its header and from where it keeps many of them. */
  static Map<String, Attribute> read(Hdf5Input input, ObjectHeader header) {
    Map<String, Attribute> attributes = new HashMap<>();
    for (ByteBuffer message : header.all(ObjectHeader.ATTRIBUTE)) {
      Attribute attribute = parse(input, message);
      attributes.put(attribute.name, attribute);
    }
    ByteBuffer info = header.find(ObjectHeader.ATTRIBUTE_INFO);
    if (info != null) {
      Hdf5Input.skip(info, 1);
      Hdf5Input.skip(info, (info.get() & 1) != 0 ? 2 : 0);
      long heapAddress = input.address(info);
      long tree = input.address(info);
      if (heapAddress != Hdf5Input.UNDEFINED && tree != Hdf5Input.UNDEFINED) {
        FractalHeap heap = new FractalHeap(input, heapAddress);
        for (ByteBuffer entry : TreeV2.records(input, tree, ATTRIBUTES_BY_NAME)) {
          Attribute attribute = parse(input, heap.get(Hdf5Input.part(entry, heap.idSize())));
          attributes.put(attribute.name, attribute);
        }
      }
    }
    return attributes;
  }

  Datatype type() {
    return type;
  }

  /** Counts the elements, all of which are there. */
  long count() {
    return space.count();
  }

  ByteBuffer data() {
    return data.duplicate().order(data.order());
  }

  private static Attribute parse(Hdf5Input input, ByteBuffer in) {
    int version = in.get();
    int flags = in.get();
    if (version < 1 || version > 3) {
      throw input.damaged("an attribute's version must be 1 to 3", Integer.toString(version), 0);
    }
    int nameSize = in.getShort() & 0xffff;
    int typeSize = in.getShort() & 0xffff;
    int spaceSize = in.getShort() & 0xffff;
    Hdf5Input.skip(in, version == 3 ? 1 : 0);
    byte[] name = new byte[nameSize];
    part(in, nameSize, version).get(name);
    ByteBuffer typePart = part(in, typeSize, version);
    ByteBuffer spacePart = part(in, spaceSize, version);
    boolean sharedType = version > 1 && (flags & 1) != 0;
    boolean sharedSpace = version > 1 && (flags & 2) != 0;
    Datatype type =
        Datatype.parse(
            input,
            sharedType ? ObjectHeader.shared(input, typePart, ObjectHeader.DATATYPE) : typePart);
    Dataspace space =
        Dataspace.parse(
            input,
            sharedSpace
                ? ObjectHeader.shared(input, spacePart, ObjectHeader.DATASPACE)
                : spacePart);
    if (space.count() > in.remaining() / Math.max(1, type.size())) {
      throw input.damaged(
          "an attribute must have its elements",
          "too few of \"" + Texts.text(name, false) + '"',
          0);
    }
    return new Attribute(Texts.text(name, false), type, space, in.slice().order(in.order()));
  }

  /** Cuts a part off, which the first version fills up to a multiple of eight bytes. */
  private static ByteBuffer part(ByteBuffer in, int size, int version) {
    ByteBuffer part = Hdf5Input.part(in, size);
    Hdf5Input.skip(in, version == 1 ? -size & 7 : 0);
    return part;
  }
}
