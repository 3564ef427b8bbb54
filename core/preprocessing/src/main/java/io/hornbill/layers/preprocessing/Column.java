package io.hornbill.layers.preprocessing;

import io.hornbill.data.Strings;
import io.hornbill.graph.Shape;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Numbers or strings of any shape.
 *
 * @param shape the shape, of strings without the axis of their bytes
 * @param numbers the numbers in C order; none for strings
 * @param strings the strings in C order; none for numbers
 */
record Column(Shape shape, Numbers numbers, List<String> strings) {
  /** An array that is not compared. */
  static final class Numbers {
    final double[] values;

    Numbers(double... values) {
      this.values = values;
    }
  }

  static Column of(Shape shape, double... numbers) {
    return new Column(shape, new Numbers(numbers), List.of());
  }

  static Column of(Shape shape, List<String> strings) {
    return new Column(shape, new Numbers(), strings);
  }

  static Column of(INDArray array, boolean isStrings) {
    INDArray plain = array.castTo(DataType.DOUBLE);
    double[] values =
        (plain == array || plain.ordering() != 'c' || plain.isView() ? plain.dup('c') : plain)
            .data()
            .asDouble();
    return of(Shape.of(array.shape()), values, isStrings);
  }

  /** Elements as they are in arrays. */
  static Column of(Shape shape, double[] values, boolean isStrings) {
    return isStrings
        ? of(shape.without(shape.rank() - 1), Strings.decode(values, (int) shape.last()))
        : of(shape, values);
  }

  boolean isStrings() {
    return !strings.isEmpty();
  }

  double[] values() {
    return numbers.values;
  }

  int size() {
    return isStrings() ? strings.size() : values().length;
  }

  /** An element as text; numbers are cut to whole ones. */
  String text(int index) {
    return isStrings() ? strings.get(index) : Long.toString((long) values()[index]);
  }

  INDArray array(DataType type) {
    return isStrings()
        ? Strings.encode(strings, shape.dims()).castTo(type)
        : Nd4j.createFromArray(values()).reshape('c', shape.dims()).castTo(type);
  }
}
