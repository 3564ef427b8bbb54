package io.hornbill.engine.internal.java;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.View;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Copies elements from one stepping over memory to another: what transposing, slicing, padding,
 * reversing, repeating and concatenating have in common. Contiguous runs are copied as blocks.
 */
final class StridedCopy {
  private static final int BLOCK_BYTES = 128;

  private final Buffer from;
  private final Buffer to;
  private final long[] shape;
  private final long[] fromStrides;
  private final long[] toStrides;
  private final long fromOffset;
  private final long toOffset;
  private final int outer;
  private final long run;
  private final long[] index;
  private Pointer source = new BytePointer();
  private Pointer target = new BytePointer();
  private FloatBuffer floatSource = FloatBuffer.allocate(0);
  private FloatBuffer floatTarget = FloatBuffer.allocate(0);
  private DoubleBuffer doubleSource = DoubleBuffer.allocate(0);
  private DoubleBuffer doubleTarget = DoubleBuffer.allocate(0);

  /** Where to read or write. */
  record Side(Buffer buffer, View view) {}

  /** Copies as many elements as both sides have. */
  StridedCopy(Side from, Side to) {
    this.shape = to.view.dims();
    this.from = from.buffer;
    this.to = to.buffer;
    this.fromOffset = from.view.offset();
    this.toOffset = to.view.offset();
    this.fromStrides = from.view.strides();
    this.toStrides = to.view.strides();
    int axis = shape.length;
    long length = 1;
    while (axis > 0 && fromStrides[axis - 1] == length && toStrides[axis - 1] == length) {
      axis--;
      length *= shape[axis];
    }
    outer = axis;
    run = length;
    index = new long[outer];
  }

  void bind() {
    source = from.pointer();
    target = to.pointer();
    if (from.dataType() == DataType.DOUBLE) {
      doubleSource = from.doubles();
      doubleTarget = to.doubles();
    } else {
      floatSource = from.floats();
      floatTarget = to.floats();
    }
  }

  void run() {
    for (long length : shape) {
      if (length == 0) {
        return;
      }
    }
    boolean blocks = run * 4 >= BLOCK_BYTES || outer == 0;
    int inner = blocks || run > 1 ? outer : outer - 1;
    Arrays.fill(index, 0);
    long a = fromOffset;
    long b = toOffset;
    while (true) {
      if (blocks) {
        block(a, b);
      } else if (run > 1) {
        elements(a, 1, b, 1, run);
      } else {
        elements(a, fromStrides[inner], b, toStrides[inner], shape[inner]);
      }
      int axis = inner - 1;
      for (; axis >= 0; axis--) {
        index[axis]++;
        a += fromStrides[axis];
        b += toStrides[axis];
        if (index[axis] < shape[axis]) {
          break;
        }
        a -= fromStrides[axis] * shape[axis];
        b -= toStrides[axis] * shape[axis];
        index[axis] = 0;
      }
      if (axis < 0) {
        return;
      }
    }
  }

  private void block(long a, long b) {
    long width = from.dataType() == DataType.DOUBLE ? 8 : 4;
    source.position(a * width);
    target.position(b * width);
    Pointer.memcpy(target, source, run * width);
  }

  private void elements(long a, long aStep, long b, long bStep, long n) {
    if (from.dataType() == DataType.DOUBLE) {
      for (long i = 0; i < n; i++) {
        doubleTarget.put((int) (b + i * bStep), doubleSource.get((int) (a + i * aStep)));
      }
    } else {
      for (long i = 0; i < n; i++) {
        floatTarget.put((int) (b + i * bStep), floatSource.get((int) (a + i * aStep)));
      }
    }
  }
}
