package io.hornbill.engine.internal.onednn;

import io.hornbill.engine.internal.kernel.Threads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/**
 * What equal primitives have in common: oneDNN's description and code, and what it says of their
 * arguments. It is immutable and serves any number of threads; the last primitive that releases it
 * frees it.
 *
 * <p>A model of a thousand equal layers is made of a few recipes. Primitives are equal if they are
 * of one class, their {@link Primitive.Creator}s and attributes are equal, and they are made for
 * the same number of threads.
 */
final class Recipe {
  private static final Map<Key, Recipe> KNOWN = new HashMap<>();

  /** So many primitives have arguments of their own, which fit into the caches together. */
  private static final int OWN = 256;

  private record Key(
      Class<?> kind, Attributes attributes, Primitive.Creator creator, int threads) {}

  final Description description = new Description();
  final dnnl_primitive primitive = new dnnl_primitive();
  final List<MemoryDesc> descs = new ArrayList<>();
  final List<dnnl_memory_desc> natives = new ArrayList<>();
  private final Key key;
  final int[] slots;
  private @Nullable String implementation;
  private int users = 1;

  /** What no run uses at the moment: most of the time all runs take turns with one list. */
  private final AtomicReference<@Nullable ArgumentList> idle = new AtomicReference<>();

  private final ArrayDeque<ArgumentList> idleToo = new ArrayDeque<>();

  private Recipe(Key key, int[] candidates) {
    this.key = key;
    String name = key.kind.getSimpleName();
    try (NativeScope scope = new NativeScope()) {
      Dnnl.check(
          key.creator.create(scope, description, scope.attributes(key.attributes)),
          name,
          "describe it");
      Dnnl.check(dnnl.dnnl_primitive_create(primitive, description), name, "create it");
      slots = collectSlots(candidates, key.attributes.postOps());
    } catch (RuntimeException | Error failure) {
      free();
      throw failure;
    }
  }

  /** Finds or makes what a primitive consists of; who takes it releases it. */
  static Recipe take(Class<?> kind, Attributes attributes, int[] slots, Primitive.Creator creator) {
    Key key = new Key(kind, attributes, creator, Threads.current());
    Recipe known = known(key);
    return known == null ? remembered(new Recipe(key, slots)) : known;
  }

  private static @Nullable Recipe known(Key key) {
    synchronized (KNOWN) {
      Recipe known = KNOWN.get(key);
      if (known != null) {
        known.users++;
      }
      return known;
    }
  }

  /** Another thread may have made the same meanwhile: then that one serves both. */
  private static Recipe remembered(Recipe made) {
    synchronized (KNOWN) {
      Recipe other = KNOWN.putIfAbsent(made.key, made);
      if (other == null) {
        return made;
      }
      other.users++;
      made.free();
      return other;
    }
  }

  /** Says that a primitive needs it no longer. */
  void release() {
    synchronized (KNOWN) {
      users--;
      if (users == 0) {
        KNOWN.remove(key);
        free();
      }
    }
  }

  /** Whether so many are equal that another one takes turns with others. */
  boolean isCrowded() {
    synchronized (KNOWN) {
      return users > OWN;
    }
  }

  /** Makes a list; whoever makes it closes it. */
  ArgumentList newArguments() {
    return new ArgumentList(key.kind.getSimpleName(), this);
  }

  /** Takes a list that no other run uses; whoever takes it gives it back. */
  ArgumentList takeArguments() {
    ArgumentList arguments = idle.getAndSet(null);
    return arguments == null ? anotherList() : arguments;
  }

  void giveBack(ArgumentList arguments) {
    if (!idle.compareAndSet(null, arguments)) {
      synchronized (idleToo) {
        idleToo.push(arguments);
      }
    }
  }

  private ArgumentList anotherList() {
    synchronized (idleToo) {
      ArgumentList arguments = idleToo.poll();
      return arguments == null ? newArguments() : arguments;
    }
  }

  synchronized String implementation() {
    String known = implementation;
    if (known == null) {
      known = Natives.implementation(description);
      implementation = known;
    }
    return known;
  }

  private void free() {
    ArgumentList first = idle.getAndSet(null);
    if (first != null) {
      first.close();
    }
    idleToo.forEach(ArgumentList::close);
    idleToo.clear();
    natives.forEach(dnnl::dnnl_memory_desc_destroy);
    natives.clear();
    if (!primitive.isNull()) {
      dnnl.dnnl_primitive_destroy(primitive);
    }
    if (!description.isNull()) {
      dnnl.dnnl_primitive_desc_destroy(description);
    }
  }

  private int[] collectSlots(int[] candidates, PostOps postOps) {
    List<Integer> found = new ArrayList<>();
    for (int slot : candidates) {
      addSlot(found, slot, dnnl.dnnl_query_exec_arg_md, slot);
    }
    for (int slot : postOps.slots()) {
      add(found, slot, postOps.operand(slot));
    }
    addSlot(found, Args.WORKSPACE, dnnl.dnnl_query_workspace_md, 0);
    addSlot(found, Args.SCRATCHPAD, dnnl.dnnl_query_scratchpad_md, 0);
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private void addSlot(List<Integer> found, int slot, int query, int index) {
    MemoryDesc desc =
        MemoryDesc.copyOf(dnnl.dnnl_primitive_desc_query_md(description, query, index));
    if (desc != null && desc.bytes() > 0) {
      add(found, slot, desc);
    }
  }

  private void add(List<Integer> found, int slot, MemoryDesc desc) {
    found.add(slot);
    descs.add(desc);
    natives.add(desc.create());
  }
}
