package io.hornbill.engine.internal.onednn;

import java.util.Collections;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A weighted sum of arrays, {@code dst = scales[0] * src_0 + scales[1] * src_1 + ...}.
 *
 * <p>The destination may be the memory of the first source. Slots: {@link Args#multiple(int)} for
 * each source, {@link Args#DST}.
 */
public final class Sum extends Primitive {
  /**
   * Makes a weighted sum.
   *
   * @param data dimensions and layout of sources and destination
   * @param scales the factor of each source, at least one
   */
  public Sum(MemoryDesc data, float... scales) {
    this(data, Collections.nCopies(scales.length, data), scales.clone());
  }

  private Sum(MemoryDesc dst, List<MemoryDesc> sources, float[] scales) {
    super(
        Attributes.NONE,
        Concat.slots(scales.length),
        (scope, result, attr) -> {
          PointerPointer<dnnl_memory_desc> found = scope.pointer();
          PointerPointer<dnnl_memory_desc> list = scope.descs(sources);
          int status =
              dnnl.dnnl_sum_primitive_desc_create(
                  found, Dnnl.engine(), scope.desc(dst), scales.length, scales, list, attr);
          result.take(found);
          return status;
        });
  }
}
