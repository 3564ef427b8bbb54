package io.hornbill.engine.internal.blas;

import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Window;

/**
 * Which input position each element of the window meets at each place of the output, for one image:
 * the table behind turning a convolution into a matrix product.
 */
final class Patches {
  final int places;
  final int elements;
  final int positions;

  /** For place {@code p} and element {@code e}, at {@code p * elements + e}; -1 outside. */
  final int[] position;

  Patches(Shape input, long[] size, Shape output, Window window) {
    int n = window.rank();
    places = (int) output.slice(1, n + 1).size();
    positions = (int) input.slice(1, n + 1).size();
    long all = Shape.of(size).size();
    double table = (double) all * places;
    JavaHeap.require(table * Integer.BYTES, "Plan", "the patches of a convolution");
    if (table > Integer.MAX_VALUE) {
      throw Fault.of("Plan")
          .expected("the patches of a convolution must have less than 2^31 elements")
          .received("%s places of %s elements", places, all)
          .remedy("Use a smaller kernel or input.")
          .argument();
    }
    elements = (int) all;
    position = new int[places * elements];
    for (int i = 0; i < position.length; i++) {
      int place = i / elements;
      int element = i % elements;
      long at = 0;
      long stride = 1;
      boolean inside = true;
      for (int axis = n - 1; axis >= 0; axis--) {
        long length = input.dim(axis + 1);
        long x =
            place % output.dim(axis + 1) * window.strides().get(axis)
                - window.before().get(axis)
                + element % size[axis] * window.dilations().get(axis);
        place /= (int) output.dim(axis + 1);
        element /= (int) size[axis];
        inside &= x >= 0 && x < length;
        at += x * stride;
        stride *= length;
      }
      position[i] = inside ? (int) at : -1;
    }
  }
}
