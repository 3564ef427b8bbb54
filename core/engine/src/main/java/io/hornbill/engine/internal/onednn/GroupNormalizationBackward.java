package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Gradients of {@link GroupNormalizationForward}. Slow: oneDNN 3.11 has only reference code for it.
 *
 * <p>Slots: {@link Args#SRC}, {@link Args#MEAN}, {@link Args#VARIANCE}, {@link Args#SCALE} if
 * flagged, {@link Args#DIFF_DST}, {@link Args#DIFF_SRC}, {@link Args#DIFF_SCALE} and {@link
 * Args#DIFF_SHIFT} if flagged.
 */
public final class GroupNormalizationBackward extends Primitive {
  /**
   * Makes the gradients, with the layouts of the forward pass.
   *
   * @param forward the forward pass; it may be closed afterwards
   */
  public GroupNormalizationBackward(GroupNormalizationForward forward) {
    super(
        Attributes.NONE,
        slots(
            Args.SRC,
            Args.MEAN,
            Args.VARIANCE,
            Args.SCALE,
            Args.DIFF_DST,
            Args.DIFF_SRC,
            Args.DIFF_SCALE,
            Args.DIFF_SHIFT),
        (scope, result, attr) ->
            dnnl.dnnl_group_normalization_backward_primitive_desc_create(
                result,
                Dnnl.engine(),
                dnnl.dnnl_backward,
                scope.desc(forward.data),
                scope.desc(forward.data),
                scope.desc(forward.data),
                forward.groups,
                forward.epsilon,
                forward.flags.bits(),
                forward.description(),
                attr));
  }
}
