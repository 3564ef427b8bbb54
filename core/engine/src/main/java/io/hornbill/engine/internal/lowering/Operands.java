package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;

/** How oneDNN is told of the result and the operands of a chain. */
interface Operands {
  /** The layout of the result, or of one lane of it. */
  MemoryDesc whole();

  /** The layout of {@link #ones}. */
  MemoryDesc one();

  /** What can be multiplied with the result as first link, and changes nothing. */
  Buffer ones();

  /** Whether an operand can be that of the first link; else it comes after a product with one. */
  boolean begins(Tensor operand);

  /** The layout of an operand, or of one lane of it. */
  MemoryDesc desc(Tensor operand);

  /** Whether an operand has as many elements as the result. */
  boolean isWhole(Tensor operand);

  /** Whether an operand of a result of that shape has a layout; else it is copied. */
  boolean fits(Tensor operand, Shape whole);

  /** To which shape what does not fit is repeated. */
  Shape copied(Tensor operand, Shape whole);

  /** In how many parts the chain is computed. */
  int lanes();

  /** Whether the parts are computed at the same time, and not one after the other. */
  boolean isTogether();

  /** What a lane reads of an operand. */
  Buffer part(Tensor operand, Buffer buffer, int lane);
}
