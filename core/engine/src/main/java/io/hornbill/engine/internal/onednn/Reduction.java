package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/**
 * One number out of many along some axes, {@code dst = postOps(reduce(src))}.
 *
 * <p>Sums along leading axes only, such as those over a batch, are slow: oneDNN 3.11 has fast code
 * for the last axes alone. A {@link MatMul} with a row of ones is faster by two orders of
 * magnitude.
 *
 * <p>Slots: {@link Args#SRC}, {@link Args#DST}.
 */
public final class Reduction extends Primitive {

  /**
   * Makes a reduction over the axes in which {@code dst} has length 1 and {@code src} has not.
   *
   * @param algorithm what to make of the numbers
   * @param src source
   * @param dst destination, of the same rank
   * @param attributes post-ops
   */
  public Reduction(
      ReductionAlgorithm algorithm, MemoryDesc src, MemoryDesc dst, Attributes attributes) {
    super(attributes, slots(Args.SRC, Args.DST), new Call(algorithm, src, dst));
  }

  /** Equal ones share their native part. */
  private record Call(ReductionAlgorithm algorithm, MemoryDesc src, MemoryDesc dst)
      implements Creator {
    @Override
    public int create(NativeScope scope, Description result, dnnl_primitive_attr attributes) {
      return dnnl.dnnl_reduction_primitive_desc_create(
          result,
          Dnnl.engine(),
          algorithm.code(),
          scope.desc(src),
          scope.desc(dst),
          0,
          0,
          attributes);
    }
  }
}
