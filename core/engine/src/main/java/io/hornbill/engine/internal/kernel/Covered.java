package io.hornbill.engine.internal.kernel;

import io.hornbill.graph.Shape;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.ops.Pool;

/**
 * Which pixels of its input each place of a pooling covers, those of the padding left out; a pixel
 * is all channels at one position.
 */
public final class Covered {
  private final int axes;
  private final Window window;
  private final long[] size;
  private final long[] input;
  private final long[] output;
  private final long[] first;
  private final long[] count;

  /** Takes a place and a pixel that it covers. */
  @FunctionalInterface
  public interface Pair {
    /**
     * Takes a pair.
     *
     * @param input the number of the pixel in the input
     * @param output the number of the place in the output
     */
    void take(int input, int output);
  }

  /**
   * Prepares the visits.
   *
   * @param pool the pooling
   * @param input the input's shape, channels last
   * @param output the output's shape, channels last
   */
  public Covered(Pool pool, Shape input, Shape output) {
    axes = pool.window().rank();
    window = pool.window();
    size = pool.size().stream().mapToLong(Long::longValue).toArray();
    this.input = input.dims();
    this.output = output.dims();
    first = new long[axes];
    count = new long[axes];
  }

  /**
   * Visits all pairs, place by place.
   *
   * @param pair takes them
   */
  public void visit(Pair pair) {
    long[] place = new long[axes + 1]; // batch first
    int number = 0;
    boolean more = Shape.of(output).slice(0, axes + 1).size() > 0;
    while (more) {
      if (cover(place)) {
        pixels(place[0], number, pair);
      }
      number++;
      more = false;
      for (int axis = axes; axis >= 0 && !more; axis--) {
        place[axis]++;
        more = place[axis] < output[axis];
        place[axis] = more ? place[axis] : 0;
      }
    }
  }

  /** The elements of the window that lie within the input; false if there is none. */
  private boolean cover(long[] place) {
    for (int axis = 0; axis < axes; axis++) {
      long start = place[axis + 1] * window.strides().get(axis) - window.before().get(axis);
      long step = window.dilations().get(axis);
      long skipped = start >= 0 ? 0 : (-start + step - 1) / step;
      long last = input[axis + 1] - 1 - start;
      first[axis] = start + skipped * step;
      count[axis] = last < 0 ? 0 : Math.min(size[axis], last / step + 1) - skipped;
      if (count[axis] <= 0) {
        return false;
      }
    }
    return true;
  }

  private void pixels(long image, int number, Pair pair) {
    long[] element = new long[axes];
    boolean more = true;
    while (more) {
      long pixel = image;
      for (int axis = 0; axis < axes; axis++) {
        pixel =
            pixel * input[axis + 1] + first[axis] + element[axis] * window.dilations().get(axis);
      }
      pair.take((int) pixel, number);
      more = false;
      for (int axis = axes - 1; axis >= 0 && !more; axis--) {
        element[axis]++;
        more = element[axis] < count[axis];
        element[axis] = more ? element[axis] : 0;
      }
    }
  }
}
