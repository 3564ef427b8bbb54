package io.hornbill.engine.internal.kernel;

import io.hornbill.base.Fault;
import io.hornbill.graph.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Memory of a plan: the place of one or more tensors. Addresses are known after {@link #place},
 * which the plan calls once, before any kernel is bound.
 */
public final class Buffer {
  private static final long ALIGNMENT = 64;

  private final DataType dataType;
  private final long elements;
  private final boolean fixed;
  private @Nullable Buffer parent;
  private long offset;
  private long address;

  private Buffer(DataType dataType, long elements, boolean fixed) {
    this.dataType = dataType;
    this.elements = elements;
    this.fixed = fixed;
  }

  /**
   * Makes a buffer whose place the plan chooses.
   *
   * @param spec the type and the known shape of what it holds
   * @return a new buffer
   */
  public static Buffer planned(Spec spec) {
    return new Buffer(spec.dataType(), spec.shape().size(), false);
  }

  /**
   * Makes a buffer of bytes whose place the plan chooses.
   *
   * @param bytes how many
   * @return a new buffer
   */
  public static Buffer bytes(long bytes) {
    return new Buffer(DataType.FLOAT, (bytes + 3) / 4, false);
  }

  /**
   * Rounds a size up, so that what follows lies at the start of a cache line.
   *
   * @param bytes the size
   * @return a multiple of 64
   */
  public static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /**
   * Wraps memory that somebody else owns.
   *
   * @param dataType the type of its elements
   * @param elements how many
   * @param address where it is
   * @return a new buffer
   */
  public static Buffer fixed(DataType dataType, long elements, long address) {
    Buffer buffer = new Buffer(dataType, elements, true);
    buffer.address = address;
    return buffer;
  }

  /**
   * Makes a buffer that is a part of this one.
   *
   * @param first the first element
   * @param count how many elements
   * @return a new buffer on the same memory
   */
  public Buffer part(long first, long count) {
    Buffer part = new Buffer(dataType, count, false);
    part.parent = this;
    part.offset = first * width();
    return part;
  }

  /**
   * Makes a buffer that is one of several equal parts of this one.
   *
   * @param lane which part, from 0
   * @param lanes how many parts there are
   * @return this buffer if there is one part, else a new buffer on the same memory
   */
  public Buffer lane(int lane, int lanes) {
    long size = elements / lanes;
    return lanes == 1 ? this : part(lane * size, size);
  }

  /**
   * Puts this buffer into the place of another one of the same size.
   *
   * @param other the other buffer
   */
  public void become(Buffer other) {
    parent = other;
  }

  /**
   * Returns the buffer that owns the memory.
   *
   * @return this buffer, or the one it is a part of
   */
  public Buffer root() {
    Buffer buffer = this;
    while (buffer.parent != null) {
      buffer = buffer.parent;
    }
    return buffer;
  }

  /**
   * Says whether the memory belongs to somebody else, or was placed.
   *
   * @return true if the plan need not place it
   */
  public boolean isFixed() {
    return root().fixed;
  }

  /**
   * Tells a root where its memory is.
   *
   * @param newAddress the address
   */
  public void place(long newAddress) {
    address = newAddress;
  }

  /**
   * Returns the address of the first element.
   *
   * @return the address
   */
  public long address() {
    return parent == null ? address : parent.address() + offset;
  }

  /**
   * Returns the number of elements.
   *
   * @return the number
   */
  public long elements() {
    return elements;
  }

  /**
   * Returns the type of the elements.
   *
   * @return {@code FLOAT} or {@code DOUBLE}
   */
  public DataType dataType() {
    return dataType;
  }

  /**
   * Returns the size.
   *
   * @return the number of bytes
   */
  public long byteSize() {
    return elements * width();
  }

  private int width() {
    return dataType == DataType.DOUBLE ? 8 : 4;
  }

  /**
   * Returns a pointer to the memory.
   *
   * @return a pointer of its size in bytes
   */
  public BytePointer pointer() {
    return new BytePointer(new Address(address())).capacity(byteSize());
  }

  /**
   * Returns the memory as bytes.
   *
   * @return a view, which is made anew by each call
   * @throws IllegalArgumentException if there are more than 2 GB
   */
  public ByteBuffer view() {
    if (byteSize() > Integer.MAX_VALUE) {
      throw Fault.of("Engine")
          .expected("one array must hold less than 2 GB here")
          .received("%s bytes", byteSize())
          .remedy("Use a smaller batch.")
          .argument();
    }
    return pointer().asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /**
   * Returns the memory as floats.
   *
   * @return a view, which is made anew by each call
   */
  public FloatBuffer floats() {
    return view().asFloatBuffer();
  }

  /**
   * Returns the memory as doubles.
   *
   * @return a view, which is made anew by each call
   */
  public DoubleBuffer doubles() {
    return view().asDoubleBuffer();
  }

  /** A pointer to a given address. */
  private static final class Address extends Pointer {
    Address(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }
}
