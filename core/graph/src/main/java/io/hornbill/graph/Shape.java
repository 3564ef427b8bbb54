package io.hornbill.graph;

import io.hornbill.base.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The shape of a {@link Tensor}: one length per axis, {@link #UNKNOWN} where it is not known yet.
 *
 * <p>Example:
 *
 * <pre>{@code
 * Shape images = Shape.of(Shape.UNKNOWN, 28, 28, 1);
 * images.rank();   // 4
 * images.last();   // 1
 * }</pre>
 */
public final class Shape {
  /** Stands for a length that is not known yet, as that of the batch axis. */
  public static final long UNKNOWN = -1;

  /** The shape of a single number. */
  public static final Shape SCALAR = new Shape(new long[0]);

  private final long[] dims;

  private Shape(long[] dims) {
    this.dims = dims;
  }

  /**
   * Makes a shape.
   *
   * @param dims one length per axis, at least 0, or {@link #UNKNOWN}
   * @return the shape
   * @throws IllegalArgumentException if a length is less than {@link #UNKNOWN}
   */
  public static Shape of(long... dims) {
    for (long dim : dims) {
      if (dim < UNKNOWN) {
        throw Fault.of("Shape")
            .expected("lengths must be at least 0, or -1 for unknown")
            .received(Arrays.toString(dims))
            .remedy("Check the sizes the shape was computed from.")
            .argument();
      }
    }
    return new Shape(dims.clone());
  }

  /**
   * Returns the number of axes.
   *
   * @return the number of axes
   */
  public int rank() {
    return dims.length;
  }

  /**
   * Returns the length of an axis.
   *
   * @param axis the axis; negative ones count from the end
   * @return its length, or {@link #UNKNOWN}
   * @throws IllegalArgumentException if there is no such axis
   */
  public long dim(int axis) {
    return dims[axis(axis)];
  }

  /**
   * Returns the length of the last axis.
   *
   * @return its length, or {@link #UNKNOWN}
   */
  public long last() {
    return dim(-1);
  }

  /**
   * Turns an axis that may count from the end into one that counts from the start.
   *
   * @param axis the axis, {@code -rank <= axis < rank}
   * @return the axis, {@code 0 <= axis < rank}
   * @throws IllegalArgumentException if there is no such axis
   */
  public int axis(int axis) {
    if (axis < -dims.length || axis >= dims.length) {
      throw Fault.of("Shape")
          .expected("axis must be in [%d, %d) for shape %s", -dims.length, dims.length, this)
          .received("%d", axis)
          .remedy("Count axes from 0, or from the end with negative numbers.")
          .argument();
    }
    return axis < 0 ? axis + dims.length : axis;
  }

  /**
   * Returns the lengths.
   *
   * @return a new array, one length per axis
   */
  public long[] dims() {
    return dims.clone();
  }

  /**
   * Says whether every length is known.
   *
   * @return false if one is {@link #UNKNOWN}
   */
  public boolean isKnown() {
    return LongStream.of(dims).noneMatch(d -> d == UNKNOWN);
  }

  /**
   * Returns the number of elements.
   *
   * @return the product of the lengths, exactly
   * @throws IllegalStateException if a length is unknown
   * @throws IllegalArgumentException if the product is 2^63 or more
   */
  public long size() {
    for (long dim : dims) {
      if (dim == UNKNOWN) {
        throw Fault.of("Shape")
            .expected("size() needs known lengths")
            .received(this)
            .remedy("Ask again when the batch size is known.")
            .state();
      }
    }
    return product();
  }

  private long product() {
    long size = 1;
    boolean exact = true;
    for (long dim : dims) {
      if (dim == 0) {
        return 0;
      }
      exact &= size <= Long.MAX_VALUE / dim;
      size = exact ? size * dim : size;
    }
    if (!exact) {
      throw Fault.of("Shape")
          .expected("the number of elements must be less than 2^63")
          .received(this)
          .remedy("Check the sizes the shape was computed from.")
          .argument();
    }
    return size;
  }

  /**
   * Returns this shape with another length on one axis.
   *
   * @param axis the axis; negative ones count from the end
   * @param length the new length
   * @return a new shape
   */
  public Shape with(int axis, long length) {
    long[] copy = dims.clone();
    copy[axis(axis)] = length;
    return of(copy);
  }

  /**
   * Returns this shape without some axes.
   *
   * @param axes the axes to leave out; negative ones count from the end
   * @return a new shape
   */
  public Shape without(int... axes) {
    boolean[] drop = new boolean[dims.length];
    for (int axis : axes) {
      drop[axis(axis)] = true;
    }
    long[] kept = new long[dims.length];
    int n = 0;
    for (int i = 0; i < dims.length; i++) {
      if (!drop[i]) {
        kept[n++] = dims[i];
      }
    }
    return new Shape(Arrays.copyOf(kept, n));
  }

  /**
   * Returns the axes from one to another as a shape.
   *
   * @param from the first axis
   * @param to the axis after the last one
   * @return a new shape
   */
  public Shape slice(int from, int to) {
    return new Shape(Arrays.copyOfRange(dims, from, to));
  }

  /**
   * Returns this shape followed by more axes.
   *
   * @param more the lengths to add
   * @return a new shape
   */
  public Shape append(long... more) {
    return of(LongStream.concat(LongStream.of(dims), LongStream.of(more)).toArray());
  }

  /**
   * Says whether an array of the other shape fits here, unknown lengths fitting all.
   *
   * @param other the other shape
   * @return true if the ranks and all known lengths agree
   */
  public boolean matches(Shape other) {
    if (other.dims.length != dims.length) {
      return false;
    }
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] != UNKNOWN && other.dims[i] != UNKNOWN && dims[i] != other.dims[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the shape that two shapes broadcast to, by NumPy's rules.
   *
   * @param owner who asks, for the message
   * @param a one shape
   * @param b the other shape
   * @return the common shape
   * @throws IllegalArgumentException if they do not broadcast
   */
  public static Shape broadcast(String owner, Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    long[] out = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long x = i <= a.rank() ? a.dims[a.rank() - i] : 1;
      long y = i <= b.rank() ? b.dims[b.rank() - i] : 1;
      if (x == y || y == 1) {
        out[rank - i] = x;
      } else if (x == 1) {
        out[rank - i] = y;
      } else if (x == UNKNOWN || y == UNKNOWN) {
        out[rank - i] = Math.max(x, y);
      } else {
        throw Fault.of(owner)
            .expected("shapes must be equal, or 1, axis by axis from the last")
            .received("%s and %s", a, b)
            .remedy("Reshape one of them.")
            .argument();
      }
    }
    return new Shape(out);
  }

  /**
   * Returns the lengths as a list, unknown ones as -1.
   *
   * @return a new list
   */
  public List<Long> toList() {
    return LongStream.of(dims).boxed().collect(Collectors.toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return LongStream.of(dims)
        .mapToObj(d -> d == UNKNOWN ? "?" : Long.toString(d))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
