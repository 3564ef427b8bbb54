package io.hornbill.files.internal;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Moves numbers between files and the memory of arrays outside the Java heap, piece by piece, so
 * that neither side is ever held twice. Single-precision numbers are read from the file straight
 * into the array.
 *
 * <pre>{@code
 * INDArray weights = ArrayMemory.read(NumericType.FLOAT32, new long[] {3, 4}, source::read, "w");
 * ArrayMemory.write(weights, NumericType.FLOAT32, channel::write);
 * }</pre>
 */
public final class ArrayMemory {

  private static final int PIECE = 1 << 24;
  private static final int SCRATCH = 1 << 14;

  private ArrayMemory() {}

  /** Delivers the bytes of an array, in row-major order. */
  @FunctionalInterface
  public interface Input {
    /**
     * Fills a buffer.
     *
     * @param offset the first byte's position within the array's bytes
     * @param target the buffer, filled up to its limit
     */
    void read(long offset, ByteBuffer target);
  }

  /**
   * Takes the bytes of an array, in row-major order.
   *
   * @param <X> what it may throw
   */
  @FunctionalInterface
  public interface Output<X extends Exception> {
    /**
     * Takes all of a buffer.
     *
     * @param bytes the next bytes
     * @throws X if they cannot be taken
     */
    void write(ByteBuffer bytes) throws X;
  }

  /**
   * Counts the elements of a shape, checking it.
   *
   * @param shape the shape, of at most 32 axes
   * @param place the file and the place in it
   * @return the product of the shape
   * @throws ModelFormatException if an axis is negative, or the product or its bytes overflow
   */
  public static long count(long[] shape, String place) {
    long count = 1;
    boolean sane = shape.length <= 32;
    for (long axis : shape) {
      sane &= axis >= 0 && (axis == 0 || count <= Long.MAX_VALUE / 16 / axis);
      count = sane ? count * axis : 0;
    }
    if (!sane) {
      throw Fault.of("ArrayMemory")
          .expected(
              "a shape must have at most 32 axes, none negative, and a countable number of"
                  + " elements")
          .received("%s for %s", Arrays.toString(shape), place)
          .remedy("The file is damaged: fetch or save it again.")
          .as(ModelFormatException::new);
    }
    return count;
  }

  /**
   * Makes a float array and fills it from a file. The caller has checked that the file is as large
   * as the shape says.
   *
   * @param type how the numbers lie in the file
   * @param shape the array's shape
   * @param input delivers the bytes
   * @param place the file and the place in it, for messages
   * @return a FLOAT array in 'c' order
   * @throws ModelFormatException if the array does not fit into memory
   */
  public static INDArray read(NumericType type, long[] shape, Input input, String place) {
    long count = count(shape, place);
    if (count == 0) {
      return Nd4j.create(DataType.FLOAT, shape);
    }
    INDArray array = allocate(shape, count, place);
    boolean filled = false;
    try {
      fill(array, 0, count, type, input);
      filled = true;
      return array;
    } finally {
      if (!filled) {
        array.close();
      }
    }
  }

  /**
   * Writes a run of elements from a file into an array.
   *
   * @param target a FLOAT or DOUBLE array in 'c' order
   * @param first the number of the first element to be written
   * @param count how many
   * @param type how the numbers lie in the file
   * @param input delivers the bytes, from 0 on
   */
  static void fill(INDArray target, long first, long count, NumericType type, Input input) {
    boolean doubles = target.dataType() == DataType.DOUBLE;
    boolean direct = !doubles && isNativeFloat(type);
    for (long at = 0; at < count; at += PIECE) {
      int length = (int) Math.min(PIECE, count - at);
      if (doubles) {
        convertToDoubles(type, input, at, length, doubles(target, first + at, length));
        continue;
      }
      ByteBuffer window = window(target, first + at, length);
      if (direct) {
        input.read(at * Float.BYTES, window);
      } else {
        convert(type, input, at, length, window.asFloatBuffer());
      }
    }
  }

  /**
   * Finds the type that keeps an array's elements as they are: DOUBLE, HALF, BFLOAT16, INT, LONG
   * and UBYTE; everything else is kept as floats.
   *
   * @param array the array
   * @return how its elements are to lie in a file
   */
  public static NumericType typeOf(INDArray array) {
    return switch (array.dataType()) {
      case DOUBLE -> NumericType.FLOAT64;
      case HALF -> NumericType.FLOAT16;
      case BFLOAT16 -> NumericType.BFLOAT16;
      case INT -> NumericType.INT32;
      case LONG -> NumericType.INT64;
      case UBYTE -> NumericType.UINT8;
      default -> NumericType.FLOAT32;
    };
  }

  /**
   * Hands an array's elements to a file. Nothing is lost if the type is the array's own.
   *
   * @param <X> what the output may throw
   * @param array the array, of any type, order and view
   * @param type how the numbers are to lie in the file
   * @param output takes the bytes
   * @throws X if the output fails
   */
  public static <X extends Exception> void write(INDArray array, NumericType type, Output<X> output)
      throws X {
    if (array.isEmpty()) {
      return;
    }
    DataType own = array.dataType();
    if (own == DataType.INT64 || own == DataType.INT32) {
      writeLongs(array.dup('c').data().asLong(), type, output);
    } else if (own == DataType.DOUBLE && type.bytes() == Double.BYTES) {
      writeDoubles(array.dup('c').data().asDouble(), type, output);
    } else {
      boolean ready =
          own == DataType.FLOAT
              && array.ordering() == 'c'
              && Shape.hasDefaultStridesForShape(array);
      INDArray source = ready ? array : array.castTo(DataType.FLOAT).dup('c');
      try {
        writeFloats(source, type, output);
      } finally {
        if (!ready) {
          source.close();
        }
      }
    }
  }

  private static <X extends Exception> void writeLongs(
      long[] numbers, NumericType type, Output<X> output) throws X {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, type.bytes()));
    type.fromLongs(numbers, bytes);
    output.write(bytes.flip());
  }

  private static <X extends Exception> void writeDoubles(
      double[] numbers, NumericType type, Output<X> output) throws X {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, type.bytes()));
    type.fromDoubles(numbers, bytes);
    output.write(bytes.flip());
  }

  private static <X extends Exception> void writeFloats(
      INDArray array, NumericType type, Output<X> output) throws X {
    boolean direct = isNativeFloat(type);
    float[] numbers = new float[direct ? 0 : SCRATCH];
    ByteBuffer bytes = ByteBuffer.allocate(direct ? 0 : SCRATCH * type.bytes());
    int step = direct ? PIECE : SCRATCH;
    long count = array.length();
    for (long at = 0; at < count; at += step) {
      int length = (int) Math.min(step, count - at);
      ByteBuffer window = window(array, at, length);
      if (direct) {
        output.write(window);
      } else {
        window.asFloatBuffer().get(numbers, 0, length);
        type.fromFloats(numbers, 0, length, bytes.clear());
        output.write(bytes.flip());
      }
    }
  }

  private static INDArray allocate(long[] shape, long count, String place) {
    try {
      return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    } catch (OutOfMemoryError | RuntimeException e) {
      throw Fault.of("ArrayMemory")
          .expected("what a file holds must fit into memory")
          .received("%s bytes for %s", count * Float.BYTES, place)
          .remedy(
              "The file is damaged or made to exhaust memory; if it is neither, give the JVM"
                  + " more memory (-Xmx, -Dorg.bytedeco.javacpp.maxphysicalbytes).")
          .as(ModelFormatException::new, e);
    }
  }

  private static boolean isNativeFloat(NumericType type) {
    return type.kind() == NumericType.Kind.FLOAT
        && type.bytes() == Float.BYTES
        && type.order() == ByteOrder.nativeOrder();
  }

  private static void convert(
      NumericType type, Input input, long first, int count, FloatBuffer target) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(count, SCRATCH) * type.bytes());
    float[] numbers = new float[Math.min(count, SCRATCH)];
    for (int at = 0; at < count; at += SCRATCH) {
      int length = Math.min(SCRATCH, count - at);
      bytes.clear().limit(length * type.bytes());
      input.read((first + at) * type.bytes(), bytes);
      type.toFloats(bytes.flip(), numbers, 0, length);
      target.put(numbers, 0, length);
    }
  }

  private static void convertToDoubles(
      NumericType type, Input input, long first, int count, DoubleBuffer target) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(count, SCRATCH) * type.bytes());
    double[] numbers = new double[Math.min(count, SCRATCH)];
    for (int at = 0; at < count; at += SCRATCH) {
      int length = Math.min(SCRATCH, count - at);
      bytes.clear().limit(length * type.bytes());
      input.read((first + at) * type.bytes(), bytes);
      type.toDoubles(bytes.flip(), numbers, 0, length);
      target.put(numbers, 0, length);
    }
  }

  private static DoubleBuffer doubles(INDArray array, long first, int count) {
    DoublePointer pointer = new DoublePointer(array.data().addressPointer());
    return pointer.getPointer(first).limit(count).asBuffer();
  }

  private static ByteBuffer window(INDArray array, long first, int count) {
    FloatPointer pointer = new FloatPointer(array.data().addressPointer());
    return pointer.getPointer(first).limit(count).asByteBuffer().order(ByteOrder.nativeOrder());
  }
}
