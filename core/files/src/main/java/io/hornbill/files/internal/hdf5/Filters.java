package io.hornbill.files.internal.hdf5;

import io.hornbill.files.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** What was done to chunks before they were written, and is undone here in reverse. */
final class Filters {

  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int CHECKSUM = 3;

  private record Filter(int id, int parameter) {}

  private final Hdf5Input input;
  private final String path;
  private final List<Filter> filters;

  private Filters(Hdf5Input input, String path, List<Filter> filters) {
    this.input = input;
    this.path = path;
    this.filters = filters;
  }

  static Filters read(Hdf5Input input, String path, @Nullable ByteBuffer in) {
    List<Filter> filters = new ArrayList<>();
    if (in != null) {
      int version = in.get();
      int count = in.get();
      Hdf5Input.skip(in, version == 1 ? 6 : 0);
      for (int i = 0; i < count; i++) {
        filters.add(parse(in, version));
      }
    }
    for (Filter filter : filters) {
      if (filter.id != DEFLATE && filter.id != SHUFFLE && filter.id != CHECKSUM) {
        throw input.refusal(
            "a dataset must be compressed by gzip or not at all",
            "filter " + filter.id + (filter.id == 32000 ? " (lzf)" : ""),
            path,
            "Save it with h5py's compression=\"gzip\" or without compression.");
      }
    }
    return new Filters(input, path, filters);
  }

  private static Filter parse(ByteBuffer in, int version) {
    int id = in.getShort() & 0xffff;
    int nameLength = version == 1 || id >= 256 ? in.getShort() & 0xffff : 0;
    Hdf5Input.skip(in, 2);
    int count = in.getShort() & 0xffff;
    Hdf5Input.skip(in, version == 1 ? (nameLength + 7) / 8 * 8 : nameLength);
    int parameter = count > 0 ? in.getInt() : 0;
    Hdf5Input.skip(in, 4 * Math.max(0, count - 1));
    Hdf5Input.skip(in, version == 1 && count % 2 == 1 ? 4 : 0);
    return new Filter(id, parameter);
  }

  boolean any() {
    return !filters.isEmpty();
  }

  /**
   * Decodes a chunk.
   *
   * @param mask the bits of those filters that this chunk was not put through
   * @param size the number of bytes that come out
   */
  byte[] decode(byte[] stored, int mask, int size) {
    byte[] data = stored;
    for (int i = filters.size() - 1; i >= 0; i--) {
      if ((mask >> i & 1) == 0) {
        Filter filter = filters.get(i);
        data =
            switch (filter.id) {
              case DEFLATE -> inflate(data, size);
              case SHUFFLE -> unshuffle(data, filter.parameter);
              default -> verified(data);
            };
      }
    }
    if (data.length != size) {
      throw wrong(size, data.length + " bytes");
    }
    return data;
  }

  /** Decompresses into the room that a chunk, perhaps with a checksum, takes, and no more. */
  private byte[] inflate(byte[] data, int size) {
    byte[] inflated = new byte[size + 8];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      int count = 0;
      int step;
      while ((step = inflater.inflate(inflated, count, inflated.length - count)) > 0) {
        count += step;
      }
      if (!inflater.finished()) {
        throw wrong(size, count == inflated.length ? "more" : count + " bytes, then nothing");
      }
      return Arrays.copyOf(inflated, count);
    } catch (DataFormatException e) {
      throw wrong(size, "damaged compression (" + e.getMessage() + ")");
    } finally {
      inflater.end();
    }
  }

  /** Brings the bytes of each element together again. */
  private static byte[] unshuffle(byte[] data, int width) {
    if (width <= 1) {
      return data;
    }
    int count = data.length / width;
    byte[] out = Arrays.copyOf(data, data.length);
    int at = 0;
    for (int offset = 0; offset < width; offset++) {
      for (int i = 0; i < count; i++) {
        out[i * width + offset] = data[at++];
      }
    }
    return out;
  }

  /** Checks and removes Fletcher's checksum. */
  private byte[] verified(byte[] data) {
    int length = data.length - 4;
    if (length < 0) {
      throw wrong(4, data.length + " bytes");
    }
    int low = 0;
    int high = 0;
    for (int i = 0; i < length; i += 2) {
      int word = (data[i] & 0xff) << 8 | (i + 1 < length ? data[i + 1] & 0xff : 0);
      low = (low + word) % 65535;
      high = (high + low) % 65535;
    }
    int found = ByteBuffer.wrap(data, length, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
    int foundLow = (found & 0xffff) % 65535;
    int foundHigh = (found >>> 16) % 65535;
    if (foundLow != low || foundHigh != high) {
      throw wrong(length, "a wrong checksum");
    }
    return Arrays.copyOf(data, length);
  }

  private ModelFormatException wrong(int size, String received) {
    return input.refusal(
        "a chunk must have " + size + " bytes",
        received,
        path,
        "The file is damaged: fetch or save it again.");
  }
}
