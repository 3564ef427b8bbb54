package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Questions to native descriptions whose answers come through pointers, to one place that all
 * share: JavaCPP asks the system for the size of the process whenever it takes memory, which would
 * take longer than the question.
 */
final class Natives {
  private static final int ROOM = 64;
  private static final BytePointer ANSWER = new BytePointer(ROOM);

  private Natives() {}

  static int rank(dnnl_memory_desc md) {
    return number(md, dnnl.dnnl_query_ndims_s32, "tell its rank");
  }

  /** One of oneDNN's numbers for types. */
  static int dataType(dnnl_memory_desc md) {
    return number(md, dnnl.dnnl_query_data_type, "tell its type");
  }

  private static synchronized int number(dnnl_memory_desc md, int query, String action) {
    IntPointer answer = new IntPointer(ANSWER);
    Dnnl.check(dnnl.dnnl_memory_desc_query(md, query, answer), "MemoryDesc", action);
    return answer.get();
  }

  static synchronized long[] dims(dnnl_memory_desc md, int rank) {
    PointerPointer<LongPointer> answer = new PointerPointer<>(ANSWER);
    Dnnl.check(
        dnnl.dnnl_memory_desc_query(md, dnnl.dnnl_query_dims, answer),
        "MemoryDesc",
        "tell its dimensions");
    long[] dims = new long[rank];
    new LongPointer(answer.get(LongPointer.class, 0)).get(dims);
    return dims;
  }

  static synchronized String implementation(dnnl_primitive_desc description) {
    PointerPointer<BytePointer> answer = new PointerPointer<>(ANSWER);
    Dnnl.check(
        dnnl.dnnl_primitive_desc_query(description, dnnl.dnnl_query_impl_info_str, 0, answer),
        "Primitive",
        "tell its name");
    return answer.get(BytePointer.class, 0).getString();
  }

  /** All that a description consists of. */
  static synchronized byte[] blob(dnnl_memory_desc md) {
    SizeTPointer length = new SizeTPointer(ANSWER);
    Dnnl.check(
        dnnl.dnnl_memory_desc_get_blob((BytePointer) null, length, md),
        "MemoryDesc",
        "tell a layout's size");
    byte[] blob = new byte[(int) length.get()];
    Dnnl.check(dnnl.dnnl_memory_desc_get_blob(blob, length, md), "MemoryDesc", "copy a layout");
    return blob;
  }

  /** Makes a description of what {@link #blob} told. */
  static void describe(dnnl_memory_desc md, byte[] blob) {
    Dnnl.check(dnnl.dnnl_memory_desc_create_with_blob(md, blob), "MemoryDesc", "copy a layout");
  }

  /** Takes memory that nobody but its owner frees, by {@link Pointer#free}. */
  static Pointer room(long bytes) {
    Pointer room = Pointer.malloc(bytes);
    if (room == null || room.isNull()) {
      throw new OutOfMemoryError("none for %s bytes outside the Java heap".formatted(bytes));
    }
    return room;
  }
}
