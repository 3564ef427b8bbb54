package io.hornbill.files.internal.hdf5;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ArrayMemory;
import io.hornbill.files.internal.MemoryBudget;
import io.hornbill.files.internal.NumericType;
import io.hornbill.files.internal.StoredArray;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dataset of an HDF5 file: an array of numbers or texts.
 *
 * <pre>{@code
 * Hdf5Dataset kernel = group.dataset("dense_1/kernel:0");
 * long[] shape = kernel.shape();
 * INDArray values = kernel.toFloats();
 * }</pre>
 */
public final class Hdf5Dataset {

  private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final Hdf5Input input;
  private final ObjectHeader header;
  private final String path;
  private final Hdf5Attributes attributes;
  private final Dataspace space;
  private final Datatype type;

  Hdf5Dataset(Hdf5Input input, ObjectHeader header, String path) {
    this.input = input;
    this.header = header;
    this.path = path;
    this.attributes = new Hdf5Attributes(input, header, path);
    this.space = input.call(path, () -> Dataspace.parse(input, header.get(ObjectHeader.DATASPACE)));
    this.type = input.call(path, () -> Datatype.parse(input, header.get(ObjectHeader.DATATYPE)));
  }

  /**
   * Tells where this dataset is.
   *
   * @return the path from the root
   */
  public String path() {
    return path;
  }

  /**
   * Tells the shape.
   *
   * @return the length of each axis; empty for a single number; [0] if there is no shape
   */
  public long[] shape() {
    return space.shape();
  }

  /**
   * Tells how the numbers are represented.
   *
   * @return the type, or null if the dataset does not hold numbers
   */
  public @Nullable NumericType type() {
    return type.number();
  }

  /**
   * Gets the attributes.
   *
   * @return the attributes of this dataset
   */
  public Hdf5Attributes attributes() {
    return attributes;
  }

  /**
   * Reads the numbers into an array outside the Java heap; single-precision numbers that lie in one
   * piece go there straight from the file.
   *
   * @return a FLOAT array of this shape in 'c' order
   * @throws ModelFormatException if the dataset is damaged or does not hold numbers
   */
  public INDArray toFloats() {
    return input.call(
        path,
        () -> {
          NumericType number = numeric();
          requirePossible();
          return ArrayMemory.read(number, shape(), bytes(), path + " in " + input.source().name());
        });
  }

  /**
   * Gives access to single rows, without reading the others. Of a chunked dataset one row of chunks
   * is kept in memory.
   *
   * @return the rows, valid until the file is closed
   * @throws ModelFormatException if the dataset is damaged or does not hold numbers
   */
  public StoredArray stored() {
    return input.call(
        path,
        () -> {
          NumericType number = numeric();
          requirePossible();
          ArrayMemory.Input bytes = bytes();
          return new StoredArray(
              number,
              shape(),
              (offset, target) ->
                  input.call(
                      path,
                      () -> {
                        bytes.read(offset, target);
                        return true;
                      }),
              path + " in " + input.source().name());
        });
  }

  /**
   * Reads the numbers.
   *
   * @return the elements in row-major order
   * @throws ModelFormatException if the dataset is damaged or does not hold numbers
   */
  public double[] toDoubleArray() {
    return input.call(
        path,
        () -> {
          NumericType number = numeric();
          double[] numbers = new double[elements()];
          number.toDoubles(content(), numbers, 0, numbers.length);
          return numbers;
        });
  }

  /**
   * Reads the numbers. Fractions are cut off.
   *
   * @return the elements in row-major order
   * @throws ModelFormatException if the dataset is damaged or does not hold numbers
   */
  public long[] toLongArray() {
    return input.call(
        path,
        () -> {
          NumericType number = numeric();
          long[] numbers = new long[elements()];
          number.toLongs(content(), numbers, 0, numbers.length);
          return numbers;
        });
  }

  /**
   * Reads the texts.
   *
   * @return the elements in row-major order
   * @throws ModelFormatException if the dataset is damaged or does not hold texts
   */
  public List<String> toStrings() {
    return input.call(
        path,
        () -> {
          if (type.kind() != Datatype.Kind.FIXED_TEXT
              && type.kind() != Datatype.Kind.VARIABLE_TEXT) {
            throw unexpected("texts");
          }
          int count = elements();
          MemoryBudget.require(count * 64L, path);
          return new Texts(input).decode(content(), type, count);
        });
  }

  private int elements() {
    requirePossible();
    if (space.count() > LARGEST_ARRAY / Math.max(8, type.size())) {
      throw input.refusal(
          "a Java array must be smaller than 2 GB",
          space.count() + " elements",
          path,
          "Use toFloats().");
    }
    MemoryBudget.require(space.count() * (8L + type.size()), path);
    return (int) space.count();
  }

  private ByteBuffer content() {
    ByteBuffer data = ByteBuffer.allocate((int) (space.count() * type.size()));
    bytes().read(0, data);
    return data.rewind();
  }

  /** Finds the bytes of the elements in row-major order. */
  private ArrayMemory.Input bytes() {
    Layout layout = layout();
    if (space.count() == 0) {
      return (offset, target) -> {};
    }
    if (layout.kind() == Layout.Kind.CONTIGUOUS && layout.address() != Hdf5Input.UNDEFINED) {
      long start = input.position(layout.address());
      return (offset, target) -> input.source().read(start + offset, target);
    }
    byte[] fill = FillValue.read(header.find(ObjectHeader.FILL_VALUE));
    if (layout.kind() == Layout.Kind.CONTIGUOUS) {
      return (offset, target) -> repeat(fill, target); // space that was never written to
    }
    if (layout.kind() == Layout.Kind.CHUNKED) {
      return new Chunks(input, header, layout, space, path).read(fill);
    }
    ByteBuffer whole = layout.data();
    return (offset, target) -> target.put(whole.slice((int) offset, target.remaining()));
  }

  private void repeat(byte @Nullable [] fill, ByteBuffer target) {
    byte[] element = fill != null && fill.length == type.size() ? fill : new byte[type.size()];
    while (target.remaining() >= element.length && element.length > 0) {
      target.put(element);
    }
  }

  /** Refuses shapes that the file could not fill, before anything is allocated. */
  private void requirePossible() {
    Layout layout = layout();
    boolean mayBeLarger =
        layout.kind() == Layout.Kind.CHUNKED || layout.address() == Hdf5Input.UNDEFINED;
    long size = input.source().size();
    long largest = mayBeLarger ? Chunks.LARGEST_RATIO * size : size;
    if (space.count() > largest / Math.max(1, type.size())) {
      throw input.refusal(
          "a dataset must fit into its file",
          Arrays.toString(shape()) + " elements of " + type.size() + " bytes in a file of " + size,
          path,
          "The file is truncated or damaged: fetch or save it again.");
    }
  }

  private Layout layout() {
    if (header.has(ObjectHeader.EXTERNAL_FILES)) {
      throw input.refusal(
          "a file must be whole in itself",
          "elements in another file",
          path,
          "Links out of a file are not followed: copy the elements into it.");
    }
    return Layout.parse(input, header.get(ObjectHeader.LAYOUT));
  }

  private NumericType numeric() {
    NumericType number = type.number();
    if (number == null) {
      throw unexpected("numbers");
    }
    return number;
  }

  private ModelFormatException unexpected(String expected) {
    return input.refusal(
        "the dataset must hold " + expected,
        type.name(),
        path,
        "Check that the file is of the expected kind.");
  }
}
