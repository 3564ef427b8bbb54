package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Gradients of {@link ConvolutionForward} with respect to its weights and its bias.
 *
 * <p>Slots: {@link Args#SRC}, {@link Args#DIFF_DST}, {@link Args#DIFF_WEIGHTS}, {@link
 * Args#DIFF_BIAS} if the shape has a bias.
 */
public final class ConvolutionBackwardWeights extends Primitive {

  /**
   * Makes the gradients for channels-last images; those of the weights come in the layout oneDNN
   * likes best.
   *
   * @param shape sizes, strides, dilations, padding
   * @param attributes math mode
   */
  public ConvolutionBackwardWeights(ConvolutionShape shape, Attributes attributes) {
    this(shape, shape.src(), shape.anyWeights(), shape.dst(), attributes);
  }

  /**
   * Makes the gradients with given layouts, each of which may be {@linkplain MemoryDesc#any open}.
   *
   * @param shape sizes, strides, dilations, padding
   * @param src layout of the input
   * @param diffWeights layout of the weights' gradient
   * @param diffDst layout of the output's gradient
   * @param attributes math mode
   */
  public ConvolutionBackwardWeights(
      ConvolutionShape shape,
      MemoryDesc src,
      MemoryDesc diffWeights,
      MemoryDesc diffDst,
      Attributes attributes) {
    super(
        attributes,
        slots(Args.SRC, Args.DIFF_DST, Args.DIFF_WEIGHTS, Args.DIFF_BIAS),
        (scope, result, attr) ->
            dnnl.dnnl_convolution_backward_weights_primitive_desc_create(
                result,
                Dnnl.engine(),
                dnnl.dnnl_convolution_direct,
                scope.desc(src),
                scope.desc(diffWeights),
                scope.desc(shape.bias()),
                scope.desc(diffDst),
                shape.strides(),
                shape.dilates(),
                shape.padBegin(),
                shape.padEnd(),
                scope.hint(
                    ConvolutionForward.creator(
                        dnnl.dnnl_forward_training,
                        shape,
                        src,
                        MemoryDesc.any(diffWeights.dims()).as(src),
                        diffDst),
                    attr),
                attr));
  }
}
