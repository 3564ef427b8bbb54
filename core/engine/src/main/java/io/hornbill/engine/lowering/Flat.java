package io.hornbill.engine.lowering;

import io.hornbill.engine.onednn.MemoryDesc;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * The shape of an elementwise result as rows and columns, so that most operands are whole, a single
 * number, or one row for all: the patterns that oneDNN broadcasts fast.
 */
record Flat(long rows, long columns) {
  /** Finds the rows and columns. */
  static Flat of(Shape whole, List<Tensor> operands) {
    long columns = 0;
    for (Tensor operand : operands) {
      long size = operand.shape().size();
      if (columns == 0 && size != whole.size() && size != 1 && isSuffix(operand.shape(), whole)) {
        columns = size;
      }
    }
    columns = columns == 0 ? Math.max(1, whole.rank() == 0 ? 1 : whole.last()) : columns;
    return new Flat(whole.size() / columns, columns);
  }

  private static boolean isSuffix(Shape shape, Shape whole) {
    int lead = 0;
    while (lead < shape.rank() && shape.dim(lead) == 1) {
      lead++;
    }
    Shape core = shape.slice(lead, shape.rank());
    return core.rank() <= whole.rank()
        && core.equals(whole.slice(whole.rank() - core.rank(), whole.rank()));
  }

  /** Whether a tensor has as many elements as the result. */
  boolean isWhole(Tensor tensor) {
    return tensor.shape().size() == rows * columns;
  }

  /** Whether an operand of a result of that shape is whole, a number or a row. */
  boolean fits(Tensor operand, Shape whole) {
    long size = operand.shape().size();
    return isWhole(operand) || size == 1 || (size == columns && isSuffix(operand.shape(), whole));
  }

  MemoryDesc whole() {
    return MemoryDesc.dense(rows, columns);
  }

  MemoryDesc desc(Tensor operand) {
    long size = operand.shape().size();
    return size == rows * columns
        ? whole()
        : size == 1 ? MemoryDesc.dense(1, 1) : MemoryDesc.dense(1, columns);
  }
}
