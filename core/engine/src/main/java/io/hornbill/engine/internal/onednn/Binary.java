package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/**
 * A function of two elements, {@code dst = postOps(f(src, src1))}.
 *
 * <p>Axes of length 1 are broadcast; the destination may be the memory of an operand of the same
 * dimensions. Slots: {@link Args#SRC}, {@link Args#SRC_1}, {@link Args#DST}.
 */
public final class Binary extends Primitive {

  /**
   * Makes a function of two elements.
   *
   * @param algorithm the function
   * @param src first operand
   * @param src1 second operand, of the same rank
   * @param dst result
   * @param attributes post-ops
   */
  public Binary(
      BinaryAlgorithm algorithm,
      MemoryDesc src,
      MemoryDesc src1,
      MemoryDesc dst,
      Attributes attributes) {
    super(attributes, slots(Args.SRC, Args.SRC_1, Args.DST), new Call(algorithm, src, src1, dst));
  }

  /** Equal ones share their native part. */
  private record Call(BinaryAlgorithm algorithm, MemoryDesc src, MemoryDesc src1, MemoryDesc dst)
      implements Creator {
    @Override
    public int create(NativeScope scope, Description result, dnnl_primitive_attr attributes) {
      return dnnl.dnnl_binary_primitive_desc_create(
          result,
          Dnnl.engine(),
          algorithm.code(),
          scope.desc(src),
          scope.desc(src1),
          scope.desc(dst),
          attributes);
    }
  }
}
