package io.hornbill.spark;

import io.hornbill.base.Checks;
import io.hornbill.datasets.Images;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import scala.collection.Iterator;

/** The cells of some columns as the numbers of one input or target. */
final class Cells implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int IMAGE_RANK = 3;

  private final String what;
  private final int[] places;
  private final String[] names;
  private final long[] shape;
  private final boolean text;

  /**
   * Checks columns.
   *
   * @param schema the columns that there are
   * @param what how messages name the input or target
   * @param columns the columns that stand side by side
   * @param shape the shape of a sample; -1 where it is unknown
   * @param text whether the model takes strings here
   */
  Cells(StructType schema, String what, List<String> columns, long[] shape, boolean text) {
    this.what = what;
    this.shape = shape;
    this.text = text;
    names = columns.toArray(String[]::new);
    places = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      places[i] = place(schema, what, names[i]);
      check(schema.fields()[places[i]].dataType(), names[i]);
    }
  }

  static int place(StructType schema, String what, String column) {
    List<String> known = List.of(schema.fieldNames());
    Checks.argument(
        known.contains(column),
        "Hornbill on Spark: the column of %s must be there. Received: \"%s\". The columns are %s.",
        what,
        column,
        known);
    return known.indexOf(column);
  }

  private void check(DataType type, String column) {
    if (text) {
      Checks.argument(
          type instanceof StringType && names.length == 1,
          "Hornbill on Spark: %s must be one column of strings. Received: %s in column \"%s\" of"
              + " %s. Name that column in featuresCol or inputCols.",
          what,
          type.simpleString(),
          column,
          List.of(names));
      return;
    }
    Checks.argument(
        !(type instanceof StringType),
        "Hornbill on Spark: %s must be numbers, as this model does not begin with strings."
            + " Received: strings in column \"%s\". Begin the model with TextVectorization or"
            + " StringLookup, or use StringIndexer before.",
        what,
        column);
    DataType element = type instanceof ArrayType array ? innermost(array) : type;
    boolean image = type instanceof BinaryType && shape.length == IMAGE_RANK;
    Checks.argument(
        element instanceof NumericType
            || element instanceof BooleanType
            || type.equals(SQLDataTypes.VectorType())
            || image,
        "Hornbill on Spark: %s must be numbers, vectors, arrays of numbers, or images as bytes for"
            + " an input [height, width, channels]. Received: %s in column \"%s\". Convert the"
            + " column.",
        what,
        type.simpleString(),
        column);
  }

  private static DataType innermost(ArrayType array) {
    DataType element = array.elementType();
    return element instanceof ArrayType inner ? innermost(inner) : element;
  }

  /** The numbers of a row. */
  float[] read(Row row) {
    if (places.length == 1 && row.get(places[0]) instanceof Vector vector) {
      return checked(floats(vector));
    }
    Floats numbers = new Floats();
    for (int i = 0; i < places.length; i++) {
      add(row.get(places[i]), names[i], numbers);
    }
    return checked(numbers.toArray());
  }

  /** What a model takes of a row: its string, or its numbers. */
  Object value(Row row) {
    return text ? string(row) : read(row);
  }

  private String string(Row row) {
    if (row.get(places[0]) instanceof String string) {
      return string;
    }
    throw missing(null, names[0]);
  }

  boolean isText() {
    return text;
  }

  private IllegalArgumentException missing(@Nullable Object cell, String column) {
    return new IllegalArgumentException(
        "Hornbill on Spark: %s must be there in each row. Received: %s in column \"%s\". Drop or fill such rows before."
            .formatted(what, cell, column));
  }

  private static float[] floats(Vector vector) {
    double[] doubles = vector.toArray();
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }

  private float[] checked(float[] numbers) {
    long known = 1;
    boolean open = false;
    for (long length : shape) {
      known *= Math.max(1, length);
      open |= length < 0;
    }
    boolean fits = open ? numbers.length % known == 0 : numbers.length == known;
    Checks.argument(
        fits,
        "Hornbill on Spark: %s must have %s numbers for a sample of shape %s. Received: %s from"
            + " columns %s. Choose other columns, or give the model another Input.",
        what,
        known,
        java.util.Arrays.toString(shape),
        numbers.length,
        List.of(names));
    return numbers;
  }

  private void add(@Nullable Object cell, String column, Floats to) {
    if (cell instanceof Number number) {
      to.add(number.floatValue());
    } else if (cell instanceof Boolean bool) {
      to.add(bool ? 1 : 0);
    } else if (cell instanceof Vector vector) {
      to.addAll(floats(vector));
    } else if (cell instanceof byte[] bytes) {
      to.addAll(image(bytes));
    } else if (cell instanceof float[] floats) {
      to.addAll(floats);
    } else if (cell != null && cell.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(cell); i++) {
        add(Array.get(cell, i), column, to);
      }
    } else if (cell instanceof scala.collection.Iterable<?> array) {
      for (Iterator<?> all = array.iterator(); all.hasNext(); ) {
        add(all.next(), column, to);
      }
    } else {
      throw missing(cell, column);
    }
  }

  private float[] image(byte[] bytes) {
    String mode = shape[2] == 1 ? "grayscale" : shape[2] == IMAGE_RANK ? "rgb" : "rgba";
    INDArray pixels =
        Images.toArray(
            Images.load(bytes, o -> o.colorMode(mode).size((int) shape[0], (int) shape[1])),
            "channels_last");
    return pixels.dup('c').data().asFloat();
  }

  /** The shape of a sample, once it is known how many numbers it has. */
  long[] shape(int numbers) {
    long[] known = shape.clone();
    long product = 1;
    for (long length : shape) {
      product *= Math.max(1, length);
    }
    for (int i = 0; i < known.length; i++) {
      known[i] = known[i] < 0 ? numbers / product : known[i];
    }
    return known;
  }

  /** Numbers that grow. */
  private static final class Floats {
    private float[] values = new float[16];
    private int count;

    void add(float value) {
      if (count == values.length) {
        values = java.util.Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }

    void addAll(float[] more) {
      for (float value : more) {
        add(value);
      }
    }

    float[] toArray() {
      return java.util.Arrays.copyOf(values, count);
    }
  }
}
