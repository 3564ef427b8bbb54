package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/**
 * Matrix product, batched over leading axes.
 *
 * <pre>{@code
 * dst[.., m, n] = postOps(sum_k src[.., m, k] * weights[.., k, n] + bias[.., 1 or m, 1 or n])
 * }</pre>
 *
 * <p>Leading axes of length 1 are broadcast. Transposed operands are transposed strides. Slots:
 * {@link Args#SRC}, {@link Args#WEIGHTS}, {@link Args#BIAS} if given, {@link Args#DST}.
 */
public final class MatMul extends Primitive {

  /**
   * Makes a product.
   *
   * @param src {@code [.., m, k]}
   * @param weights {@code [.., k, n]}, may be {@linkplain MemoryDesc#any open}
   * @param bias of the rank of {@code dst} with lengths 1 where broadcast, or null
   * @param dst {@code [.., m, n]}
   * @param attributes post-ops and math mode
   */
  public MatMul(
      MemoryDesc src,
      MemoryDesc weights,
      @Nullable MemoryDesc bias,
      MemoryDesc dst,
      Attributes attributes) {
    super(
        attributes,
        slots(Args.SRC, Args.WEIGHTS, Args.BIAS, Args.DST),
        new Call(src, weights, bias, dst));
  }

  /** Equal ones share their native part. */
  private record Call(MemoryDesc src, MemoryDesc weights, @Nullable MemoryDesc bias, MemoryDesc dst)
      implements Creator {
    @Override
    public int create(NativeScope scope, Description result, dnnl_primitive_attr attributes) {
      return dnnl.dnnl_matmul_primitive_desc_create(
          result,
          Dnnl.engine(),
          scope.desc(src),
          scope.desc(weights),
          scope.desc(bias),
          scope.desc(dst),
          attributes);
    }
  }
}
