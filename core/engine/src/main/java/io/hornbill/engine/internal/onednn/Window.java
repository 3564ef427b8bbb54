package io.hornbill.engine.internal.onednn;

import io.hornbill.base.Fault;
import java.util.Arrays;

/** Lengths, strides, dilations and padding of a sliding window, per spatial axis. */
final class Window {
  private final long[] kernel;
  private final long[] strides;
  private final long[] dilations;
  private final long[] padBegin;
  private final long[] padEnd;

  private Window(long[] kernel, long[] strides, long[] dilations, long[] padBegin, long[] padEnd) {
    this.kernel = kernel;
    this.strides = checked("strides", strides, 1);
    this.dilations = checked("dilations", dilations, 1);
    this.padBegin = checked("padding", padBegin, 0);
    this.padEnd = checked("padding", padEnd, 0);
  }

  static Window of(long... kernel) {
    long[] ones = new long[kernel.length];
    Arrays.fill(ones, 1);
    long[] zeros = new long[kernel.length];
    return new Window(kernel.clone(), ones, ones, zeros, zeros);
  }

  Window strides(long... lengths) {
    return new Window(kernel, lengths, dilations, padBegin, padEnd);
  }

  Window dilations(long... lengths) {
    return new Window(kernel, strides, lengths, padBegin, padEnd);
  }

  Window padding(long[] begin, long[] end) {
    return new Window(kernel, strides, dilations, begin, end);
  }

  long[] kernel() {
    return kernel.clone();
  }

  long[] strides() {
    return strides.clone();
  }

  /** Dilations as oneDNN counts them: 0 means neighbours. */
  long[] dilates() {
    long[] gaps = dilations.clone();
    for (int axis = 0; axis < gaps.length; axis++) {
      gaps[axis]--;
    }
    return gaps;
  }

  long[] padBegin() {
    return padBegin.clone();
  }

  long[] padEnd() {
    return padEnd.clone();
  }

  /** Lengths of what the window makes of an input. */
  long[] output(long[] input) {
    long[] output = new long[input.length];
    for (int axis = 0; axis < output.length; axis++) {
      long room = input[axis] + padBegin[axis] + padEnd[axis] - extent(axis);
      output[axis] = Math.floorDiv(room, strides[axis]) + 1;
    }
    return output;
  }

  static long[] join(long first, long second, long[] rest) {
    long[] dims = new long[rest.length + 2];
    dims[0] = first;
    dims[1] = second;
    System.arraycopy(rest, 0, dims, 2, rest.length);
    return dims;
  }

  @Override
  public String toString() {
    return Arrays.toString(kernel);
  }

  private long extent(int axis) {
    return (kernel[axis] - 1) * dilations[axis] + 1;
  }

  private long[] checked(String what, long[] lengths, long least) {
    if (lengths.length != kernel.length || Arrays.stream(lengths).anyMatch(l -> l < least)) {
      throw Fault.of("Window")
          .expected(
              "expected %s of at least %s for each of %s spatial axes", what, least, kernel.length)
          .received(Arrays.toString(lengths))
          .remedy("Give one number per axis.")
          .argument();
    }
    return lengths.clone();
  }
}
