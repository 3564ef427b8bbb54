package io.hornbill.engine.internal.onednn;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Arrays one after the other along one axis.
 *
 * <p>Slots: {@link Args#multiple(int)} for each source, {@link Args#DST}.
 */
public final class Concat extends Primitive {
  /**
   * Makes a concatenation.
   *
   * @param sources dimensions and layouts of the parts, equal but for their lengths along the axis
   * @param axis the axis along which to join
   * @param dst dimensions and layout of the whole
   */
  public Concat(List<MemoryDesc> sources, int axis, MemoryDesc dst) {
    super(
        Attributes.NONE,
        slots(sources.size()),
        (scope, result, attr) -> {
          PointerPointer<dnnl_memory_desc> found = scope.pointer();
          PointerPointer<dnnl_memory_desc> list = scope.descs(sources);
          int status =
              dnnl.dnnl_concat_primitive_desc_create(
                  found, Dnnl.engine(), scope.desc(dst), sources.size(), axis, list, attr);
          result.take(found);
          return status;
        });
  }

  /** Returns the slots of a primitive with a list of sources. */
  static int[] slots(int sources) {
    return IntStream.concat(IntStream.range(0, sources).map(Args::multiple), IntStream.of(Args.DST))
        .toArray();
  }
}
