package io.hornbill.files.internal.npy;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ArrayMemory;
import io.hornbill.files.internal.AtomicFiles;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.MemoryBudget;
import io.hornbill.files.internal.NumericType;
import io.hornbill.files.internal.StoredArray;
import io.hornbill.files.internal.StreamChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads and writes NumPy's {@code .npy} files, of format versions 1 to 3, in either order of the
 * axes, of numbers, texts and Python objects.
 *
 * <pre>{@code
 * INDArray x = Npy.read(Path.of("x.npy")).toFloats();
 * Npy.write(Path.of("y.npy"), x);
 * }</pre>
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The
 *     format</a>
 */
public final class Npy {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;
  private static final int ALIGNMENT = 64;

  private Npy() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @return the array
   * @throws ModelFormatException if the file is damaged
   * @throws UncheckedIOException if the file cannot be opened
   */
  public static NumpyArray read(Path file) {
    try (ByteSource source = ByteSource.open(file)) {
      return read(source.stream(0, source.size()), source.size(), source.name());
    }
  }

  /**
   * Reads an array.
   *
   * @param in the file's content
   * @param size how many bytes there are
   * @param place what messages call it
   * @return the array
   * @throws ModelFormatException if the content is damaged
   */
  public static NumpyArray read(InputStream in, long size, String place) {
    try {
      Start start = start(in, place);
      return content(in, start.header, size - start.length, place);
    } catch (IOException e) {
      throw unreadable(e, place);
    }
  }

  /**
   * Gives access to single rows of a file, without reading the others.
   *
   * @param source the file's content
   * @return the rows, valid until the source is closed
   * @throws ModelFormatException if the content is damaged, does not hold numbers, or has its
   *     columns together
   */
  public static StoredArray stored(ByteSource source) {
    String place = source.name();
    try (InputStream in = source.stream(0, source.size())) {
      Start start = start(in, place);
      NumericType type = start.header.type().numericOrNull();
      long[] shape = start.header.shape();
      if (type == null || (start.header.fortranOrder() && shape.length > 1)) {
        throw Fault.of("Npy")
            .expected("an array that is read by rows must hold numbers, row after row")
            .received("%s in %s", type == null ? "something else" : "columns", place)
            .remedy("Save numpy.ascontiguousarray(array).")
            .as(ModelFormatException::new);
      }
      source.requireRange(start.length, ArrayMemory.count(shape, place) * type.bytes());
      return new StoredArray(
          type, shape, (offset, target) -> source.read(start.length + offset, target), place);
    } catch (IOException e) {
      throw unreadable(e, place);
    }
  }

  /** What stands before the elements. */
  private record Start(NpyHeader header, int length) {}

  private static Start start(InputStream in, String place) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw damaged("a file must start with its signature", "other bytes", place);
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw damaged("the version must be 1, 2 or 3", Integer.toString(version), place);
    }
    int width = version == 1 ? 2 : 4;
    byte[] text = in.readNBytes(headerLength(in.readNBytes(width), place));
    NpyHeader header = NpyHeader.parse(new String(text, StandardCharsets.UTF_8), place);
    return new Start(header, start.length + width + text.length);
  }

  private static UncheckedIOException unreadable(IOException e, String place) {
    return Fault.of("Npy")
        .expected("reading failed")
        .received("%s in %s", e, place)
        .remedy("Check the disk.")
        .as(UncheckedIOException::new, e);
  }

  /**
   * Writes a file, replacing it in one step.
   *
   * @param file the file
   * @param array the array; DOUBLE, HALF, INT, LONG and UBYTE are written as they are, everything
   *     else as floats
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, INDArray array) {
    AtomicFiles.writeStream(file, out -> write(out, array));
  }

  /**
   * Writes an array.
   *
   * @param out where to write it
   * @param array the array; DOUBLE, HALF, INT, LONG and UBYTE are written as they are, everything
   *     else as floats
   * @throws IOException if writing fails
   */
  public static void write(OutputStream out, INDArray array) throws IOException {
    NumericType own = ArrayMemory.typeOf(array);
    NumericType type = own.kind() == NumericType.Kind.BFLOAT ? NumericType.FLOAT32 : own;
    out.write(header(type, array.shape()));
    WritableByteChannel channel = new StreamChannel(out);
    ArrayMemory.write(array, type, channel::write);
  }

  /**
   * Writes numbers of any type.
   *
   * @param out where to write them
   * @param type how the numbers are represented
   * @param shape the array's shape
   * @param content the bytes of the elements in row-major order
   * @throws IOException if writing fails
   * @throws IllegalArgumentException if the content does not fill the shape
   */
  public static void write(OutputStream out, NumericType type, long[] shape, byte[] content)
      throws IOException {
    if (ArrayMemory.count(shape, "the array to be written") * type.bytes() != content.length) {
      throw Fault.of("Npy")
          .expected("the content must fill the shape")
          .received(
              "%s bytes for %s of %s bytes each",
              content.length, Arrays.toString(shape), type.bytes())
          .remedy("Give the elements' bytes in row-major order.")
          .argument();
    }
    out.write(header(type, shape));
    out.write(content);
  }

  private static byte[] header(NumericType type, long[] shape) {
    String axes = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String text =
        "{'descr': '"
            + NumpyType.spell(type)
            + "', 'fortran_order': False, 'shape': ("
            + axes
            + (shape.length == 1 ? "," : "")
            + "), }";
    int prefix = MAGIC.length + 4;
    int total = (prefix + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] header = new byte[total];
    Arrays.fill(header, (byte) ' ');
    System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
    header[MAGIC.length] = 1;
    header[MAGIC.length + 1] = 0;
    header[MAGIC.length + 2] = (byte) (total - prefix);
    header[MAGIC.length + 3] = (byte) ((total - prefix) >> 8);
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, header, prefix, ascii.length);
    header[total - 1] = '\n';
    return header;
  }

  private static int headerLength(byte[] field, String place) {
    long length = 0;
    for (int i = field.length - 1; i >= 0; i--) {
      length = length << 8 | (field[i] & 0xff);
    }
    if (length > LONGEST_HEADER) {
      throw damaged("the header must be shorter than 64 KB", length + " bytes", place);
    }
    return (int) length;
  }

  private static NumpyArray content(InputStream in, NpyHeader header, long left, String place)
      throws IOException {
    NumpyType type = header.type();
    long[] shape = header.shape();
    long count = ArrayMemory.count(shape, place);
    NumericType numeric = type.numericOrNull();
    if (numeric == null && !type.isText()) {
      return pickled(exactly(in, left, left, place), header, count, place);
    }
    long itemSize = type.itemSize();
    boolean overflows = count > Long.MAX_VALUE / Math.max(1, itemSize);
    long wanted = overflows ? Long.MAX_VALUE : count * itemSize;
    byte[] data = exactly(in, wanted, left, place);
    if (header.fortranOrder() && type.itemSize() > 0) {
      MemoryBudget.require(wanted, place);
      data = RowMajor.bytes(data, shape, type.itemSize(), place);
    }
    if (numeric != null) {
      return NumpyArray.ofNumbers(numeric, shape, data, place);
    }
    MemoryBudget.require(NpyTexts.BYTES * Math.min(count, wanted) + wanted, place);
    return NumpyArray.ofObjects(shape, NpyTexts.decode(data, type, place), place);
  }

  private static NumpyArray pickled(byte[] data, NpyHeader header, long count, String place) {
    Object object = Pickle.read(data, place);
    if (object instanceof NumpyArray array && array.size() == count) {
      return NumpyArray.ofObjects(header.shape(), array.toObjects(), place);
    }
    throw damaged("objects must fill the header's shape", "something else", place);
  }

  private static byte[] exactly(InputStream in, long wanted, long left, String place)
      throws IOException {
    if (wanted > left || wanted > Integer.MAX_VALUE - 8) {
      throw damaged(
          "the content must be as long as the header says, and less than 2 GB",
          wanted + " bytes announced, " + left + " left",
          place);
    }
    MemoryBudget.require(wanted, place);
    byte[] data = new byte[(int) wanted];
    int read = in.readNBytes(data, 0, data.length);
    if (read < wanted) {
      throw damaged("the content must be whole", read + " of " + wanted + " bytes", place);
    }
    return data;
  }

  private static ModelFormatException damaged(String expectation, String received, String place) {
    return Fault.of("Npy")
        .expected(expectation)
        .received("%s in %s", received, place)
        .remedy("The file is truncated, damaged or of another kind: fetch or save it again.")
        .as(ModelFormatException::new);
  }
}
