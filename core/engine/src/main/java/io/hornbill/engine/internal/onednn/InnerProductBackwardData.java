package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Gradient of {@link InnerProductForward} with respect to its input.
 *
 * <pre>{@code
 * diffSrc[n, i] = sum_o diffDst[n, o] * weights[o, i]
 * }</pre>
 *
 * <p>Slots: {@link Args#DIFF_DST}, {@link Args#WEIGHTS}, {@link Args#DIFF_SRC}.
 */
public final class InnerProductBackwardData extends Primitive {

  /**
   * Makes the gradient.
   *
   * @param diffSrc {@code [n, i]}
   * @param weights {@code [o, i]}, may be {@linkplain MemoryDesc#any open}
   * @param diffDst {@code [n, o]}
   * @param attributes math mode
   */
  public InnerProductBackwardData(
      MemoryDesc diffSrc, MemoryDesc weights, MemoryDesc diffDst, Attributes attributes) {
    super(
        attributes,
        slots(Args.DIFF_DST, Args.WEIGHTS, Args.DIFF_SRC),
        (scope, result, attr) ->
            dnnl.dnnl_inner_product_backward_data_primitive_desc_create(
                result,
                Dnnl.engine(),
                scope.desc(diffSrc),
                scope.desc(weights),
                scope.desc(diffDst),
                scope.hint(
                    InnerProductForward.creator(
                        dnnl.dnnl_forward_training, diffSrc, weights, null, diffDst),
                    attr),
                attr));
  }
}
