package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Gradient of {@link ResamplingForward}.
 *
 * <p>Slots: {@link Args#DIFF_DST}, {@link Args#DIFF_SRC}.
 */
public final class ResamplingBackward extends Primitive {
  /**
   * Makes the gradient.
   *
   * @param algorithm how the forward pass finds the value between pixels
   * @param diffSrc layout of the input's gradient
   * @param diffDst layout of the output's gradient
   */
  public ResamplingBackward(ResamplingAlgorithm algorithm, MemoryDesc diffSrc, MemoryDesc diffDst) {
    super(
        Attributes.NONE,
        slots(Args.DIFF_DST, Args.DIFF_SRC),
        (scope, result, attr) ->
            dnnl.dnnl_resampling_backward_primitive_desc_create(
                result,
                Dnnl.engine(),
                algorithm.code(),
                (float[]) null,
                scope.desc(diffSrc),
                scope.desc(diffDst),
                scope.hint(ResamplingForward.creator(algorithm, diffSrc, diffDst), attr),
                attr));
  }
}
