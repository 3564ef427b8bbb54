package io.hornbill.engine.internal.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Normalizes along the last axis.
 *
 * <pre>{@code
 * dst[.., i] = (src[.., i] - mean[..]) / sqrt(variance[..] + epsilon) * scale[i] + shift[i]
 * }</pre>
 *
 * <p>Slots: {@link Args#SRC}, {@link Args#MEAN} and {@link Args#VARIANCE} in training or if given,
 * {@link Args#SCALE} and {@link Args#SHIFT} if flagged, {@link Args#DST}.
 */
public final class LayerNormalizationForward extends Primitive {
  /** The numbers that the backward pass shares. */
  final MemoryDesc data;

  /** The numbers that the backward pass shares. */
  final float epsilon;

  /** The numbers that the backward pass shares. */
  final NormalizationFlags flags;

  /**
   * Makes a forward pass.
   *
   * @param data dimensions and layout of source and destination, at least two axes
   * @param epsilon added to the variance
   * @param flags whose statistics, scale, shift
   * @param training true if a {@link LayerNormalizationBackward} follows
   * @param attributes post-ops
   */
  public LayerNormalizationForward(
      MemoryDesc data,
      float epsilon,
      NormalizationFlags flags,
      boolean training,
      Attributes attributes) {
    super(
        attributes,
        slots(Args.SRC, Args.MEAN, Args.VARIANCE, Args.SCALE, Args.SHIFT, Args.DST),
        (scope, result, attr) ->
            dnnl.dnnl_layer_normalization_forward_primitive_desc_create(
                result,
                Dnnl.engine(),
                Dnnl.forward(training),
                scope.desc(data),
                scope.desc(data),
                scope.desc(statistics(data)),
                epsilon,
                flags.bits(),
                attr));
    this.data = data;
    this.epsilon = epsilon;
    this.flags = flags;
  }

  /** Returns the layout of mean and variance: all axes but the last. */
  static MemoryDesc statistics(MemoryDesc data) {
    long[] dims = data.dims();
    return MemoryDesc.dense(Arrays.copyOf(dims, dims.length - 1));
  }
}
