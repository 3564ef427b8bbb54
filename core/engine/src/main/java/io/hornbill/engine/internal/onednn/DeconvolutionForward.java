package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Transposed convolution in one to three dimensions.
 *
 * <p>What is computed and the layouts Keras uses are said by {@link ConvolutionShape}. Slots:
 * {@link Args#SRC}, {@link Args#WEIGHTS}, {@link Args#BIAS} if the shape has one, {@link Args#DST}.
 */
public final class DeconvolutionForward extends Primitive {

  /**
   * Makes a forward pass on channels-last images whose weights have the layout oneDNN likes best;
   * {@link Reorder} brings Keras' kernel, {@link ConvolutionShape#weights()}, into it.
   *
   * @param shape sizes, strides, dilations, padding
   * @param attributes post-ops and math mode
   */
  public DeconvolutionForward(ConvolutionShape shape, Attributes attributes) {
    this(shape, shape.src(), shape.anyWeights(), shape.dst(), attributes);
  }

  /**
   * Makes a forward pass with given layouts, each of which may be {@linkplain MemoryDesc#any open}.
   *
   * @param shape sizes, strides, dilations, padding
   * @param src layout of the input
   * @param weights layout of the weights
   * @param dst layout of the output
   * @param attributes post-ops and math mode
   */
  public DeconvolutionForward(
      ConvolutionShape shape,
      MemoryDesc src,
      MemoryDesc weights,
      MemoryDesc dst,
      Attributes attributes) {
    super(
        attributes,
        slots(Args.SRC, Args.WEIGHTS, Args.BIAS, Args.DST),
        creator(shape, src, weights, dst));
  }

  static Creator creator(
      ConvolutionShape shape, MemoryDesc src, MemoryDesc weights, MemoryDesc dst) {
    return (scope, result, attr) ->
        dnnl.dnnl_deconvolution_forward_primitive_desc_create(
            result,
            Dnnl.engine(),
            dnnl.dnnl_forward_training,
            dnnl.dnnl_deconvolution_direct,
            scope.desc(src),
            scope.desc(weights),
            scope.desc(shape.bias()),
            scope.desc(dst),
            shape.strides(),
            shape.dilates(),
            shape.padBegin(),
            shape.padEnd(),
            attr);
  }
}
