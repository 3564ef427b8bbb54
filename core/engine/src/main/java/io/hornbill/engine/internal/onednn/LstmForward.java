package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Long short-term memory, with the gates in Keras' order {@code i, f, c, o}.
 *
 * <pre>{@code
 * i, f, o = sigmoid(x W + h U + b),  g = tanh(x W + h U + b)
 * c = f * c + i * g,  h = o * tanh(c)
 * }</pre>
 *
 * <p>Slots: {@link Args#SRC}, {@link Args#SRC_ITER} and {@link Args#SRC_ITER_C}, {@link
 * Args#WEIGHTS}, {@link Args#WEIGHTS_ITER}, {@link Args#BIAS}, {@link Args#DST}, {@link
 * Args#WORKSPACE} in training, {@link Args#DST_ITER} and {@link Args#DST_ITER_C} if the shape has a
 * final state.
 */
public final class LstmForward extends Primitive {
  /** Number of gates. */
  static final int GATES = 4;

  /** What the backward pass shares. */
  final RecurrentShape shape;

  /**
   * Makes a forward pass.
   *
   * @param shape sizes and options
   * @param training true if a {@link LstmBackward} follows, which needs the workspace
   * @param openWeights true to let oneDNN choose the layouts of both kernels, false for Keras'
   * @param attributes math mode
   */
  public LstmForward(
      RecurrentShape shape, boolean training, boolean openWeights, Attributes attributes) {
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
            Args.DST_ITER_C),
        new Call(shape, training, openWeights));
    this.shape = shape;
  }

  /** Equal ones share their native part. */
  private record Call(RecurrentShape shape, boolean training, boolean openWeights)
      implements Creator {
    @Override
    public int create(NativeScope scope, Description result, dnnl_primitive_attr attributes) {
      return dnnl.dnnl_lstm_forward_primitive_desc_create(
          result,
          Dnnl.engine(),
          Dnnl.forward(training),
          shape.direction(),
          scope.desc(shape.src()),
          scope.desc(shape.initialState()),
          scope.desc(shape.initialState()),
          scope.desc(shape.kernel(GATES, openWeights)),
          scope.desc(shape.recurrentKernel(GATES, openWeights)),
          null,
          null,
          scope.desc(shape.bias(GATES)),
          scope.desc(shape.dst()),
          scope.desc(shape.finalState()),
          scope.desc(shape.finalState()),
          0,
          attributes);
    }
  }
}
