package io.hornbill.data;

import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Strings in arrays of numbers, for models that begin with strings: along one more axis, the last
 * one, are the bytes of UTF-8, each one greater by 1, and then zeros.
 *
 * <pre>{@code
 * INDArray x = Strings.encode(List.of("what a film", "boring"));   // [2, 1, 16]
 * BatchSource source = BatchSource.of(() -> texts.map(t -> new Batch(Strings.encode(t), y)));
 * }</pre>
 */
public final class Strings {
  private static final int LEAST_LENGTH = 16;

  private Strings() {}

  /**
   * Encodes one string per row.
   *
   * @param strings the strings
   * @return {@code [rows, 1, length]}, the length being a power of 2
   * @throws IllegalArgumentException if there is none
   */
  public static INDArray encode(Collection<String> strings) {
    return encode(strings, strings.size(), 1);
  }

  /**
   * Encodes strings.
   *
   * @param strings the strings, in C order
   * @param shape the shape that they have
   * @return an array of one more axis, whose length is a power of 2
   * @throws IllegalArgumentException if there is none, or the shape has another number of places
   */
  public static INDArray encode(Collection<String> strings, long... shape) {
    if (strings.isEmpty() || Shape.of(shape).size() != strings.size()) {
      throw Fault.of("Strings")
          .expected("there must be a string for each place")
          .received("%s for shape %s", strings.size(), Shape.of(shape))
          .remedy("Pass at least one row.")
          .argument();
    }
    List<byte[]> bytes = new ArrayList<>();
    int length = LEAST_LENGTH;
    for (String string : strings) {
      byte[] one = string.getBytes(StandardCharsets.UTF_8);
      bytes.add(one);
      length = Math.max(length, Integer.highestOneBit(Math.max(1, one.length - 1)) * 2);
    }
    float[] values = new float[Math.multiplyExact(bytes.size(), length)];
    int row = 0;
    for (byte[] one : bytes) {
      for (int i = 0; i < one.length; i++) {
        values[row + i] = (one[i] & 255) + 1;
      }
      row += length;
    }
    return Nd4j.createFromArray(values).reshape('c', Shape.of(shape).append(length).dims());
  }

  /**
   * Encodes the strings of an array or a list of any number of axes, such as {@code String[][]}.
   *
   * @param strings arrays or lists of strings; of one axis there is one string per row
   * @return an array of one more axis, whose length is a power of 2
   * @throws IllegalArgumentException if there is none, something else is among them, or rows differ
   *     in length
   */
  public static INDArray encode(Object strings) {
    long[] shape = JavaArrays.shape(strings);
    List<String> all = new ArrayList<>();
    collect(strings, shape, 0, all);
    return shape.length == 1 ? encode(all) : encode(all, shape);
  }

  private static void collect(@Nullable Object data, long[] shape, int axis, List<String> into) {
    if (axis == shape.length && data instanceof String string) {
      into.add(string);
    } else if (axis < shape.length
        && data != null
        && JavaArrays.isNested(data)
        && JavaArrays.length(data) == shape[axis]) {
      for (int i = 0; i < shape[axis]; i++) {
        collect(JavaArrays.element(data, i), shape, axis + 1, into);
      }
    } else {
      throw Fault.of("Strings")
          .expected(
              "there must be strings alone, in rows of one length, as the first one %s",
              Arrays.toString(shape))
          .received(
              data == null || !JavaArrays.isNested(data)
                  ? String.valueOf(data)
                  : "a row of " + JavaArrays.length(data))
          .remedy("Fill up the shorter rows, and write numbers as strings.")
          .argument();
    }
  }

  /**
   * Says whether data are strings.
   *
   * @param data any data
   * @return whether it is an array or a list, of any number of axes, that begins with a string
   */
  public static boolean isIn(Object data) {
    Object inner = data;
    while (inner != null && JavaArrays.isNested(inner)) {
      inner = JavaArrays.length(inner) == 0 ? null : JavaArrays.element(inner, 0);
    }
    return inner != data && inner instanceof String;
  }

  /**
   * Decodes strings.
   *
   * @param array what {@code encode} gave
   * @return the strings, in C order
   */
  public static List<String> decode(INDArray array) {
    double[] values = array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    return decode(values, (int) array.size(array.rank() - 1));
  }

  /**
   * Decodes strings.
   *
   * @param values the numbers of an array in C order
   * @param length the length of its last axis
   * @return the strings
   */
  public static List<String> decode(double[] values, int length) {
    List<String> strings = new ArrayList<>();
    byte[] bytes = new byte[length];
    for (int row = 0; row < values.length; row += length) {
      int end = 0;
      while (end < length && values[row + end] != 0) {
        bytes[end] = (byte) (values[row + end] - 1);
        end++;
      }
      strings.add(new String(bytes, 0, end, StandardCharsets.UTF_8));
    }
    return strings;
  }
}
