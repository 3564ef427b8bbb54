package io.hornbill.files.internal.hdf5;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.MemoryBudget;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * The bytes of a file with what its superblock tells: where addresses count from, how many bytes
 * they and lengths have, and where the root is. All reading goes through {@link #call}, which turns
 * whatever a damaged file leads to into a message that names the place.
 */
final class Hdf5Input {

  /** The address of what is not there. */
  static final long UNDEFINED = -1;

  private static final long SIGNATURE = 0x0a1a0a0d46444889L;
  private static final long SLACK = 1 << 22;
  private static final int READINGS = 16;
  private static final int COST = 32;
  private static final int HEAPS = 16;

  private final ByteSource source;
  private final Map<Long, Map<Integer, ByteBuffer>> heaps =
      new LinkedHashMap<>(HEAPS, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Map<Integer, ByteBuffer>> eldest) {
          return size() > HEAPS;
        }
      };
  private int addressSize = 8;
  private int lengthSize = 8;
  private long base;
  private long root;
  private long allowance;
  private boolean closed;

  private Hdf5Input(ByteSource source) {
    this.source = source;
  }

  static Hdf5Input open(ByteSource source) {
    boolean opened = false;
    try {
      Hdf5Input input = new Hdf5Input(source);
      input.call(
          "/",
          () -> {
            input.readSuperblock();
            return input;
          });
      opened = true;
      return input;
    } finally {
      if (!opened) {
        source.close();
      }
    }
  }

  /**
   * Remembers the heaps of texts that were read last, as attributes of one object share them.
   *
   * @param address where a heap is
   * @param reading reads it, if it is not remembered
   */
  Map<Integer, ByteBuffer> heap(long address, LongFunction<Map<Integer, ByteBuffer>> reading) {
    Map<Integer, ByteBuffer> known = heaps.get(address);
    if (known == null) {
      known = reading.apply(address);
      heaps.put(address, known);
    }
    return known;
  }

  ByteSource source() {
    return source;
  }

  /** Tells the address of the root group's header. */
  long root() {
    return root;
  }

  int lengthSize() {
    return lengthSize;
  }

  int addressSize() {
    return addressSize;
  }

  void close() {
    closed = true;
    source.close();
  }

  /** Does what reads the file on behalf of the object at a path. */
  <T> T call(String path, Supplier<T> reading) {
    if (closed) {
      throw Fault.of("Hdf5File")
          .expected("it must be open")
          .received("a reading of \"%s\" after close() of %s", path, source.name())
          .remedy("Read what is needed before closing.")
          .state();
    }
    allowance = SLACK + READINGS * source.size();
    try {
      return reading.get();
    } catch (ModelFormatException | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      throw Fault.of("Hdf5File")
          .expected("the structure must be whole")
          .received("%s at \"%s\" in %s", e, path, source.name())
          .remedy("The file is truncated or damaged: fetch or save it again.")
          .as(ModelFormatException::new, e);
    }
  }

  /** Says what is wrong with an object of the file. */
  ModelFormatException refusal(String expectation, String received, String path, String remedy) {
    return Fault.of("Hdf5File")
        .expected(expectation)
        .received("%s at \"%s\" in %s", received, path, source.name())
        .remedy(remedy)
        .as(ModelFormatException::new);
  }

  /** Says what is wrong with the structure at an address. */
  ModelFormatException damaged(String expectation, String received, long address) {
    return Fault.of("Hdf5File")
        .expected(expectation)
        .received("%s at byte %s of %s", received, base + address, source.name())
        .remedy(
            "The file is damaged, or uses a rare feature of HDF5: fetch it again, or save"
                + " it with h5py's defaults.")
        .as(ModelFormatException::new);
  }

  /** Translates an address into a position in the source. */
  long position(long address) {
    return Math.addExact(base, address);
  }

  /**
   * Reads some bytes of structure. A structure that leads in circles would be read for ever: what
   * one call may read is limited to some times the file's size.
   */
  ByteBuffer read(long address, long length) {
    checked(address, length);
    return ByteBuffer.wrap(source.bytes(position(address), length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Checks that some bytes may be read, and counts them. */
  int checked(long address, long length) {
    source.requireRange(position(address), length);
    allowance -= length + COST;
    if (allowance < 0) {
      throw damaged("a file's structure must be a tree", "one that leads in circles", address);
    }
    MemoryBudget.require(length, source.name());
    return Math.toIntExact(length);
  }

  /** Reads a structure that starts with four letters, and skips them. */
  ByteBuffer read(long address, long length, String letters) {
    ByteBuffer in = read(address, length);
    requireLetters(in, letters, address);
    return in;
  }

  void requireLetters(ByteBuffer in, String letters, long address) {
    for (int i = 0; i < letters.length(); i++) {
      if (in.get() != letters.charAt(i)) {
        throw damaged("there must be a structure " + letters, "other bytes", address);
      }
    }
  }

  /** Reads an address. */
  long address(ByteBuffer in) {
    long address = unsigned(in, addressSize);
    boolean undefined = addressSize < 8 ? address == (1L << (8 * addressSize)) - 1 : address == -1;
    if (address < 0 && !undefined) {
      throw damaged("an address must lie within the file", Long.toHexString(address), 0);
    }
    return undefined ? UNDEFINED : address;
  }

  /** Reads a length. */
  long length(ByteBuffer in) {
    return unsigned(in, lengthSize);
  }

  /** Reads a little-endian number of up to eight bytes. */
  static long unsigned(ByteBuffer in, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (in.get() & 0xffL) << (8 * i);
    }
    return value;
  }

  static void skip(ByteBuffer in, int bytes) {
    in.position(in.position() + bytes);
  }

  /** Cuts the next bytes off. */
  static ByteBuffer part(ByteBuffer in, int bytes) {
    ByteBuffer part = in.slice(in.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
    skip(in, bytes);
    return part;
  }

  private void readSuperblock() {
    long start = 0;
    while (start + 8 <= source.size() && read(start, 8).getLong() != SIGNATURE) {
      start = start == 0 ? 512 : 2 * start;
    }
    if (start + 8 > source.size()) {
      throw damaged("an HDF5 file must have the signature of one", "another file", 0);
    }
    ByteBuffer in = read(start, Math.min(128, source.size() - start));
    skip(in, 8);
    int version = in.get();
    if (version == 0 || version == 1) {
      skip(in, 4);
      sizes(in);
      skip(in, version == 0 ? 9 : 13);
      skip(in, 5 * addressSize);
      root = address(in);
    } else if (version == 2 || version == 3) {
      sizes(in);
      skip(in, 1);
      skip(in, 3 * addressSize);
      root = address(in);
    } else {
      throw damaged("the superblock's version must be 0 to 3", Integer.toString(version), start);
    }
    base = start; // the HDF5 library, too, believes the place more than the number
  }

  private void sizes(ByteBuffer in) {
    addressSize = in.get();
    lengthSize = in.get();
    boolean known = (addressSize == 8 || addressSize == 4) && (lengthSize == 8 || lengthSize == 4);
    if (!known) {
      throw damaged(
          "addresses and lengths must have 4 or 8 bytes", addressSize + " and " + lengthSize, 0);
    }
  }
}
