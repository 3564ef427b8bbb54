package io.hornbill.engine.internal.onednn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A primitive with memory of its own behind each slot. What was never set is NaN, and so is a
 * margin on either side: reading it shows in the results, writing it fails.
 */
final class Rig implements AutoCloseable {
  private static final int MARGIN = 1024;

  private final Primitive primitive;
  private final Map<Integer, FloatPointer> memory = new HashMap<>();

  Rig(Primitive primitive) {
    this.primitive = primitive;
    for (int slot : primitive.slots()) {
      float[] untouched = new float[(int) (primitive.bytes(slot) + 3) / 4 + 2 * MARGIN];
      Arrays.fill(untouched, Float.NaN);
      FloatPointer pointer = new FloatPointer((long) untouched.length);
      pointer.put(untouched).position(MARGIN);
      memory.put(slot, pointer);
      primitive.bind(slot, address(pointer));
    }
  }

  Rig set(int slot, float... values) {
    FloatPointer pointer = pointer(slot);
    if (values.length != size(pointer)) {
      throw new AssertionError(slot + " holds " + size(pointer) + ", not " + values.length);
    }
    pointer.put(values);
    return this;
  }

  /** Sets values that lie in another layout than the primitive's. */
  Rig set(int slot, MemoryDesc layout, float... values) {
    return set(slot, convert(layout, primitive.desc(slot), values));
  }

  /** Lets a slot use the memory of another rig, for example the workspace of its forward pass. */
  Rig share(int slot, Rig other, int otherSlot) {
    primitive.bind(slot, address(other.pointer(otherSlot)));
    return this;
  }

  Rig run() {
    primitive.run();
    memory.forEach(Rig::checkMargins);
    return this;
  }

  private static void checkMargins(int slot, FloatPointer pointer) {
    float[] all = new float[size(pointer) + 2 * MARGIN];
    new FloatPointer(pointer).position(0).get(all);
    for (int i = 0; i < MARGIN; i++) {
      if (!Float.isNaN(all[i]) || !Float.isNaN(all[all.length - 1 - i])) {
        throw new AssertionError("wrote beside slot " + slot);
      }
    }
  }

  private static int size(FloatPointer pointer) {
    return (int) pointer.limit() - 2 * MARGIN;
  }

  private static long address(FloatPointer pointer) {
    return pointer.address() + Float.BYTES * pointer.position();
  }

  float[] get(int slot) {
    FloatPointer pointer = pointer(slot);
    float[] values = new float[size(pointer)];
    pointer.get(values);
    return values;
  }

  /** Returns the values of a slot in another layout than the primitive's. */
  float[] get(int slot, MemoryDesc layout) {
    return convert(primitive.desc(slot), layout, get(slot));
  }

  @Override
  public void close() {
    primitive.close();
    memory.values().forEach(Pointer::close);
  }

  static float[] convert(MemoryDesc from, MemoryDesc to, float... values) {
    try (Rig rig = new Rig(new Reorder(from, to, Attributes.NONE))) {
      return rig.set(Args.SRC, values).run().get(Args.DST);
    }
  }

  /** Returns values between -1 and 1, a multiple of 1/64 each, so that products are exact. */
  static float[] random(long seed, long... dims) {
    Random random = new Random(seed);
    float[] values = new float[(int) size(dims)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextInt(129) - 64) / 64f;
    }
    return values;
  }

  static long size(long... dims) {
    long size = 1;
    for (long dim : dims) {
      size *= dim;
    }
    return size;
  }

  private FloatPointer pointer(int slot) {
    FloatPointer pointer = memory.get(slot);
    if (pointer == null) {
      throw new AssertionError(primitive + " has no slot " + slot);
    }
    return pointer;
  }
}
