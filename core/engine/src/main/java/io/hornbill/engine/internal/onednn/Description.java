package io.hornbill.engine.internal.onednn;

import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** A native primitive description that may also come out of an array of pointers. */
final class Description extends dnnl_primitive_desc {
  /** Takes over the first of some pointers, if there is one. */
  void take(PointerPointer<?> pointers) {
    Pointer first = pointers.get(0);
    if (first != null) {
      address = first.address();
    }
  }
}
