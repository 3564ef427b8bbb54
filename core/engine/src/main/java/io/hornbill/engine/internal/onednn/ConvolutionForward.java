package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Convolution in one to three dimensions.
 *
 * <p>What is computed and the layouts Keras uses are said by {@link ConvolutionShape}. Slots:
 * {@link Args#SRC}, {@link Args#WEIGHTS}, {@link Args#BIAS} if the shape has one, {@link Args#DST}.
 */
public final class ConvolutionForward extends Primitive {
  private static final String SLOW_DEPTHWISE = "brdgmm_dw:avx2";
  private static final int AVX2_FLOATS = 8;
  private static final String FAST_DEPTHWISE = "jit_dw:avx2";

  /**
   * Makes a forward pass on channels-last images whose weights have the layout oneDNN likes best;
   * {@link Reorder} brings Keras' kernel, {@link ConvolutionShape#weights()}, into it.
   *
   * @param shape sizes, strides, dilations, padding
   * @param attributes post-ops and math mode
   */
  public ConvolutionForward(ConvolutionShape shape, Attributes attributes) {
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
  public ConvolutionForward(
      ConvolutionShape shape,
      MemoryDesc src,
      MemoryDesc weights,
      MemoryDesc dst,
      Attributes attributes) {
    super(
        attributes,
        slots(Args.SRC, Args.WEIGHTS, Args.BIAS, Args.DST),
        preferring(shape, creator(dnnl.dnnl_forward_inference, shape, src, weights, dst)));
  }

  /**
   * With AVX2 alone, oneDNN's first choice for depthwise convolutions takes up to twice as long as
   * another one, which is taken for whole vectors of channels.
   */
  private static Creator preferring(ConvolutionShape shape, Creator creator) {
    if (shape.srcDims()[1] % AVX2_FLOATS != 0) {
      return creator;
    }
    return (scope, result, attr) -> {
      int status = creator.create(scope, result, attr);
      if (status == 0 && Natives.implementation(result).equals(SLOW_DEPTHWISE)) {
        boolean more = true;
        while (more && !Natives.implementation(result).equals(FAST_DEPTHWISE)) {
          more = dnnl.dnnl_primitive_desc_next_impl(result) == 0;
        }
        if (!more) {
          dnnl.dnnl_primitive_desc_destroy(result);
          return creator.create(scope, result, attr);
        }
      }
      return status;
    };
  }

  static Creator creator(
      int kind, ConvolutionShape shape, MemoryDesc src, MemoryDesc weights, MemoryDesc dst) {
    return (scope, result, attr) ->
        dnnl.dnnl_convolution_forward_primitive_desc_create(
            result,
            Dnnl.engine(),
            kind,
            dnnl.dnnl_convolution_direct,
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
