package io.hornbill.engine.internal.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Native objects that live only while a primitive is being made; destroyed in reverse order. */
final class NativeScope implements AutoCloseable {
  private final Deque<Runnable> releases = new ArrayDeque<>();

  /** Returns the native counterpart of a description; null stands for an absent argument. */
  @Nullable dnnl_memory_desc desc(@Nullable MemoryDesc desc) {
    if (desc == null) {
      return null;
    }
    dnnl_memory_desc md = desc.create();
    releases.push(() -> dnnl.dnnl_memory_desc_destroy(md));
    return md;
  }

  /** Returns the native counterparts of several descriptions, as oneDNN takes lists. */
  PointerPointer<dnnl_memory_desc> descs(List<MemoryDesc> descs) {
    PointerPointer<dnnl_memory_desc> list = new PointerPointer<>(descs.size());
    releases.push(list::close);
    for (int index = 0; index < descs.size(); index++) {
      list.put(index, desc(descs.get(index)));
    }
    return list;
  }

  /** Returns a place for one pointer. */
  PointerPointer<dnnl_memory_desc> pointer() {
    PointerPointer<dnnl_memory_desc> pointer = new PointerPointer<>(1);
    releases.push(pointer::close);
    return pointer;
  }

  /** Returns a description of a forward pass that serves as a hint for its backward pass. */
  Description hint(Primitive.Creator creator, dnnl_primitive_attr attributes) {
    Description hint = new Description();
    Dnnl.check(creator.create(this, hint, attributes), "Primitive", "describe the forward pass");
    releases.push(() -> dnnl.dnnl_primitive_desc_destroy(hint));
    return hint;
  }

  dnnl_primitive_attr attributes(Attributes attributes) {
    dnnl_primitive_attr attr = new dnnl_primitive_attr();
    Dnnl.check(dnnl.dnnl_primitive_attr_create(attr), "Attributes", "create attributes");
    releases.push(() -> dnnl.dnnl_primitive_attr_destroy(attr));
    Dnnl.check(
        dnnl.dnnl_primitive_attr_set_scratchpad_mode(attr, dnnl.dnnl_scratchpad_mode_user),
        "Attributes",
        "take the caller's scratchpad");
    Dnnl.check(
        dnnl.dnnl_primitive_attr_set_deterministic(attr, 1), "Attributes", "be deterministic");
    Dnnl.check(
        dnnl.dnnl_primitive_attr_set_fpmath_mode(attr, attributes.mathMode().code()),
        "Attributes",
        "set the math mode");
    if (attributes.postOps().size() > 0) {
      Dnnl.check(
          dnnl.dnnl_primitive_attr_set_post_ops(attr, postOps(attributes.postOps())),
          "Attributes",
          "take post-ops");
    }
    return attr;
  }

  private dnnl_post_ops postOps(PostOps postOps) {
    dnnl_post_ops chain = new dnnl_post_ops();
    Dnnl.check(dnnl.dnnl_post_ops_create(chain), "PostOps", "create post-ops");
    releases.push(() -> dnnl.dnnl_post_ops_destroy(chain));
    postOps.appendTo(chain, this);
    return chain;
  }

  @Override
  public void close() {
    while (!releases.isEmpty()) {
      releases.pop().run();
    }
  }
}
