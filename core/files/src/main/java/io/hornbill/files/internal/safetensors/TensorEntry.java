package io.hornbill.files.internal.safetensors;

import io.hornbill.files.internal.NumericType;

/** What the header tells of an array. */
final class TensorEntry {

  private final NumericType type;
  private final long[] shape;
  private final long start;
  private final long end;

  TensorEntry(NumericType type, long[] shape, long start, long end) {
    this.type = type;
    this.shape = shape;
    this.start = start;
    this.end = end;
  }

  NumericType type() {
    return type;
  }

  long[] shape() {
    return shape;
  }

  /** Tells the position of the first byte behind the header. */
  long start() {
    return start;
  }

  long end() {
    return end;
  }
}
