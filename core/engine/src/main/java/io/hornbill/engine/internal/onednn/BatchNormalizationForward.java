package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Normalizes each channel over batch and space.
 *
 * <pre>{@code
 * dst[n, c, ..] = (src[n, c, ..] - mean[c]) / sqrt(variance[c] + epsilon) * scale[c] + shift[c]
 * }</pre>
 *
 * <p>In training, mean and (biased) variance of the batch are computed and returned; in inference
 * they are inputs. Slots: {@link Args#SRC}, {@link Args#MEAN}, {@link Args#VARIANCE}, {@link
 * Args#SCALE} and {@link Args#SHIFT} if flagged, {@link Args#DST}, and {@link Args#WORKSPACE} for a
 * fused relu in training.
 */
public final class BatchNormalizationForward extends Primitive {

  /** The numbers that the backward pass shares. */
  final MemoryDesc data;

  /** The numbers that the backward pass shares. */
  final float epsilon;

  /** The numbers that the backward pass shares. */
  final NormalizationFlags flags;

  /**
   * Makes a forward pass.
   *
   * @param data dimensions {@code [n, c, spatial...]} and layout of source and destination
   * @param epsilon added to the variance
   * @param flags whose statistics, scale, shift, relu
   * @param training true if a {@link BatchNormalizationBackward} follows
   * @param attributes post-ops
   */
  public BatchNormalizationForward(
      MemoryDesc data,
      float epsilon,
      NormalizationFlags flags,
      boolean training,
      Attributes attributes) {
    super(
        attributes,
        slots(Args.SRC, Args.MEAN, Args.VARIANCE, Args.SCALE, Args.SHIFT, Args.DST),
        (scope, result, attr) ->
            dnnl.dnnl_batch_normalization_forward_primitive_desc_create(
                result,
                Dnnl.engine(),
                Dnnl.forward(training),
                scope.desc(data),
                scope.desc(data),
                epsilon,
                flags.bits(),
                attr));
    this.data = data;
    this.epsilon = epsilon;
    this.flags = flags;
  }
}
