package io.hornbill.spark;

import io.hornbill.base.Fault;
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
    if (!known.contains(column)) {
      throw Fault.of("Hornbill on Spark")
          .expected("the column of %s must be there", what)
          .received("\"%s\"", column)
          .remedy("The columns are %s.", known)
          .argument();
    }
    return known.indexOf(column);
  }

  private void checkText(DataType type, String column) {
    if (!(type instanceof StringType && names.length == 1)) {
      throw Fault.of("Hornbill on Spark")
          .expected("%s must be one column of strings", what)
          .received("%s in column \"%s\" of %s", type.simpleString(), column, List.of(names))
          .remedy("Name that column in featuresCol or inputCols.")
          .argument();
    }
  }

  private Cell cell(DataType type, String column) {
    if (type instanceof StringType) {
      throw Fault.of("Hornbill on Spark")
          .expected("%s must be numbers, as this model does not begin with strings", what)
          .received("strings in column \"%s\"", column)
          .remedy(
              "Begin the model with TextVectorization or StringLookup, or use StringIndexer"
                  + " before.")
          .argument();
    }
    Cell cell = Cell.of(type, shape);
    if (cell == null) {
      throw Fault.of("Hornbill on Spark")
          .expected(
              "%s must be numbers, vectors, arrays of numbers, or images as bytes for an"
                  + " input [height, width, channels]",
              what)
          .received("%s in column \"%s\"", type.simpleString(), column)
          .remedy("Convert the column.")
          .argument();
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
    return Fault.of("Hornbill on Spark")
        .expected("%s must be there in each row", what)
        .received("null in column \"%s\"", column)
        .remedy("Drop or fill such rows before.")
        .argument();
  }

  private void check(int numbers) {
    boolean fits = open ? numbers % known == 0 : numbers == known;
    if (!fits) {
      throw Fault.of("Hornbill on Spark")
          .expected(
              "%s must have %s numbers for a sample of shape %s",
              what, known, Arrays.toString(shape))
          .received("%s from columns %s", numbers, List.of(names))
          .remedy("Choose other columns, or give the model another Input.")
          .argument();
    }
  }

  /** The shape of a sample, once it is known how many numbers it has. */
  long[] shape(int numbers) {
    return Arrays.stream(shape).map(length -> length < 0 ? numbers / known : length).toArray();
  }
}
