package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Gradients of {@link LstmForward}.
 *
 * <p>The kernels are wanted in a layout of oneDNN's choice, see {@link #desc(int)}: not Keras' and
 * not that of the forward pass. Their gradients come in Keras' layout; they and the bias' are
 * written, not added to. Slots: those of the forward pass, with what it left in {@link
 * Args#WORKSPACE} and its outputs, and the gradients of all of them.
 */
public final class LstmBackward extends Primitive {
  /**
   * Makes the gradients.
   *
   * @param forward the forward pass, made for training; it may be closed afterwards
   * @param attributes math mode
   */
  public LstmBackward(LstmForward forward, Attributes attributes) {
    super(
        attributes,
        slots(
            Args.SRC,
            Args.SRC_ITER,
            Args.SRC_ITER_C,
            Args.WEIGHTS,
            Args.WEIGHTS_ITER,
            Args.BIAS,
            Args.DST,
            Args.DST_ITER,
            Args.DST_ITER_C,
            Args.DIFF_SRC,
            Args.DIFF_SRC_ITER,
            Args.DIFF_SRC_ITER_C,
            Args.DIFF_WEIGHTS,
            Args.DIFF_WEIGHTS_ITER,
            Args.DIFF_BIAS,
            Args.DIFF_DST,
            Args.DIFF_DST_ITER,
            Args.DIFF_DST_ITER_C),
        creator(forward));
  }

  private static Creator creator(LstmForward forward) {
    RecurrentShape shape = forward.shape;
    return (scope, result, attr) ->
        dnnl.dnnl_lstm_backward_primitive_desc_create(
            result,
            Dnnl.engine(),
            dnnl.dnnl_backward,
            shape.direction(),
            scope.desc(shape.src()),
            scope.desc(shape.initialState()),
            scope.desc(shape.initialState()),
            scope.desc(shape.kernel(LstmForward.GATES, true)),
            scope.desc(shape.recurrentKernel(LstmForward.GATES, true)),
            null,
            null,
            scope.desc(shape.bias(LstmForward.GATES)),
            scope.desc(shape.dst()),
            scope.desc(shape.finalState()),
            scope.desc(shape.finalState()),
            scope.desc(shape.src()),
            scope.desc(shape.initialState()),
            scope.desc(shape.initialState()),
            scope.desc(shape.kernel(LstmForward.GATES)),
            scope.desc(shape.recurrentKernel(LstmForward.GATES)),
            null,
            null,
            scope.desc(shape.bias(LstmForward.GATES)),
            scope.desc(shape.dst()),
            scope.desc(shape.finalState()),
            scope.desc(shape.finalState()),
            dnnl.dnnl_rnn_flags_diff_weights_overwrite,
            forward.description(),
            attr);
  }
}
