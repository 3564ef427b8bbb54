package io.hornbill.engine.internal.onednn;

import io.hornbill.base.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.jspecify.annotations.Nullable;

/**
 * A oneDNN computation with fixed shapes, bound to fixed addresses.
 *
 * <p>Order of use: make it; ask {@link #slots()} and {@link #bytes(int)} what it needs; {@link
 * #bind(int, long) bind} every slot; {@link #run()} as often as wanted; {@link #close()}. A run
 * allocates nothing. One primitive is for one thread at a time; different primitives may run on
 * different threads at once.
 *
 * <p>Example:
 *
 * <pre>{@code
 * try (MatMul product = new MatMul(a, b, null, c, Attributes.NONE)) {
 *   product.bind(Args.SRC, addressOfA);
 *   product.bind(Args.WEIGHTS, addressOfB);
 *   product.bind(Args.DST, addressOfC);
 *   if (product.scratchpadBytes() > 0) {
 *     product.bind(Args.SCRATCHPAD, addressOfScratchpad);
 *   }
 *   product.run();
 * }
 * }</pre>
 */
public abstract class Primitive implements AutoCloseable {
  /**
   * Describes a primitive to oneDNN and returns its status. Where it is a record, equal primitives
   * share their native part.
   */
  interface Creator {
    int create(NativeScope scope, Description result, dnnl_primitive_attr attributes);
  }

  private final String name = getClass().getSimpleName();
  private final Recipe recipe;
  private final int[] slots;

  /** Where the numbers of each slot lie, 0 as long as that is not known. */
  private final long[] addresses;

  /** Null if many are equal: then they take turns. */
  private final @Nullable ArgumentList own;

  private int unbound;
  private boolean closed;

  /**
   * Makes a primitive. Of the slots given, those remain that oneDNN uses; the operands of post-ops,
   * workspace and scratchpad are added.
   */
  Primitive(Attributes attributes, int[] slots, Creator creator) {
    recipe = Recipe.take(getClass(), attributes, slots, creator);
    this.slots = recipe.slots;
    addresses = new long[this.slots.length];
    unbound = this.slots.length;
    try {
      own = recipe.isCrowded() ? null : recipe.newArguments();
    } catch (RuntimeException | Error failure) {
      recipe.release();
      throw failure;
    }
  }

  /** Makes a one-line argument of {@link #Primitive} out of numbers. */
  static int[] slots(int... slots) {
    return slots;
  }

  /**
   * Returns the slots that must be bound.
   *
   * @return numbers from {@link Args}
   */
  public final int[] slots() {
    return slots.clone();
  }

  /**
   * Says whether the primitive has a slot.
   *
   * @param slot a number from {@link Args}
   * @return true if it must be bound
   */
  public final boolean has(int slot) {
    return indexOf(slot) >= 0;
  }

  /**
   * Returns the dimensions and the layout that the primitive expects in a slot.
   *
   * @param slot a number from {@link #slots()}
   * @return the description, never {@linkplain MemoryDesc#any open}
   */
  public final MemoryDesc desc(int slot) {
    return recipe.descs.get(requireIndex(slot));
  }

  /**
   * Returns the size of the memory behind a slot.
   *
   * @param slot a number from {@link Args}
   * @return bytes; 0 if the primitive has no such slot
   */
  public final long bytes(int slot) {
    int index = indexOf(slot);
    return index < 0 ? 0 : recipe.descs.get(index).bytes();
  }

  /**
   * Returns the size of the memory behind {@link Args#SCRATCHPAD}.
   *
   * @return bytes, 0 if none is needed
   */
  public final long scratchpadBytes() {
    return bytes(Args.SCRATCHPAD);
  }

  /**
   * Returns the size of the memory behind {@link Args#WORKSPACE}.
   *
   * @return bytes, 0 if none is needed
   */
  public final long workspaceBytes() {
    return bytes(Args.WORKSPACE);
  }

  /**
   * Returns the name of oneDNN's implementation, for example {@code "brg_matmul:avx512_core"}.
   *
   * @return the name; {@code "ref..."} are slow
   */
  public final String implementation() {
    return recipe.implementation();
  }

  /**
   * Sets where the numbers of a slot lie. The memory stays the caller's and must outlive the runs.
   *
   * @param slot a number from {@link #slots()}
   * @param at the address, not 0
   */
  public final void bind(int slot, long at) {
    int index = requireIndex(slot);
    if (at == 0) {
      throw Fault.of(name)
          .expected("expected an address for slot %s", slot)
          .received("0")
          .remedy("Allocate it first.")
          .argument();
    }
    if (addresses[index] == 0) {
      unbound--;
    }
    addresses[index] = at;
  }

  /**
   * Computes. Returns when the results are in memory.
   *
   * @throws IllegalStateException if a slot was never bound, or after {@link #close()}
   */
  public final void run() {
    if (unbound != 0 || closed) {
      throw notReady();
    }
    if (own != null) {
      own.run(addresses);
      return;
    }
    ArgumentList arguments = recipe.takeArguments();
    try {
      arguments.run(addresses);
    } finally {
      recipe.giveBack(arguments);
    }
  }

  /**
   * Frees what no equal primitive needs. Bound memory is left alone. A second call does nothing.
   */
  @Override
  public final void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (own != null) {
      own.close();
    }
    recipe.release();
  }

  @Override
  public String toString() {
    return name + recipe.descs;
  }

  /** Returns the native description, as a hint for the backward pass. */
  final Description description() {
    return recipe.description;
  }

  private int indexOf(int slot) {
    for (int index = 0; index < slots.length; index++) {
      if (slots[index] == slot) {
        return index;
      }
    }
    return -1;
  }

  private int requireIndex(int slot) {
    int index = indexOf(slot);
    if (index < 0 || closed) {
      throw Fault.of(name)
          .expected(
              "expected one of the slots %s%s",
              Arrays.toString(slots), closed ? " before close()" : "")
          .received(slot)
          .remedy("Ask slots() or has(slot) first.")
          .argument();
    }
    return index;
  }

  private IllegalStateException notReady() {
    if (closed) {
      return Fault.of(name)
          .expected("expected an open primitive")
          .received("run() after close()")
          .remedy("Make a new one.")
          .state();
    }
    List<Integer> missing = new ArrayList<>();
    for (int index = 0; index < slots.length; index++) {
      if (addresses[index] == 0) {
        missing.add(slots[index]);
      }
    }
    return Fault.of(name)
        .expected("expected every slot to be bound before run()")
        .received("no address for %s", missing)
        .remedy("Call bind(slot, address) for each.")
        .state();
  }
}
