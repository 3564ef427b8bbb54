package io.hornbill.graph;

import java.util.List;

/**
 * How a window moves over the spatial axes: what convolutions and poolings have in common. All
 * lists have one entry per spatial axis.
 *
 * @param strides the step of the window
 * @param dilations the distance between its elements
 * @param before the zeros added before each axis
 * @param after the zeros added after each axis
 */
public record Window(
    List<Long> strides, List<Long> dilations, List<Long> before, List<Long> after) {
  /**
   * Copies the lists.
   *
   * @param strides the step of the window
   * @param dilations the distance between its elements
   * @param before the zeros added before each axis
   * @param after the zeros added after each axis
   */
  public Window {
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * Returns the number of spatial axes.
   *
   * @return the number
   */
  public int rank() {
    return strides.size();
  }

  /**
   * Returns the length of an output axis.
   *
   * @param axis the spatial axis, from 0
   * @param length the length of the input axis, -1 if unknown
   * @param size the window's number of elements along it
   * @return the number of places of the window; -1 if unknown
   */
  public long outputLength(int axis, long length, long size) {
    if (length < 0) {
      return Shape.UNKNOWN;
    }
    long reach = (size - 1) * dilations.get(axis) + 1;
    long padded = length + before.get(axis) + after.get(axis);
    return padded < reach ? 0 : (padded - reach) / strides.get(axis) + 1;
  }
}
