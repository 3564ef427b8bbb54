package io.hornbill.files.internal.hdf5;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The element that stands where none was written. */
final class FillValue {

  private FillValue() {}

  /** Reads the element's bytes; null where it is zero. */
  static byte @Nullable [] read(@Nullable ByteBuffer in) {
    if (in == null) {
      return null;
    }
    int version = in.get();
    boolean defined;
    if (version == 3) {
      defined = (in.get() & 0x20) != 0;
    } else {
      Hdf5Input.skip(in, 2);
      defined = in.get() != 0;
    }
    int size = defined && in.remaining() >= 4 ? in.getInt() : 0;
    if (size <= 0 || size > in.remaining()) {
      return null;
    }
    byte[] fill = new byte[size];
    in.get(fill);
    return fill;
  }
}
