package io.hornbill.files.internal.npy;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ArrayMemory;
import io.hornbill.files.internal.NumericType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array as NumPy wrote it: numbers in row-major order, or Python objects.
 *
 * <pre>{@code
 * NumpyArray images = Npz.open(Path.of("mnist.npz")).get("x_train");
 * images.shape();        // [60000, 28, 28]
 * INDArray x = images.toFloats();
 * }</pre>
 */
public final class NumpyArray {

  private final @Nullable NumericType type;
  private final long[] shape;
  private final byte[] data;
  private final List<@Nullable Object> objects;
  private final String place;

  private NumpyArray(
      @Nullable NumericType type,
      long[] shape,
      byte[] data,
      List<@Nullable Object> objects,
      String place) {
    this.type = type;
    this.shape = shape.clone();
    this.data = data;
    this.objects = objects;
    this.place = place;
  }

  /** Makes an array of numbers from the bytes of its elements in row-major order. */
  static NumpyArray ofNumbers(NumericType type, long[] shape, byte[] data, String place) {
    requireCount(shape, data.length / type.bytes(), place);
    return new NumpyArray(type, shape, data, List.of(), place);
  }

  /** Makes an array of Python objects in row-major order. */
  static NumpyArray ofObjects(long[] shape, List<@Nullable Object> objects, String place) {
    requireCount(shape, objects.size(), place);
    return new NumpyArray(null, shape, new byte[0], Collections.unmodifiableList(objects), place);
  }

  private static void requireCount(long[] shape, long received, String place) {
    if (ArrayMemory.count(shape, place) != received) {
      throw Fault.of("NumpyArray")
          .expected("there must be as many elements as the shape says")
          .received("%s elements for shape %s in %s", received, Arrays.toString(shape), place)
          .remedy("The file is damaged: fetch or save it again.")
          .as(ModelFormatException::new);
    }
  }

  /**
   * Tells the shape.
   *
   * @return the length of each axis; empty for a scalar
   */
  public long[] shape() {
    return shape.clone();
  }

  /**
   * Counts the elements.
   *
   * @return the product of the shape
   */
  public int size() {
    return type == null ? objects.size() : data.length / type.bytes();
  }

  /**
   * Tells how the numbers are represented.
   *
   * @return the type, or null for Python objects and texts
   */
  public @Nullable NumericType type() {
    return type;
  }

  /**
   * Copies the numbers into an array outside the Java heap.
   *
   * @return a FLOAT array of the same shape in 'c' order
   * @throws ModelFormatException if the elements are not numbers
   */
  public INDArray toFloats() {
    return ArrayMemory.read(
        numeric(),
        shape,
        (offset, target) -> target.put(data, (int) offset, target.remaining()),
        place);
  }

  /**
   * Copies the numbers.
   *
   * @return the elements in row-major order
   * @throws ModelFormatException if the elements are not numbers
   */
  public float[] toFloatArray() {
    float[] values = new float[size()];
    numeric().toFloats(ByteBuffer.wrap(data), values, 0, values.length);
    return values;
  }

  /**
   * Copies the numbers.
   *
   * @return the elements in row-major order
   * @throws ModelFormatException if the elements are not numbers
   */
  public double[] toDoubleArray() {
    double[] values = new double[size()];
    numeric().toDoubles(ByteBuffer.wrap(data), values, 0, values.length);
    return values;
  }

  /**
   * Copies the numbers. Fractions are cut off.
   *
   * @return the elements in row-major order
   * @throws ModelFormatException if the elements are not numbers
   */
  public long[] toLongArray() {
    long[] values = new long[size()];
    numeric().toLongs(ByteBuffer.wrap(data), values, 0, values.length);
    return values;
  }

  /**
   * Copies the numbers. Fractions are cut off.
   *
   * @return the elements in row-major order
   * @throws ModelFormatException if the elements are not numbers, or one does not fit
   */
  public int[] toIntArray() {
    long[] wide = toLongArray();
    int[] values = new int[wide.length];
    for (int i = 0; i < wide.length; i++) {
      values[i] = requireInt(wide[i]);
    }
    return values;
  }

  /**
   * Copies the numbers of an array of bytes, such as images.
   *
   * @return the elements in row-major order; those above 127 come out negative
   * @throws ModelFormatException if an element takes more than one byte
   */
  public byte[] toByteArray() {
    if (numeric().bytes() != 1) {
      throw expected("elements of one byte");
    }
    return data.clone();
  }

  /**
   * Gives out Python objects: {@link Long}, {@link java.math.BigInteger}, {@link Double}, {@link
   * Boolean}, {@link String}, {@code byte[]}, {@link List}, {@link java.util.Map}, {@link
   * NumpyArray} or null.
   *
   * @return the elements in row-major order
   * @throws ModelFormatException if the elements are numbers
   */
  public List<@Nullable Object> toObjects() {
    if (type != null) {
      throw expected("Python objects");
    }
    return objects;
  }

  /**
   * Copies texts.
   *
   * @return the elements in row-major order
   * @throws ModelFormatException if an element is not a string
   */
  public List<String> toStrings() {
    List<String> texts = new ArrayList<>();
    for (Object object : toObjects()) {
      if (!(object instanceof String text)) {
        throw expected("texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /**
   * Copies rows of whole numbers of different lengths, such as sentences of word indices: from an
   * array of Python lists or of arrays, or from a matrix.
   *
   * @return one array for each row
   * @throws ModelFormatException if the rows do not hold whole numbers
   */
  public List<int[]> toIntRows() {
    List<int[]> rows = new ArrayList<>();
    if (type != null) {
      int length = shape.length == 2 ? (int) shape[1] : failRows();
      int[] values = toIntArray();
      for (int row = 0; row < shape[0]; row++) {
        rows.add(Arrays.copyOfRange(values, row * length, (row + 1) * length));
      }
      return rows;
    }
    for (Object row : objects) {
      rows.add(intRow(row));
    }
    return rows;
  }

  private int[] intRow(@Nullable Object row) {
    if (row instanceof NumpyArray array) {
      return array.toIntArray();
    }
    if (row instanceof PythonList list && list.isInts()) {
      return list.toInts();
    }
    if (row instanceof List<?> list) {
      int[] values = new int[list.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = list.get(i) instanceof Long number ? requireInt(number) : failRows();
      }
      return values;
    }
    return new int[failRows()];
  }

  private int failRows() {
    throw expected("rows of whole numbers");
  }

  private int requireInt(long value) {
    if (value != (int) value) {
      throw expected("numbers within the range of int");
    }
    return (int) value;
  }

  private NumericType numeric() {
    if (type == null) {
      throw expected("numbers");
    }
    return type;
  }

  private ModelFormatException expected(String what) {
    return Fault.of("NumpyArray")
        .expected("the array must hold %s", what)
        .received("%s in %s", this, place)
        .remedy("Check that it is the array meant.")
        .as(ModelFormatException::new);
  }

  /** Names the type and the shape; never the elements, which may contain themselves. */
  @Override
  public String toString() {
    String kind = type == null ? "objects" : type.kind() + " of " + type.bytes() + " bytes";
    return kind + " " + Arrays.toString(shape);
  }
}
