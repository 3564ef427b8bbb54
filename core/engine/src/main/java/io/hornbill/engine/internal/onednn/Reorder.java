package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Copies an array into another layout: transposes, strided views, blocked weights.
 *
 * <p>Slots: {@link Args#SRC}, {@link Args#DST}, which must not overlap.
 */
public final class Reorder extends Primitive {

  /**
   * Makes a copy between layouts.
   *
   * @param src layout of the source
   * @param dst layout of the destination, of the same dimensions
   * @param attributes post-ops
   */
  public Reorder(MemoryDesc src, MemoryDesc dst, Attributes attributes) {
    super(attributes, slots(Args.SRC, Args.DST), new Call(src, dst));
  }

  /** Equal ones share their native part. */
  private record Call(MemoryDesc src, MemoryDesc dst) implements Creator {
    @Override
    public int create(NativeScope scope, Description result, dnnl_primitive_attr attributes) {
      return dnnl.dnnl_reorder_primitive_desc_create(
          result, scope.desc(src), Dnnl.engine(), scope.desc(dst), Dnnl.engine(), attributes);
    }
  }
}
