package io.hornbill.spark;

import io.hornbill.base.Checks;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** The cells of some columns as the numbers of one input or target. */
final class Cells implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final int[] places;
  private final String[] names;
  private final Cell[] cells;
  private final long[] shape;
  private final boolean text;
  private final boolean open;
  private final long known;

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
    cells = new Cell[text ? 0 : names.length];
    for (int i = 0; i < names.length; i++) {
      places[i] = place(schema, what, names[i]);
      DataType type = schema.fields()[places[i]].dataType();
      if (text) {
        checkText(type, names[i]);
      } else {
        cells[i] = cell(type, names[i]);
      }
    }
    open = Arrays.stream(shape).anyMatch(length -> length < 0);
    known = Arrays.stream(shape).map(length -> Math.max(1, length)).reduce(1, Math::multiplyExact);
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

  private void checkText(DataType type, String column) {
    Checks.argument(
        type instanceof StringType && names.length == 1,
        "Hornbill on Spark: %s must be one column of strings. Received: %s in column \"%s\" of"
            + " %s. Name that column in featuresCol or inputCols.",
        what,
        type.simpleString(),
        column,
        List.of(names));
  }

  private Cell cell(DataType type, String column) {
    Checks.argument(
        !(type instanceof StringType),
        "Hornbill on Spark: %s must be numbers, as this model does not begin with strings."
            + " Received: strings in column \"%s\". Begin the model with TextVectorization or"
            + " StringLookup, or use StringIndexer before.",
        what,
        column);
    Cell cell = Cell.of(type, shape);
    if (cell == null) {
      throw new IllegalArgumentException(
          "Hornbill on Spark: %s must be numbers, vectors, arrays of numbers, or images as bytes for an input [height, width, channels]. Received: %s in column \"%s\". Convert the column."
              .formatted(what, type.simpleString(), column));
    }
    return cell;
  }

  /** The numbers of a row. */
  float[] read(InternalRow row) {
    Floats numbers = new Floats(open ? 0 : Math.toIntExact(known));
    add(row, numbers);
    return numbers.toArray();
  }

  /** Adds the numbers of a row. */
  void add(InternalRow row, Floats to) {
    int before = to.count();
    for (int i = 0; i < places.length; i++) {
      if (row.isNullAt(places[i]) || !cells[i].add(row, places[i], to)) {
        throw missing(names[i]);
      }
    }
    check(to.count() - before);
  }

  /** What a model takes of a row: its string, or its numbers. */
  Object value(InternalRow row) {
    return text ? string(row) : read(row);
  }

  /** The string of a row. */
  String string(InternalRow row) {
    if (row.isNullAt(places[0])) {
      throw missing(names[0]);
    }
    return row.getUTF8String(places[0]).toString();
  }

  boolean isText() {
    return text;
  }

  /** How many numbers a row has; 0 if that is not known. */
  int numbers() {
    return open ? 0 : Math.toIntExact(known);
  }

  private IllegalArgumentException missing(String column) {
    return new IllegalArgumentException(
        "Hornbill on Spark: %s must be there in each row. Received: null in column \"%s\". Drop or fill such rows before."
            .formatted(what, column));
  }

  private void check(int numbers) {
    boolean fits = open ? numbers % known == 0 : numbers == known;
    if (!fits) {
      throw new IllegalArgumentException(
          "Hornbill on Spark: %s must have %s numbers for a sample of shape %s. Received: %s from columns %s. Choose other columns, or give the model another Input."
              .formatted(what, known, Arrays.toString(shape), numbers, List.of(names)));
    }
  }

  /** The shape of a sample, once it is known how many numbers it has. */
  long[] shape(int numbers) {
    return Arrays.stream(shape).map(length -> length < 0 ? numbers / known : length).toArray();
  }
}
