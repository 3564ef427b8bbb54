package io.hornbill.files.internal.hdf5;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Where the elements of a dataset are. */
final class Layout {

  enum Kind {
    COMPACT,
    CONTIGUOUS,
    CHUNKED
  }

  /** How the chunks of a dataset are found. */
  enum Index {
    TREE_V1,
    SINGLE,
    IMPLICIT,
    FIXED_ARRAY,
    EXTENSIBLE_ARRAY,
    TREE_V2
  }

  private final Hdf5Input input;
  private Kind kind = Kind.CONTIGUOUS;
  private long address = Hdf5Input.UNDEFINED;
  private @Nullable ByteBuffer data;
  private long[] chunk = new long[0];
  private Index index = Index.TREE_V1;
  private long singleSize = -1;
  private int singleMask;

  private Layout(Hdf5Input input) {
    this.input = input;
  }

  static Layout parse(Hdf5Input input, ByteBuffer in) {
    Layout layout = new Layout(input);
    int version = in.get();
    if (version == 1 || version == 2) {
      layout.parseOld(in);
    } else if (version >= 3 && version <= 5) {
      layout.parseNew(in, version);
    } else {
      throw input.damaged("a layout's version must be 1 to 5", Integer.toString(version), 0);
    }
    return layout;
  }

  Kind kind() {
    return kind;
  }

  long address() {
    return address;
  }

  /** Gets the elements themselves where they lie in the header. */
  ByteBuffer data() {
    return data == null ? ByteBuffer.allocate(0) : data;
  }

  /** Tells the shape of a chunk, with the element's size as the last axis. */
  long[] chunk() {
    return chunk;
  }

  Index index() {
    return index;
  }

  /** Tells the stored size of the only chunk, or -1 where it is not compressed. */
  long singleSize() {
    return singleSize;
  }

  int singleMask() {
    return singleMask;
  }

  private void parseOld(ByteBuffer in) {
    int rank = in.get();
    int code = in.get();
    Hdf5Input.skip(in, 5);
    kind = kind(code);
    address = kind == Kind.COMPACT ? Hdf5Input.UNDEFINED : input.address(in);
    long[] lengths = lengths(in, rank, 4);
    if (kind == Kind.CHUNKED) {
      chunk = lengths; // the rank counts the element's size as well
    } else if (kind == Kind.COMPACT) {
      data = Hdf5Input.part(in, in.getInt());
    }
  }

  private void parseNew(ByteBuffer in, int version) {
    kind = kind(in.get());
    switch (kind) {
      case COMPACT -> data = Hdf5Input.part(in, in.getShort() & 0xffff);
      case CONTIGUOUS -> address = input.address(in);
      case CHUNKED -> {
        if (version == 3) {
          int rank = in.get();
          address = input.address(in);
          chunk = lengths(in, rank, 4);
        } else {
          parseIndexed(in);
        }
      }
    }
  }

  private void parseIndexed(ByteBuffer in) {
    int flags = in.get();
    int rank = in.get();
    chunk = lengths(in, rank, in.get());
    int code = in.get();
    if (code < 1 || code > 5) {
      throw input.damaged("chunks must be indexed in a known way", "index " + code, 0);
    }
    index = Index.values()[code];
    switch (index) {
      case SINGLE -> {
        if ((flags & 2) != 0) {
          singleSize = input.length(in);
          singleMask = in.getInt();
        }
      }
      case FIXED_ARRAY -> Hdf5Input.skip(in, 1);
      case EXTENSIBLE_ARRAY -> Hdf5Input.skip(in, 5);
      case TREE_V2 -> Hdf5Input.skip(in, 6);
      default -> {
        // nothing to tell
      }
    }
    address = input.address(in);
  }

  private Kind kind(int code) {
    if (code < 0 || code > 2) {
      throw input.damaged(
          "elements must lie in this file", code == 3 ? "a virtual dataset" : "kind " + code, 0);
    }
    return Kind.values()[code];
  }

  private long[] lengths(ByteBuffer in, int rank, int bytes) {
    if (rank < 0 || rank > 33 || bytes < 1 || bytes > 8) {
      throw input.damaged("a chunk must have at most 32 axes", Integer.toString(rank), 0);
    }
    long[] lengths = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      lengths[axis] = Hdf5Input.unsigned(in, bytes);
    }
    return lengths;
  }
}
