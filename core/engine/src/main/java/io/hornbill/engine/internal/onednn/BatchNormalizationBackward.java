package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Gradients of {@link BatchNormalizationForward}.
 *
 * <p>Slots: {@link Args#SRC}, {@link Args#MEAN}, {@link Args#VARIANCE}, {@link Args#SCALE} if
 * flagged, {@link Args#WORKSPACE} with a fused relu, {@link Args#DIFF_DST}, {@link Args#DIFF_SRC},
 * {@link Args#DIFF_SCALE} and {@link Args#DIFF_SHIFT} if flagged.
 */
public final class BatchNormalizationBackward extends Primitive {

  /**
   * Makes the gradients, with the layouts of the forward pass.
   *
   * @param forward the forward pass, made for training; it may be closed afterwards
   */
  public BatchNormalizationBackward(BatchNormalizationForward forward) {
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
            dnnl.dnnl_batch_normalization_backward_primitive_desc_create(
                result,
                Dnnl.engine(),
                dnnl.dnnl_backward,
                scope.desc(forward.data),
                scope.desc(forward.data),
                scope.desc(forward.data),
                forward.epsilon,
                forward.flags.bits(),
                forward.description(),
                attr));
  }
}
