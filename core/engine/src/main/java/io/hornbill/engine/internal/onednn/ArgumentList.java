package io.hornbill.engine.internal.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/**
 * The native arguments of a {@link Recipe}, for one run at a time: oneDNN's memory objects, which
 * are told where the numbers lie before a run.
 *
 * <p>Where many primitives are equal they take turns with one list: what oneDNN reads of its
 * arguments stays in the caches, and a thousand equal layers need no thousand lists.
 */
final class ArgumentList {
  /** A pointer to memory that somebody else owns. */
  private static final class Address extends Pointer {
    void set(long value) {
      address = value;
    }
  }

  private final String owner;
  private final Recipe recipe;
  private final dnnl_memory[] memories;
  private final long[] at;
  private final Address address = new Address();
  private final Pointer room;
  private final dnnl_exec_arg_t arguments;

  /** Makes a list; whoever makes it closes it. */
  ArgumentList(String owner, Recipe recipe) {
    this.owner = owner;
    this.recipe = recipe;
    int[] slots = recipe.slots;
    memories = new dnnl_memory[slots.length];
    Arrays.setAll(memories, index -> new dnnl_memory());
    at = new long[slots.length];
    room = Natives.room((long) Math.max(1, slots.length) * Pointer.sizeof(dnnl_exec_arg_t.class));
    arguments = new dnnl_exec_arg_t(room);
    try {
      for (int index = 0; index < slots.length; index++) {
        Dnnl.check(
            dnnl.dnnl_memory_create(
                memories[index], recipe.natives.get(index), Dnnl.engine(), null),
            owner,
            "make an argument");
        arguments.getPointer(index).arg(slots[index]).memory(memories[index]);
      }
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  /** Computes with the numbers at these addresses, one for each slot. Allocates nothing. */
  void run(long[] addresses) {
    for (int index = 0; index < addresses.length; index++) {
      if (at[index] != addresses[index]) {
        point(index, addresses[index]);
      }
    }
    int status = dnnl.dnnl_primitive_execute(recipe.primitive, Dnnl.stream(), at.length, arguments);
    if (status != 0) {
      throw new DnnlException(owner, "run", status);
    }
  }

  private void point(int index, long to) {
    address.set(to);
    at[index] = 0;
    Dnnl.check(
        dnnl.dnnl_memory_set_data_handle(memories[index], address), owner, "take an address");
    at[index] = to;
  }

  /** Frees the native objects; what the addresses point to is left alone. */
  void close() {
    for (dnnl_memory memory : memories) {
      if (!memory.isNull()) {
        dnnl.dnnl_memory_destroy(memory);
        memory.setNull();
      }
    }
    Pointer.free(room);
  }
}
