package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of an elementwise result as rows and columns, so that most operands are whole, a single
 * number, or one row for all: the patterns that oneDNN broadcasts fast. The rows may be shared out
 * to lanes. Several short rows, such as the three channels of pictures, count as one, for which
 * their operands are repeated.
 *
 * @param rows how many there are
 * @param columns how long each is
 * @param lanes how many lanes there are
 * @param repeats how many rows of the result a row holds
 */
record Flat(long rows, long columns, int lanes, long repeats) implements Operands {
  /** Numbers that the processor computes at once; oneDNN takes shorter rows one by one. */
  private static final long AT_ONCE = 16;

  /** Finds the rows and columns; fewer lanes than wanted if the rows cannot be shared out. */
  static Flat of(Shape whole, List<Tensor> operands, int lanes) {
    long columns = 0;
    for (Tensor operand : operands) {
      long size = operand.shape().size();
      if (columns == 0 && size != whole.size() && size != 1 && isSuffix(operand.shape(), whole)) {
        columns = size;
      }
    }
    if (columns > 0 && columns < AT_ONCE) {
      Flat wide = wide(whole.size() / columns, columns, lanes);
      if (wide != null) {
        return wide;
      }
    }
    columns = columns == 0 ? Math.max(1, whole.rank() == 0 ? 1 : whole.last()) : columns;
    long rows = whole.size() / columns;
    return new Flat(rows, columns, rows % lanes == 0 ? lanes : 1, 1);
  }

  /** Several rows as one, as many as make a multiple of what is computed at once; null if none. */
  private static @Nullable Flat wide(long rows, long columns, int lanes) {
    long repeats = AT_ONCE / Long.lowestOneBit(columns);
    if (rows % repeats != 0) {
      return null;
    }
    long fewer = rows / repeats;
    return new Flat(fewer, columns * repeats, fewer % lanes == 0 ? lanes : 1, repeats);
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

  @Override
  public boolean isWhole(Tensor tensor) {
    return tensor.shape().size() == rows * columns;
  }

  /** Whether an operand of a result of that shape is whole, a number or a row. */
  @Override
  public boolean fits(Tensor operand, Shape whole) {
    long size = operand.shape().size();
    return isWhole(operand) || size == 1 || (size == columns && isSuffix(operand.shape(), whole));
  }

  @Override
  public Shape copied(Tensor operand, Shape whole) {
    return isRepeated(operand, whole) ? Shape.of(repeats, columns / repeats) : whole;
  }

  private boolean isRepeated(Tensor operand, Shape whole) {
    return repeats > 1
        && operand.shape().size() * repeats == columns
        && isSuffix(operand.shape(), whole);
  }

  /** The rows of one lane. */
  @Override
  public MemoryDesc whole() {
    return MemoryDesc.dense(rows / lanes, columns);
  }

  @Override
  public MemoryDesc one() {
    return MemoryDesc.dense(1, 1);
  }

  @Override
  public Buffer ones() {
    return Rows.ONES;
  }

  @Override
  public boolean begins(Tensor operand) {
    return true;
  }

  @Override
  public boolean isTogether() {
    return true;
  }

  @Override
  public Buffer part(Tensor operand, Buffer buffer, int lane) {
    return isWhole(operand) ? buffer.lane(lane, lanes) : buffer;
  }

  @Override
  public MemoryDesc desc(Tensor operand) {
    long size = operand.shape().size();
    return size == rows * columns ? whole() : size == 1 ? one() : MemoryDesc.dense(1, columns);
  }
}
