package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/**
 * A function of one element, {@code dst = postOps(f(src))}.
 *
 * <p>Source and destination may be the same memory. Slots: {@link Args#SRC}, {@link Args#DST}.
 */
public final class EltwiseForward extends Primitive {

  /**
   * Makes a function of one element.
   *
   * @param algorithm the function
   * @param src dimensions and layout of both source and destination
   * @param alpha first parameter, see {@link EltwiseAlgorithm}
   * @param beta second parameter
   * @param attributes post-ops
   */
  public EltwiseForward(
      EltwiseAlgorithm algorithm, MemoryDesc src, float alpha, float beta, Attributes attributes) {
    super(attributes, slots(Args.SRC, Args.DST), creator(algorithm, src, alpha, beta));
  }

  static Creator creator(EltwiseAlgorithm algorithm, MemoryDesc src, float alpha, float beta) {
    return new Call(algorithm, src, alpha, beta);
  }

  /** Equal ones share their native part. */
  private record Call(EltwiseAlgorithm algorithm, MemoryDesc src, float alpha, float beta)
      implements Creator {
    @Override
    public int create(NativeScope scope, Description result, dnnl_primitive_attr attributes) {
      return dnnl.dnnl_eltwise_forward_primitive_desc_create(
          result,
          Dnnl.engine(),
          dnnl.dnnl_forward_training,
          algorithm.code(),
          scope.desc(src),
          scope.desc(src),
          alpha,
          beta,
          attributes);
    }
  }
}
