package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Softmax or its logarithm along one axis.
 *
 * <pre>{@code
 * dst = exp(src - max) / sum(exp(src - max))    or    src - max - log(sum(exp(src - max)))
 * }</pre>
 *
 * <p>Slots: {@link Args#SRC}, {@link Args#DST}, which may be the same memory.
 */
public final class SoftmaxForward extends Primitive {

  /**
   * Makes a softmax.
   *
   * @param src dimensions and layout of both source and destination
   * @param axis the axis along which the results sum to 1
   * @param log true for the logarithm
   * @param attributes post-ops
   */
  public SoftmaxForward(MemoryDesc src, int axis, boolean log, Attributes attributes) {
    super(attributes, slots(Args.SRC, Args.DST), creator(src, axis, log));
  }

  static Creator creator(MemoryDesc src, int axis, boolean log) {
    return (scope, result, attr) ->
        dnnl.dnnl_softmax_forward_primitive_desc_create(
            result,
            Dnnl.engine(),
            dnnl.dnnl_forward_training,
            algorithm(log),
            scope.desc(src),
            scope.desc(src),
            axis,
            attr);
  }

  static int algorithm(boolean log) {
    return log ? dnnl.dnnl_softmax_log : dnnl.dnnl_softmax_accurate;
  }
}
