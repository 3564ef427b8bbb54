package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Questions to native descriptions whose answers come through pointers. */
final class Natives {
  private Natives() {}

  static int rank(dnnl_memory_desc md) {
    return number(md, dnnl.dnnl_query_ndims_s32, "tell its rank");
  }

  /** One of oneDNN's numbers for types. */
  static int dataType(dnnl_memory_desc md) {
    return number(md, dnnl.dnnl_query_data_type, "tell its type");
  }

  private static int number(dnnl_memory_desc md, int query, String action) {
    try (IntPointer answer = new IntPointer(1)) {
      Dnnl.check(dnnl.dnnl_memory_desc_query(md, query, answer), "MemoryDesc", action);
      return answer.get();
    }
  }

  static long[] dims(dnnl_memory_desc md, int rank) {
    try (PointerPointer<LongPointer> answer = new PointerPointer<>(1)) {
      Dnnl.check(
          dnnl.dnnl_memory_desc_query(md, dnnl.dnnl_query_dims, answer),
          "MemoryDesc",
          "tell its dimensions");
      long[] dims = new long[rank];
      new LongPointer(answer.get(LongPointer.class, 0)).get(dims);
      return dims;
    }
  }

  static String implementation(dnnl_primitive_desc description) {
    try (PointerPointer<BytePointer> answer = new PointerPointer<>(1)) {
      Dnnl.check(
          dnnl.dnnl_primitive_desc_query(description, dnnl.dnnl_query_impl_info_str, 0, answer),
          "Primitive",
          "tell its name");
      return answer.get(BytePointer.class, 0).getString();
    }
  }
}
