package io.hornbill.files.internal.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes texts. All are taken as UTF-8: h5py writes it also where it announces ASCII, and ASCII is
 * a part of it.
 */
final class Texts {

  private static final int LIMIT = 4;
  private static final int COST = 64;

  private final Hdf5Input input;

  Texts(Hdf5Input input) {
    this.input = input;
  }

  List<String> decode(ByteBuffer data, Datatype type, long count) {
    return type.kind() == Datatype.Kind.FIXED_TEXT
        ? fixed(data, type, count)
        : variable(data, count);
  }

  /** Decodes texts of a fixed length, padded by zeros or spaces. */
  private List<String> fixed(ByteBuffer data, Datatype type, long count) {
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      byte[] text = new byte[type.size()];
      data.get(text);
      texts.add(text(text, type.spaces()));
    }
    return texts;
  }

  /** Decodes texts of variable length, which lie in heaps that all objects of the file share. */
  private List<String> variable(ByteBuffer data, long count) {
    ByteBuffer in = data.order(ByteOrder.LITTLE_ENDIAN);
    List<String> texts = new ArrayList<>();
    long left = LIMIT * input.source().size();
    for (long i = 0; i < count; i++) {
      long length = in.getInt() & 0xffffffffL;
      long heap = input.address(in);
      int index = in.getInt();
      left -= length + COST;
      if (left < 0) {
        throw input.damaged("strings must fit into the file", "longer ones", heap);
      }
      if (length == 0 || index == 0) {
        texts.add("");
        continue;
      }
      ByteBuffer object = input.heap(heap, this::readHeap).get(index);
      if (object == null || object.remaining() < length) {
        throw input.damaged("a string must be in its heap", "none, or a shorter one", heap);
      }
      byte[] text = new byte[(int) length];
      object.duplicate().get(text);
      texts.add(text(text, false));
    }
    return texts;
  }

  private Map<Integer, ByteBuffer> readHeap(long address) {
    ByteBuffer start = input.read(address, 16, "GCOL");
    Hdf5Input.skip(start, 4);
    ByteBuffer in = input.read(address, input.length(start));
    in.position(start.position());
    Map<Integer, ByteBuffer> objects = new HashMap<>();
    while (in.remaining() >= 16) {
      int index = in.getShort() & 0xffff;
      Hdf5Input.skip(in, 6);
      long size = input.length(in);
      if (index == 0 || size < 0 || size > in.remaining()) {
        break; // the free space at the end
      }
      objects.put(index, Hdf5Input.part(in, (int) size));
      in.position((int) Math.min(in.limit(), (in.position() + 7L) / 8 * 8));
    }
    return objects;
  }

  static String text(byte[] text, boolean spaces) {
    int end = text.length;
    while (end > 0 && (text[end - 1] == 0 || (spaces && text[end - 1] == ' '))) {
      end--;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }
}
