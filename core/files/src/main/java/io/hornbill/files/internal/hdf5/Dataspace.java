package io.hornbill.files.internal.hdf5;

import io.hornbill.files.internal.ArrayMemory;
import java.nio.ByteBuffer;

/** The shape of a dataset or an attribute. */
final class Dataspace {

  private final long[] shape;
  private final long[] largest;
  private final boolean empty;
  private final long count;

  private Dataspace(long[] shape, long[] largest, boolean empty, String place) {
    this.shape = shape;
    this.largest = largest;
    this.empty = empty;
    this.count = empty ? 0 : ArrayMemory.count(shape, place);
  }

  static Dataspace parse(Hdf5Input input, ByteBuffer in) {
    int version = in.get();
    int rank = in.get();
    int flags = in.get();
    int kind = in.get();
    if (version < 1 || version > 2 || rank < 0 || rank > 32) {
      throw input.damaged(
          "a shape's version must be 1 or 2 and its rank at most 32",
          "version " + version + ", rank " + rank,
          0);
    }
    Hdf5Input.skip(in, version == 1 ? 4 : 0);
    long[] shape = lengths(input, in, rank);
    long[] largest = (flags & 1) != 0 ? lengths(input, in, rank) : shape;
    return new Dataspace(shape, largest, version == 2 && kind == 2, input.source().name());
  }

  private static long[] lengths(Hdf5Input input, ByteBuffer in, int rank) {
    long[] lengths = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      lengths[axis] = input.length(in);
    }
    return lengths;
  }

  /** Tells the shape; [0] where there is none at all. */
  long[] shape() {
    return empty ? new long[1] : shape.clone();
  }

  /** Tells how far the dataset may grow, -1 for any length. */
  long[] largest() {
    return largest;
  }

  long count() {
    return count;
  }
}
