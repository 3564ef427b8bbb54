package io.hornbill.data;

import io.hornbill.base.Fault;
import java.lang.reflect.Array;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Java's arrays and lists as arrays of floats, and back; each number is copied once.
 *
 * <pre>{@code
 * INDArray x = JavaArrays.toArray(new float[][] {{1, 2}, {3, 4}});
 * float[][] rows = JavaArrays.toRows(model.predict(x));
 * }</pre>
 */
public final class JavaArrays {
  private static final long MOST_EXACT = 1 << 24;

  private JavaArrays() {}

  /**
   * Copies numbers into an array of floats; whole numbers of which one is beyond 16,777,216 into
   * one of doubles, so that they keep their digits up to 2^53.
   *
   * @param numbers an array such as {@code float[][]}, {@code double[]}, {@code int[]}, {@code
   *     byte[][][]}, {@code boolean[]}; a list of numbers or of such arrays; or an array of ND4J,
   *     alone or in a list, which is returned as it is
   * @return an array of the same shape; one axis per level of arrays and lists
   * @throws IllegalArgumentException if something else is among them, or rows differ in length
   */
  public static INDArray toArray(Object numbers) {
    if (numbers instanceof INDArray array) {
      return array;
    }
    if (numbers instanceof List<?> list
        && list.size() == 1
        && list.get(0) instanceof INDArray one) {
      return one;
    }
    long[] shape = shape(numbers);
    DataType type = isLarge(numbers) ? DataType.DOUBLE : DataType.FLOAT;
    INDArray result = Nd4j.createUninitialized(type, shape, 'c');
    if (result.length() > 0) {
      fill(numbers, shape, 0, Target.of(result));
    }
    return result;
  }

  /** Takes the numbers one after the other. */
  private interface Target {
    void put(double number);

    default void put(float[] numbers) {
      for (float number : numbers) {
        put(number);
      }
    }

    static Target of(INDArray array) {
      if (array.dataType() == DataType.DOUBLE) {
        return array.data().asNioDouble()::put;
      }
      FloatBuffer floats = array.data().asNioFloat();
      return new Target() {
        @Override
        public void put(double number) {
          floats.put((float) number);
        }

        @Override
        public void put(float[] numbers) {
          floats.put(numbers);
        }
      };
    }
  }

  /** Whether there are whole numbers with more digits than floats have. */
  private static boolean isLarge(@Nullable Object value) {
    if (value instanceof int[] ints) {
      return Arrays.stream(ints).anyMatch(JavaArrays::isLarge);
    }
    if (value instanceof long[] longs) {
      return Arrays.stream(longs).anyMatch(JavaArrays::isLarge);
    }
    if (value instanceof Object[] objects) {
      return Arrays.stream(objects).anyMatch(JavaArrays::isLarge);
    }
    if (value instanceof List<?> list) {
      return list.stream().anyMatch(JavaArrays::isLarge);
    }
    return (value instanceof Long || value instanceof Integer)
        && isLarge(((Number) value).longValue());
  }

  private static boolean isLarge(long number) {
    return number > MOST_EXACT || number < -MOST_EXACT;
  }

  static long[] shape(Object numbers) {
    List<Long> lengths = new ArrayList<>();
    Object inner = numbers;
    while (inner != null && isNested(inner)) {
      int length = length(inner);
      lengths.add((long) length);
      inner = length == 0 ? null : element(inner, 0);
    }
    if (lengths.isEmpty()) {
      throw wrong(numbers);
    }
    return lengths.stream().mapToLong(Long::longValue).toArray();
  }

  static boolean isNested(Object value) {
    return value.getClass().isArray() || value instanceof List<?>;
  }

  static int length(Object nested) {
    return nested instanceof List<?> list ? list.size() : Array.getLength(nested);
  }

  static @Nullable Object element(Object nested, int index) {
    return nested instanceof List<?> list ? list.get(index) : Array.get(nested, index);
  }

  private static void fill(@Nullable Object value, long[] shape, int axis, Target into) {
    if (value == null || !isNested(value)) {
      throw wrong(value);
    }
    int length = length(value);
    if (length != shape[axis]) {
      throw Fault.of("JavaArrays")
          .expected(
              "all rows must have the same length, as the first one %s", Arrays.toString(shape))
          .received("a row of %s", length)
          .remedy("Pad the shorter ones.")
          .argument();
    }
    if (axis < shape.length - 1) {
      for (int i = 0; i < length; i++) {
        fill(element(value, i), shape, axis + 1, into);
      }
    } else {
      row(value, length, into);
    }
  }

  private static void row(Object row, int length, Target into) {
    if (row instanceof float[] floats) {
      into.put(floats);
    } else if (row instanceof double[] doubles) {
      for (double number : doubles) {
        into.put(number);
      }
    } else if (row instanceof int[] ints) {
      for (int number : ints) {
        into.put(number);
      }
    } else {
      for (int i = 0; i < length; i++) {
        into.put(number(element(row, i)));
      }
    }
  }

  private static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    throw wrong(value);
  }

  private static IllegalArgumentException wrong(@Nullable Object value) {
    return Fault.of("JavaArrays")
        .expected("the data must be arrays or lists of numbers")
        .received(value == null ? "null" : value.getClass().getSimpleName())
        .remedy(
            "Pass float[][], double[][], int[], lists of rows, or arrays of ND4J; batches one by"
                + " one are a BatchSource.")
        .argument();
  }

  /**
   * Copies an array into rows.
   *
   * @param array an array {@code [rows, ...]}
   * @return one array per row, with all of its numbers in order
   */
  public static float[][] toRows(INDArray array) {
    int rows = array.rank() == 0 ? 1 : (int) array.size(0);
    int width = rows == 0 ? 0 : Math.toIntExact(array.length() / rows);
    boolean plain =
        array.dataType() == DataType.FLOAT && array.ordering() == 'c' && !array.isView();
    FloatBuffer from = (plain ? array : array.castTo(DataType.FLOAT).dup('c')).data().asNioFloat();
    float[][] result = new float[rows][width];
    for (float[] row : result) {
      from.get(row);
    }
    return result;
  }
}
