package io.hornbill.graph;

import io.hornbill.base.Fault;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Fixed arrays in the types that plans compute with. */
final class Constants {
  /** Up to here a float holds every whole number. */
  private static final long LARGEST = 1L << 24;

  private Constants() {}

  /** Copies an array, as floats if it does not hold floats or doubles. */
  static INDArray computable(INDArray value) {
    DataType type = value.dataType();
    if (isComputed(type)) {
      return value.dup('c');
    }
    if (!type.isNumerical() && type != DataType.BOOL) {
      throw Fault.of("Ops.constant")
          .expected("the array must hold numbers or truth values")
          .received("%s", type)
          .remedy("Look strings up before: StringLookup.")
          .argument();
    }
    if (type.isIntType() && value.length() > 0) {
      double largest = value.castTo(DataType.DOUBLE).amaxNumber().doubleValue();
      if (largest > LARGEST) {
        throw Fault.of("Ops.constant")
            .expected("whole numbers must be at most %s, which floats hold", LARGEST)
            .received("%.0f", largest)
            .remedy("Pass castTo(DataType.DOUBLE).")
            .argument();
      }
    }
    return value.castTo(DataType.FLOAT).dup('c');
  }

  /** Whether plans compute with numbers of a type. */
  static boolean isComputed(DataType type) {
    return type == DataType.FLOAT || type == DataType.DOUBLE;
  }
}
