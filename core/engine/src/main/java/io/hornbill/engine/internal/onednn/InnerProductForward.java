package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/**
 * Fully connected layer.
 *
 * <pre>{@code
 * dst[n, o] = postOps(sum_i src[n, i] * weights[o, i] + bias[o])
 * }</pre>
 *
 * <p>A Keras kernel is {@code [i, o]} in memory: strides {@code {1, o}}. Slots: {@link Args#SRC},
 * {@link Args#WEIGHTS}, {@link Args#BIAS} if given, {@link Args#DST}.
 */
public final class InnerProductForward extends Primitive {

  /**
   * Makes a fully connected layer's forward pass.
   *
   * @param src {@code [n, i]}
   * @param weights {@code [o, i]}, may be {@linkplain MemoryDesc#any open}
   * @param bias {@code [o]}, or null
   * @param dst {@code [n, o]}
   * @param attributes post-ops and math mode
   */
  public InnerProductForward(
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
      return dnnl.dnnl_inner_product_forward_primitive_desc_create(
          result,
          Dnnl.engine(),
          dnnl.dnnl_forward_inference,
          scope.desc(src),
          scope.desc(weights),
          scope.desc(bias),
          scope.desc(dst),
          attributes);
    }
  }
}
