package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Gradient of {@link ConvolutionForward} with respect to its input.
 *
 * <p>Slots: {@link Args#DIFF_DST}, {@link Args#WEIGHTS}, {@link Args#DIFF_SRC}.
 */
public final class ConvolutionBackwardData extends Primitive {

  /**
   * Makes the gradient for channels-last images and weights in the layout oneDNN likes best, which
   * may differ from that of the forward pass.
   *
   * @param shape sizes, strides, dilations, padding
   * @param attributes math mode
   */
  public ConvolutionBackwardData(ConvolutionShape shape, Attributes attributes) {
    this(shape, shape.src(), shape.anyWeights(), shape.dst(), attributes);
  }

  /**
   * Makes the gradient with given layouts, each of which may be {@linkplain MemoryDesc#any open}.
   *
   * @param shape sizes, strides, dilations, padding
   * @param diffSrc layout of the input's gradient
   * @param weights layout of the weights
   * @param diffDst layout of the output's gradient
   * @param attributes math mode
   */
  public ConvolutionBackwardData(
      ConvolutionShape shape,
      MemoryDesc diffSrc,
      MemoryDesc weights,
      MemoryDesc diffDst,
      Attributes attributes) {
    super(
        attributes,
        slots(Args.DIFF_DST, Args.WEIGHTS, Args.DIFF_SRC),
        (scope, result, attr) ->
            dnnl.dnnl_convolution_backward_data_primitive_desc_create(
                result,
                Dnnl.engine(),
                dnnl.dnnl_convolution_direct,
                scope.desc(diffSrc),
                scope.desc(weights),
                scope.desc(diffDst),
                shape.strides(),
                shape.dilates(),
                shape.padBegin(),
                shape.padEnd(),
                scope.hint(
                    ConvolutionForward.creator(
                        dnnl.dnnl_forward_training, shape, diffSrc.as(diffDst), weights, diffDst),
                    attr),
                attr));
  }
}
