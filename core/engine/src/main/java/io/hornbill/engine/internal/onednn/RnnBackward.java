package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Gradients of {@link RnnForward}.
 *
 * <p>The kernels are wanted in a layout of oneDNN's choice, see {@link #desc(int)}: not Keras' and
 * not that of the forward pass. Their gradients come in Keras' layout; they and the bias' are
 * written, not added to. Slots: those of the forward pass, with what it left in {@link
 * Args#WORKSPACE} and its outputs, and the gradients of all of them.
 */
public final class RnnBackward extends Primitive {
  /**
   * Makes the gradients.
   *
   * @param forward the forward pass, made for training; it may be closed afterwards
   * @param attributes math mode
   */
  public RnnBackward(RnnForward forward, Attributes attributes) {
    super(
        attributes,
        slots(
            Args.SRC,
            Args.SRC_ITER,
            Args.WEIGHTS,
            Args.WEIGHTS_ITER,
            Args.BIAS,
            Args.DST,
            Args.DST_ITER,
            Args.DIFF_SRC,
            Args.DIFF_SRC_ITER,
            Args.DIFF_WEIGHTS,
            Args.DIFF_WEIGHTS_ITER,
            Args.DIFF_BIAS,
            Args.DIFF_DST,
            Args.DIFF_DST_ITER),
        creator(forward));
  }

  private static Creator creator(RnnForward forward) {
    RecurrentShape shape = forward.shape;
    return (scope, result, attr) ->
        dnnl.dnnl_vanilla_rnn_backward_primitive_desc_create(
            result,
            Dnnl.engine(),
            dnnl.dnnl_backward,
            forward.activation.code(),
            shape.direction(),
            scope.desc(shape.src()),
            scope.desc(shape.initialState()),
            scope.desc(shape.kernel(1, true)),
            scope.desc(shape.recurrentKernel(1, true)),
            scope.desc(shape.bias(1)),
            scope.desc(shape.dst()),
            scope.desc(shape.finalState()),
            scope.desc(shape.src()),
            scope.desc(shape.initialState()),
            scope.desc(shape.kernel(1)),
            scope.desc(shape.recurrentKernel(1)),
            scope.desc(shape.bias(1)),
            scope.desc(shape.dst()),
            scope.desc(shape.finalState()),
            dnnl.dnnl_rnn_flags_diff_weights_overwrite,
            0,
            0,
            forward.description(),
            attr);
  }
}
