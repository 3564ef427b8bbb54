package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Simple recurrent layer, {@code h = f(x W + h U + b)}.
 *
 * <p>Slots: {@link Args#SRC}, {@link Args#SRC_ITER}, {@link Args#WEIGHTS}, {@link
 * Args#WEIGHTS_ITER}, {@link Args#BIAS}, {@link Args#DST}, {@link Args#WORKSPACE} in training,
 * {@link Args#DST_ITER} if the shape has a final state.
 */
public final class RnnForward extends Primitive {
  /** What the backward pass shares. */
  final RecurrentShape shape;

  /** What the backward pass shares. */
  final EltwiseAlgorithm activation;

  /**
   * Makes a forward pass.
   *
   * @param shape sizes and options
   * @param activation {@code TANH}, {@code LOGISTIC} or {@code RELU}
   * @param training true if a {@link RnnBackward} follows, which needs the workspace
   * @param openWeights true to let oneDNN choose the layouts of both kernels, false for Keras'
   * @param attributes math mode
   */
  public RnnForward(
      RecurrentShape shape,
      EltwiseAlgorithm activation,
      boolean training,
      boolean openWeights,
      Attributes attributes) {
    super(
        attributes,
        slots(
            Args.SRC,
            Args.SRC_ITER,
            Args.WEIGHTS,
            Args.WEIGHTS_ITER,
            Args.BIAS,
            Args.DST,
            Args.DST_ITER),
        new Call(shape, activation, training, openWeights));
    this.shape = shape;
    this.activation = activation;
  }

  /** Equal ones share their native part. */
  private record Call(
      RecurrentShape shape, EltwiseAlgorithm activation, boolean training, boolean openWeights)
      implements Creator {
    @Override
    public int create(NativeScope scope, Description result, dnnl_primitive_attr attributes) {
      return dnnl.dnnl_vanilla_rnn_forward_primitive_desc_create(
          result,
          Dnnl.engine(),
          Dnnl.forward(training),
          activation.code(),
          shape.direction(),
          scope.desc(shape.src()),
          scope.desc(shape.initialState()),
          scope.desc(shape.kernel(1, openWeights)),
          scope.desc(shape.recurrentKernel(1, openWeights)),
          scope.desc(shape.bias(1)),
          scope.desc(shape.dst()),
          scope.desc(shape.finalState()),
          0,
          0,
          0,
          attributes);
    }
  }
}
