package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Changes the spatial lengths of an image.
 *
 * <p>The scale of each axis is the ratio of the lengths; pixel centres are aligned, as in Keras'
 * {@code UpSampling2D} and {@code image.resize}. Slots: {@link Args#SRC}, {@link Args#DST}.
 */
public final class ResamplingForward extends Primitive {
  /**
   * Makes a resampling.
   *
   * @param algorithm how to find the value between pixels
   * @param src {@code [n, c, spatial...]}
   * @param dst {@code [n, c, spatial...]} with other spatial lengths
   * @param attributes post-ops
   */
  public ResamplingForward(
      ResamplingAlgorithm algorithm, MemoryDesc src, MemoryDesc dst, Attributes attributes) {
    super(attributes, slots(Args.SRC, Args.DST), creator(algorithm, src, dst));
  }

  static Creator creator(ResamplingAlgorithm algorithm, MemoryDesc src, MemoryDesc dst) {
    return (scope, result, attr) ->
        dnnl.dnnl_resampling_forward_primitive_desc_create(
            result,
            Dnnl.engine(),
            dnnl.dnnl_forward_training,
            algorithm.code(),
            (float[]) null,
            scope.desc(src),
            scope.desc(dst),
            attr);
  }
}
