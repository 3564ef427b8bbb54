package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/**
 * Gradients of {@link InnerProductForward} with respect to its weights and its bias.
 *
 * <pre>{@code
 * diffWeights[o, i] = sum_n diffDst[n, o] * src[n, i],  diffBias[o] = sum_n diffDst[n, o]
 * }</pre>
 *
 * <p>Slots: {@link Args#SRC}, {@link Args#DIFF_DST}, {@link Args#DIFF_WEIGHTS}, {@link
 * Args#DIFF_BIAS} if given.
 */
public final class InnerProductBackwardWeights extends Primitive {

  /**
   * Makes the gradients.
   *
   * @param src {@code [n, i]}
   * @param diffWeights {@code [o, i]}, may be {@linkplain MemoryDesc#any open}
   * @param diffBias {@code [o]}, or null
   * @param diffDst {@code [n, o]}
   * @param attributes math mode
   */
  public InnerProductBackwardWeights(
      MemoryDesc src,
      MemoryDesc diffWeights,
      @Nullable MemoryDesc diffBias,
      MemoryDesc diffDst,
      Attributes attributes) {
    super(
        attributes,
        slots(Args.SRC, Args.DIFF_DST, Args.DIFF_WEIGHTS, Args.DIFF_BIAS),
        (scope, result, attr) ->
            dnnl.dnnl_inner_product_backward_weights_primitive_desc_create(
                result,
                Dnnl.engine(),
                scope.desc(src),
                scope.desc(diffWeights),
                scope.desc(diffBias),
                scope.desc(diffDst),
                scope.hint(
                    InnerProductForward.creator(
                        dnnl.dnnl_forward_training, src, diffWeights, diffBias, diffDst),
                    attr),
                attr));
  }
}
