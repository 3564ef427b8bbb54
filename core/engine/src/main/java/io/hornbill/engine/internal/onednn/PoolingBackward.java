package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Gradient of {@link PoolingForward}.
 *
 * <p>Slots: {@link Args#DIFF_DST}, {@link Args#DIFF_SRC}, and for maxima {@link Args#WORKSPACE} as
 * the forward pass left it.
 */
public final class PoolingBackward extends Primitive {

  /**
   * Makes the gradient, with the layouts of the forward pass.
   *
   * @param forward the forward pass, made for training; it may be closed afterwards
   */
  public PoolingBackward(PoolingForward forward) {
    super(
        Attributes.NONE,
        slots(Args.DIFF_DST, Args.DIFF_SRC),
        (scope, result, attr) ->
            dnnl.dnnl_pooling_backward_primitive_desc_create(
                result,
                Dnnl.engine(),
                forward.algorithm.code(),
                scope.desc(forward.desc(Args.SRC)),
                scope.desc(forward.desc(Args.DST)),
                forward.shape.strides(),
                forward.shape.kernel(),
                forward.shape.dilates(),
                forward.shape.padBegin(),
                forward.shape.padEnd(),
                forward.description(),
                attr));
  }
}
