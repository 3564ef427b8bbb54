package io.hornbill.spark;

import io.hornbill.datasets.Images;
import java.io.Serializable;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.unsafe.bitset.BitSetMethods;
import org.jspecify.annotations.Nullable;

/** How the numbers of a cell are read where Spark keeps them, without an object for each. */
@FunctionalInterface
interface Cell extends Serializable {
  int IMAGE_RANK = 3;

  /**
   * Adds the numbers of a cell that is not null.
   *
   * @param row a row, or the elements of an array
   * @param at the place of the cell
   * @param to takes the numbers
   * @return false if a number within the cell is missing
   */
  boolean add(SpecializedGetters row, int at, Floats to);

  /** One number of a cell. */
  @FunctionalInterface
  interface One extends Serializable {
    float of(SpecializedGetters row, int at);
  }

  /**
   * Chooses by type.
   *
   * @param type the type of the column
   * @param shape the shape of a sample, which images are resized to
   * @return null if such cells hold no numbers
   */
  static @Nullable Cell of(DataType type, long[] shape) {
    if (type.equals(SQLDataTypes.VectorType())) {
      return Cell::vector;
    }
    if (type instanceof ArrayType array) {
      return array(array, shape);
    }
    if (type instanceof BinaryType) {
      return shape.length == IMAGE_RANK ? (row, at, to) -> image(row, at, shape, to) : null;
    }
    One number = number(type);
    return number == null
        ? null
        : (row, at, to) -> {
          to.add(number.of(row, at));
          return true;
        };
  }

  /** How a number of a type is read; null if the type is no number's. */
  static @Nullable One number(DataType type) {
    if (type instanceof DoubleType) {
      return (row, at) -> (float) row.getDouble(at);
    } else if (type instanceof FloatType) {
      return SpecializedGetters::getFloat;
    } else if (type instanceof IntegerType) {
      return SpecializedGetters::getInt;
    } else if (type instanceof LongType) {
      return SpecializedGetters::getLong;
    } else if (type instanceof ShortType) {
      return SpecializedGetters::getShort;
    } else if (type instanceof ByteType) {
      return SpecializedGetters::getByte;
    } else if (type instanceof BooleanType) {
      return (row, at) -> row.getBoolean(at) ? 1 : 0;
    } else if (type instanceof DecimalType decimal) {
      int precision = decimal.precision();
      int scale = decimal.scale();
      return (row, at) -> (float) row.getDecimal(at, precision, scale).toDouble();
    }
    return null;
  }

  private static @Nullable Cell array(ArrayType type, long[] shape) {
    boolean gaps = type.containsNull();
    if (type.elementType() instanceof FloatType) {
      return (row, at, to) -> {
        ArrayData array = row.getArray(at);
        to.addFloats(array);
        return !gaps || isWhole(array);
      };
    }
    if (type.elementType() instanceof DoubleType) {
      return (row, at, to) -> {
        ArrayData array = row.getArray(at);
        to.addDoubles(array);
        return !gaps || isWhole(array);
      };
    }
    Cell element = type.elementType() instanceof BinaryType ? null : of(type.elementType(), shape);
    return element == null ? null : (row, at, to) -> elements(row.getArray(at), element, to);
  }

  /** Of each element of a packed array there is a bit after its length. */
  private static boolean isWhole(ArrayData array) {
    if (array instanceof UnsafeArrayData packed) {
      return !BitSetMethods.anySet(
          packed.getBaseObject(),
          packed.getBaseOffset() + Long.BYTES,
          (packed.numElements() + Long.SIZE - 1) / Long.SIZE);
    }
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean elements(ArrayData array, Cell element, Floats to) {
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i) || !element.add(array, i, to)) {
        return false;
      }
    }
    return true;
  }

  /** A vector is a structure: 0 and sparse or 1 and dense, its size, indices and values. */
  private static boolean vector(SpecializedGetters row, int at, Floats to) {
    InternalRow vector = row.getStruct(at, 4);
    ArrayData values = vector.getArray(3);
    if (vector.getByte(0) == 1) {
      to.addDoubles(values);
      return true;
    }
    ArrayData indices = vector.getArray(2);
    int start = to.count();
    to.addZeros(vector.getInt(1));
    for (int i = 0; i < indices.numElements(); i++) {
      to.set(start + indices.getInt(i), (float) values.getDouble(i));
    }
    return true;
  }

  private static boolean image(SpecializedGetters row, int at, long[] shape, Floats to) {
    String mode = shape[2] == 1 ? "grayscale" : shape[2] == IMAGE_RANK ? "rgb" : "rgba";
    byte[] bytes = row.getBinary(at);
    to.addAll(
        Floats.of(
            Images.toArray(
                Images.load(bytes, o -> o.colorMode(mode).size((int) shape[0], (int) shape[1])),
                "channels_last")));
    return true;
  }
}
