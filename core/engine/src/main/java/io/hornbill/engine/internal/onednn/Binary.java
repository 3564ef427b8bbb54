package io.hornbill.engine.internal.onednn;

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
    super(
        attributes,
        slots(Args.SRC, Args.SRC_1, Args.DST),
        (scope, result, attr) ->
            dnnl.dnnl_binary_primitive_desc_create(
                result,
                Dnnl.engine(),
                algorithm.code(),
                scope.desc(src),
                scope.desc(src1),
                scope.desc(dst),
                attr));
  }
}
