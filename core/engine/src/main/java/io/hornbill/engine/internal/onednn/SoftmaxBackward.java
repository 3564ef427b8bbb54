package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Gradient of {@link SoftmaxForward}.
 *
 * <pre>{@code
 * diffSrc = dst * (diffDst - sum(diffDst * dst))    or    diffDst - exp(dst) * sum(diffDst)
 * }</pre>
 *
 * <p>Slots: {@link Args#DST}, {@link Args#DIFF_DST}, {@link Args#DIFF_SRC}.
 */
public final class SoftmaxBackward extends Primitive {

  /**
   * Makes the gradient.
   *
   * @param data dimensions and layout of all three arrays
   * @param axis the axis along which the results sum to 1
   * @param log true for the logarithm
   */
  public SoftmaxBackward(MemoryDesc data, int axis, boolean log) {
    super(
        Attributes.NONE,
        slots(Args.DST, Args.DIFF_DST, Args.DIFF_SRC),
        (scope, result, attr) ->
            dnnl.dnnl_softmax_backward_primitive_desc_create(
                result,
                Dnnl.engine(),
                SoftmaxForward.algorithm(log),
                scope.desc(data),
                scope.desc(data),
                scope.desc(data),
                axis,
                scope.hint(SoftmaxForward.creator(data, axis, log), attr),
                attr));
  }
}
