package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Normalizes groups of channels of each image.
 *
 * <pre>{@code
 * dst[n, c, ..] = (src[n, c, ..] - mean[n, g]) / sqrt(variance[n, g] + epsilon) * scale[c] + shift[c]
 * }</pre>
 *
 * <p>Slots: {@link Args#SRC}, {@link Args#MEAN} and {@link Args#VARIANCE} in training or if given,
 * {@link Args#SCALE} and {@link Args#SHIFT} if flagged, {@link Args#DST}.
 */
public final class GroupNormalizationForward extends Primitive {
  /** The numbers that the backward pass shares. */
  final MemoryDesc data;

  /** The numbers that the backward pass shares. */
  final float epsilon;

  /** The numbers that the backward pass shares. */
  final NormalizationFlags flags;

  /** The numbers that the backward pass shares. */
  final long groups;

  /**
   * Makes a forward pass for training.
   *
   * @param data dimensions {@code [n, c, spatial...]} and layout of source and destination
   * @param groups number of groups, a divisor of the channels
   * @param epsilon added to the variance
   * @param flags whose statistics, scale, shift
   * @param attributes post-ops
   */
  public GroupNormalizationForward(
      MemoryDesc data,
      long groups,
      float epsilon,
      NormalizationFlags flags,
      Attributes attributes) {
    super(
        attributes,
        slots(Args.SRC, Args.MEAN, Args.VARIANCE, Args.SCALE, Args.SHIFT, Args.DST),
        (scope, result, attr) ->
            dnnl.dnnl_group_normalization_forward_primitive_desc_create(
                result,
                Dnnl.engine(),
                dnnl.dnnl_forward_training,
                scope.desc(data),
                scope.desc(data),
                groups,
                epsilon,
                flags.bits(),
                attr));
    this.data = data;
    this.groups = groups;
    this.epsilon = epsilon;
    this.flags = flags;
  }
}
