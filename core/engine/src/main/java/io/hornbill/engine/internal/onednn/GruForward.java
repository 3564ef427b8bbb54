package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Gated recurrent unit, with the gates in Keras' order {@code z, r, h}.
 *
 * <pre>{@code
 * z, r = sigmoid(x W + h U + b)
 * reset before: g = tanh(x W + (r * h) U + b)
 * reset after:  g = tanh(x W + b_2 + r * (h U + b_3))
 * h = z * h + (1 - z) * g
 * }</pre>
 *
 * <p>Reset after, the bias has four parts. From Keras' {@code [2, 3 * units]}, input and recurrent,
 * they are {@code z_in + z_rec, r_in + r_rec, h_in, h_rec}; a gradient goes back to both summands.
 * Slots: {@link Args#SRC}, {@link Args#SRC_ITER}, {@link Args#WEIGHTS}, {@link Args#WEIGHTS_ITER},
 * {@link Args#BIAS}, {@link Args#DST}, {@link Args#WORKSPACE} in training, {@link Args#DST_ITER} if
 * the shape has a final state.
 */
public final class GruForward extends Primitive {
  /** Number of gates. */
  static final int GATES = 3;

  /** What the backward pass shares. */
  final RecurrentShape shape;

  /** What the backward pass shares. */
  final boolean resetAfter;

  /**
   * Makes a forward pass.
   *
   * @param shape sizes and options
   * @param resetAfter true for Keras' default, the reset gate after the recurrent product
   * @param training true if a {@link GruBackward} follows, which needs the workspace
   * @param openWeights true to let oneDNN choose the layouts of both kernels, false for Keras'
   * @param attributes math mode
   */
  public GruForward(
      RecurrentShape shape,
      boolean resetAfter,
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
        new Call(shape, resetAfter, training, openWeights));
    this.shape = shape;
    this.resetAfter = resetAfter;
  }

  /** Equal ones share their native part. */
  private record Call(
      RecurrentShape shape, boolean resetAfter, boolean training, boolean openWeights)
      implements Creator {
    @Override
    public int create(NativeScope scope, Description result, dnnl_primitive_attr attributes) {
      return resetAfter ? after(scope, result, attributes) : before(scope, result, attributes);
    }

    private int after(NativeScope scope, Description result, dnnl_primitive_attr attributes) {
      return dnnl.dnnl_lbr_gru_forward_primitive_desc_create(
          result,
          Dnnl.engine(),
          Dnnl.forward(training),
          shape.direction(),
          scope.desc(shape.src()),
          scope.desc(shape.initialState()),
          scope.desc(shape.kernel(GATES, openWeights)),
          scope.desc(shape.recurrentKernel(GATES, openWeights)),
          scope.desc(shape.bias(GATES + 1)),
          scope.desc(shape.dst()),
          scope.desc(shape.finalState()),
          0,
          attributes);
    }

    private int before(NativeScope scope, Description result, dnnl_primitive_attr attributes) {
      return dnnl.dnnl_gru_forward_primitive_desc_create(
          result,
          Dnnl.engine(),
          Dnnl.forward(training),
          shape.direction(),
          scope.desc(shape.src()),
          scope.desc(shape.initialState()),
          scope.desc(shape.kernel(GATES, openWeights)),
          scope.desc(shape.recurrentKernel(GATES, openWeights)),
          scope.desc(shape.bias(GATES)),
          scope.desc(shape.dst()),
          scope.desc(shape.finalState()),
          0,
          attributes);
    }
  }
}
