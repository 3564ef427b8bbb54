package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Gradient of {@link EltwiseForward}, {@code diffSrc = diffDst * f'(src)}.
 *
 * <p>Slots: {@link Args#SRC}, or {@link Args#DST} for the algorithms that end in {@code FROM_DST};
 * {@link Args#DIFF_DST}, {@link Args#DIFF_SRC}, which may be the same memory.
 */
public final class EltwiseBackward extends Primitive {

  /**
   * Makes the gradient.
   *
   * @param algorithm the function
   * @param data dimensions and layout of all three arrays
   * @param alpha first parameter, see {@link EltwiseAlgorithm}
   * @param beta second parameter
   */
  public EltwiseBackward(EltwiseAlgorithm algorithm, MemoryDesc data, float alpha, float beta) {
    super(
        Attributes.NONE,
        slots(Args.SRC, Args.DST, Args.DIFF_DST, Args.DIFF_SRC),
        (scope, result, attr) ->
            dnnl.dnnl_eltwise_backward_primitive_desc_create(
                result,
                Dnnl.engine(),
                algorithm.code(),
                scope.desc(data),
                scope.desc(data),
                scope.desc(data),
                alpha,
                beta,
                scope.hint(EltwiseForward.creator(algorithm, data, alpha, beta), attr),
                attr));
  }
}
