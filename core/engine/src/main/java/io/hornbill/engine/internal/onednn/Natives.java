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
    try (IntPointer rank = new IntPointer(1)) {
      Dnnl.check(
          dnnl.dnnl_memory_desc_query(md, dnnl.dnnl_query_ndims_s32, rank),
          "MemoryDesc",
          "tell its rank");
      return rank.get();
    }
  }

  /** One of oneDNN's numbers for types. */
  static int dataType(dnnl_memory_desc md) {
    try (IntPointer type = new IntPointer(1)) {
      Dnnl.check(
          dnnl.dnnl_memory_desc_query(md, dnnl.dnnl_query_data_type, type),
          "MemoryDesc",
          "tell its type");
      return type.get();
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
