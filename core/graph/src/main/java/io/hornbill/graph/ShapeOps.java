package io.hornbill.graph;

import io.hornbill.base.Fault;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Gather;
import io.hornbill.graph.internal.ops.OneHot;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Reverse;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.Spread;
import io.hornbill.graph.internal.ops.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ops that move elements. */
abstract class ShapeOps extends ReductionOps {
  /** More copies are made of copies: otherwise each would be an input of its own. */
  private static final int MOST_COPIES = 64;

  ShapeOps() {}

  /**
   * Gives the elements another shape.
   *
   * @param x the input
   * @param dims the new lengths; one of them may be -1, to be computed
   * @return a tensor of that shape
   */
  public static Tensor reshape(TensorLike x, long... dims) {
    return Arrays.equals(x.shape().dims(), dims) && x.shape().isKnown()
        ? x.tensor()
        : Node.apply(new Reshape(Arrays.stream(dims).boxed().toList()), x);
  }

  /**
   * Puts the axes into another order.
   *
   * @param x the input
   * @param axes for each new axis the old one; none means in reverse
   * @return a tensor with the axes in that order
   */
  public static Tensor transpose(TensorLike x, int... axes) {
    Integer[] order = new Integer[axes.length == 0 ? x.rank() : axes.length];
    boolean same = true;
    for (int i = 0; i < order.length; i++) {
      order[i] = axes.length == 0 ? x.rank() - 1 - i : x.shape().axis(axes[i]);
      same &= order[i] == i;
    }
    return same && order.length == x.rank()
        ? x.tensor()
        : Node.apply(new Transpose(List.of(order)), x);
  }

  /**
   * Exchanges two axes.
   *
   * @param x the input
   * @param axis1 the one, negative ones from the end
   * @param axis2 the other one
   * @return a tensor with the axes in that order
   */
  public static Tensor swapaxes(TensorLike x, int axis1, int axis2) {
    int[] order = IntStream.range(0, x.rank()).toArray();
    order[x.shape().axis(axis1)] = x.shape().axis(axis2);
    order[x.shape().axis(axis2)] = x.shape().axis(axis1);
    return transpose(x, order);
  }

  /**
   * Moves an axis to another place; the others keep their order.
   *
   * @param x the input
   * @param source the axis, negative ones from the end
   * @param destination its new place, negative ones from the end
   * @return a tensor with the axes in that order
   */
  public static Tensor moveaxis(TensorLike x, int source, int destination) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
    Integer axis = order.remove(x.shape().axis(source));
    order.add(x.shape().axis(destination), axis);
    return transpose(x, order.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * Adds an axis of length 1.
   *
   * @param x the input
   * @param axis where it will be; negative ones count from the end of the new shape
   * @return a tensor of one axis more
   */
  public static Tensor expandDims(TensorLike x, int axis) {
    int at = axis < 0 ? axis + x.rank() + 1 : axis;
    long[] dims = new long[x.rank() + 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i == at ? 1 : x.dim(i < at ? i : i - 1);
    }
    return reshape(x, dims);
  }

  /**
   * Removes an axis of length 1.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of one axis less
   */
  public static Tensor squeeze(TensorLike x, int axis) {
    if (x.dim(axis) != 1) {
      throw Fault.of("squeeze")
          .expected("the axis must have length 1")
          .received("axis %s of %s", axis, x.shape())
          .remedy("Reduce or slice it instead.")
          .argument();
    }
    return reshape(x, x.shape().without(axis).dims());
  }

  /**
   * Repeats the elements along axes of length 1.
   *
   * @param x the input
   * @param shape the new shape
   * @return a tensor of that shape
   */
  public static Tensor broadcastTo(TensorLike x, Shape shape) {
    return x.shape().equals(shape) ? x.tensor() : Node.apply(new BroadcastTo(shape), x);
  }

  /**
   * Repeats a tensor along axes of length 1, and along new axes before the others.
   *
   * @param x the tensor
   * @param shape the shape of the result
   * @return a tensor of that shape
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static Tensor broadcastTo(TensorLike x, long... shape) {
    return broadcastTo(x, Shape.of(shape));
  }

  /**
   * Undoes a broadcast: sums over the axes that were repeated.
   *
   * @param x the broadcast tensor; null for none
   * @param shape the shape before the broadcast
   * @return a tensor of that shape; null for null
   */
  public static @Nullable Tensor sumTo(@Nullable Tensor x, Shape shape) {
    if (x == null || x.shape().equals(shape)) {
      return x;
    }
    List<Integer> axes = new ArrayList<>();
    int lead = x.rank() - shape.rank();
    for (int i = 0; i < x.rank(); i++) {
      if (i < lead || (shape.dim(i - lead) == 1 && x.dim(i) != 1)) {
        axes.add(i);
      }
    }
    Tensor y = x;
    if (!axes.isEmpty()) {
      y = ReductionOps.sum(x, axes.stream().mapToInt(Integer::intValue).toArray(), true);
    }
    y = reshape(y, y.shape().slice(Math.max(lead, 0), y.rank()).dims());
    return broadcastTo(y, shape);
  }

  /**
   * Puts tensors one after the other along an axis.
   *
   * @param inputs the tensors, of the same shape but for that axis
   * @param axis the axis, negative ones from the end
   * @return a tensor as long as all of them
   */
  public static Tensor concatenate(List<? extends TensorLike> inputs, int axis) {
    return inputs.size() == 1
        ? inputs.get(0).tensor()
        : Node.of(new Concat(inputs.get(0).shape().axis(axis)), Node.tensors(inputs)).output(0);
  }

  /**
   * Puts two tensors one after the other along an axis.
   *
   * @param first the first one
   * @param second one of the same other lengths
   * @param axis the axis, negative ones from the end
   * @return a tensor of the same rank
   */
  public static Tensor concatenate(TensorLike first, TensorLike second, int axis) {
    return concatenate(List.of(first, second), axis);
  }

  /**
   * Puts tensors of the same shape along a new axis.
   *
   * @param inputs the tensors
   * @param axis where the axis will be, negative ones from the end
   * @return a tensor of one axis more
   */
  public static Tensor stack(List<? extends TensorLike> inputs, int axis) {
    return concatenate(inputs.stream().map(x -> expandDims(x, axis)).toList(), axis);
  }

  /**
   * Returns a part of an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param from the first position
   * @param to the position after the last one
   * @return a tensor of length {@code to - from} along it
   */
  public static Tensor slice(TensorLike x, int axis, long from, long to) {
    return slice(x, axis, from, to, 1);
  }

  /**
   * Returns every {@code step}-th element of a part of an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param from the first position
   * @param to the position after the last one
   * @param step the distance, at least 1
   * @return a tensor of that part
   */
  public static Tensor slice(TensorLike x, int axis, long from, long to, long step) {
    int at = x.shape().axis(axis);
    return from == 0 && to == x.dim(at) && step == 1
        ? x.tensor()
        : Node.apply(new Slice(at, from, to, step), x);
  }

  /**
   * Returns what is at one position of an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param index the position
   * @return a tensor of one axis less
   */
  public static Tensor select(TensorLike x, int axis, long index) {
    return squeeze(slice(x, axis, index, index + 1), axis);
  }

  /**
   * Takes an axis apart.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end; of known length
   * @return one tensor per position, of one axis less
   */
  public static List<Tensor> unstack(TensorLike x, int axis) {
    List<Tensor> parts = new ArrayList<>();
    for (long i = 0; i < x.dim(axis); i++) {
      parts.add(select(x, axis, i));
    }
    return parts;
  }

  /**
   * Cuts an axis into equal parts.
   *
   * @param x the input
   * @param parts how many
   * @param axis the axis, negative ones from the end
   * @return the parts
   */
  public static List<Tensor> split(TensorLike x, int parts, int axis) {
    long length = x.dim(axis) / parts;
    if (x.dim(axis) % parts != 0) {
      throw Fault.of("split")
          .expected("axis %s must divide into %s parts", axis, parts)
          .received("shape %s", x.shape())
          .remedy("Choose another number of parts.")
          .argument();
    }
    List<Tensor> result = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      result.add(slice(x, axis, i * length, (i + 1) * length));
    }
    return result;
  }

  /**
   * Adds zeros at both ends of an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param before how many before
   * @param after how many after
   * @return a longer tensor
   */
  public static Tensor pad(TensorLike x, int axis, long before, long after) {
    int at = x.shape().axis(axis);
    long length = x.dim(at);
    return before == 0 && after == 0
        ? x.tensor()
        : Node.apply(
            new Spread(at, before, 1, length < 0 ? Shape.UNKNOWN : before + length + after), x);
  }

  /**
   * Adds zeros at both ends of each axis.
   *
   * @param x the input
   * @param padWidth how many before and after for each axis; one pair is for all axes
   * @return a longer tensor
   * @throws IllegalArgumentException if there are not that many pairs
   */
  public static Tensor pad(TensorLike x, int[]... padWidth) {
    boolean fits = padWidth.length == 1 || padWidth.length == x.rank();
    if (!fits || Arrays.stream(padWidth).anyMatch(pair -> pair.length != 2)) {
      throw Fault.of("pad")
          .expected("padWidth must have a pair for each of the %d axes", x.rank())
          .received(Arrays.deepToString(padWidth))
          .remedy("Give {before, after} for each axis.")
          .argument();
    }
    Tensor y = x.tensor();
    for (int i = 0; i < x.rank(); i++) {
      int[] pair = padWidth[padWidth.length == 1 ? 0 : i];
      y = pad(y, i, pair[0], pair[1]);
    }
    return y;
  }

  /**
   * Cuts elements off both ends of an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param before how many before
   * @param after how many after
   * @return a shorter tensor
   */
  public static Tensor crop(TensorLike x, int axis, long before, long after) {
    long length = x.dim(axis);
    return length < 0 ? identity(x) : slice(x, axis, before, length - after);
  }

  /**
   * Reverses the order along an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor flip(TensorLike x, int axis) {
    return Node.apply(new Reverse(x.shape().axis(axis)), x);
  }

  /**
   * Repeats each element along an axis.
   *
   * @param x the input
   * @param times how often
   * @param axis the axis, negative ones from the end
   * @return a tensor {@code times} as long
   */
  public static Tensor repeat(TensorLike x, int times, int axis) {
    int at = x.shape().axis(axis);
    Tensor wide = expandDims(x, at + 1);
    Tensor repeated = copies(wide, times, at + 1);
    long length = x.dim(at);
    return reshape(repeated, x.shape().with(at, length < 0 ? length : length * times).dims());
  }

  /**
   * Repeats the whole along each axis.
   *
   * @param x the input
   * @param repeats how often along each axis; fewer numbers than axes are for the last axes, more
   *     make axes in front
   * @return a tensor that many times as long
   */
  public static Tensor tile(TensorLike x, int... repeats) {
    Tensor y = x.tensor();
    while (y.rank() < repeats.length) {
      y = expandDims(y, 0);
    }
    for (int i = 0; i < repeats.length; i++) {
      y = repeats[i] == 1 ? y : copies(y, repeats[i], y.rank() - repeats.length + i);
    }
    return y;
  }

  private static Tensor copies(TensorLike x, int times, int axis) {
    if (times <= MOST_COPIES) {
      return concatenate(Collections.nCopies(times, x), axis);
    }
    Tensor half = copies(x, times / 2, axis);
    return concatenate(times % 2 == 0 ? List.of(half, half) : List.of(half, half, x), axis);
  }

  /**
   * Returns rows of a table by their numbers.
   *
   * @param table the table, {@code [n, ...]}
   * @param ids whole numbers in {@code [0, n)}
   * @return the rows, {@code [...ids, ...]}
   */
  public static Tensor take(TensorLike table, TensorLike ids) {
    return take(table, ids, "Gather");
  }

  /**
   * Takes what is at some positions of an axis.
   *
   * @param x the input
   * @param ids whole numbers from 0, less than the axis is long
   * @param axis the axis, negative ones from the end
   * @return a tensor that has the axes of {@code ids} in the place of this axis
   */
  public static Tensor take(TensorLike x, TensorLike ids, int axis) {
    int at = x.shape().axis(axis);
    Tensor taken = take(at == 0 ? x : transpose(x, moved(x.rank(), at, 1, 0)), ids);
    return at == 0 ? taken : transpose(taken, moved(taken.rank(), 0, ids.rank(), at));
  }

  /** The order of axes in which some of them stand elsewhere. */
  private static int[] moved(int rank, int from, int count, int to) {
    List<Integer> order = new ArrayList<>();
    List<Integer> moving = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      (axis >= from && axis < from + count ? moving : order).add(axis);
    }
    order.addAll(to, moving);
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Takes rows of a table.
   *
   * @param table an array {@code [n, ...]}
   * @param ids whole numbers in {@code [0, n)}
   * @param owner whom a message about a wrong number names
   * @return the rows: {@code [...ids, ...]}
   */
  public static Tensor take(TensorLike table, TensorLike ids, String owner) {
    return Node.apply(new Gather(owner), table, ids);
  }

  /**
   * Turns whole numbers into rows of zeros with a single 1.
   *
   * @param x whole numbers; those outside {@code [0, depth)} give zeros
   * @param depth the length of a row
   * @return a tensor {@code [..., depth]}
   */
  public static Tensor oneHot(TensorLike x, long depth) {
    return Node.apply(new OneHot(depth), x);
  }

  /**
   * Moves channels into blocks of the image.
   *
   * @param x images {@code [batch, height, width, channels]}, of known lengths but the batch's
   * @param blockSize the length of a block
   * @return a tensor {@code [batch, height * blockSize, width * blockSize, channels / blockSize²]}
   * @throws IllegalArgumentException if the channels are no multiple of {@code blockSize²}
   */
  public static Tensor depthToSpace(TensorLike x, long blockSize) {
    long b = blockSize;
    checkBlocks("depthToSpace", x, b, 1, b * b);
    long channels = x.dim(3) / (b * b);
    Tensor split = reshape(x, x.dim(0), x.dim(1), x.dim(2), b, b, channels);
    Tensor moved = transpose(split, 0, 1, 3, 2, 4, 5);
    return reshape(moved, x.dim(0), x.dim(1) * b, x.dim(2) * b, channels);
  }

  /**
   * Moves blocks of the image into channels; what {@link #depthToSpace} undoes.
   *
   * @param x images {@code [batch, height, width, channels]}, of known lengths but the batch's
   * @param blockSize the length of a block
   * @return a tensor {@code [batch, height / blockSize, width / blockSize, channels * blockSize²]}
   * @throws IllegalArgumentException if height or width are no multiples of {@code blockSize}
   */
  public static Tensor spaceToDepth(TensorLike x, long blockSize) {
    long b = blockSize;
    checkBlocks("spaceToDepth", x, b, b, 1);
    long height = x.dim(1) / b;
    long width = x.dim(2) / b;
    Tensor split = reshape(x, x.dim(0), height, b, width, b, x.dim(3));
    Tensor moved = transpose(split, 0, 1, 3, 2, 4, 5);
    return reshape(moved, x.dim(0), height, width, x.dim(3) * b * b);
  }

  /**
   * Cuts images into square patches beside one another, as Keras' {@code
   * ops.image.extract_patches}; rows and columns that fill no patch are left out.
   *
   * @param images images, {@code [batch, height, width, channels]}
   * @param size the side of a patch
   * @return a tensor {@code [batch, height / size, width / size, size * size * channels]}
   * @throws IllegalArgumentException if lengths are unknown, or less than the size
   */
  public static Tensor extractPatches(TensorLike images, int size) {
    Tensor whole = images.tensor();
    for (int axis = 1; axis < whole.rank() - 1; axis++) {
      long length = whole.dim(axis);
      whole = length < size ? whole : slice(whole, axis, 0, length - length % size);
    }
    return spaceToDepth(whole, size);
  }

  private static void checkBlocks(
      String owner, TensorLike x, long block, long sides, long channels) {
    if (block < 1
        || x.rank() != 4
        || !x.shape().without(0).isKnown()
        || x.dim(1) % sides != 0
        || x.dim(2) % sides != 0
        || x.dim(3) % channels != 0) {
      throw Fault.of(owner)
          .expected(
              "x must be [batch, height, width, channels], of multiples of %s by %s by %s",
              sides, sides, channels)
          .received("shape %s and blockSize %s", x.shape(), block)
          .remedy("Say the lengths in Input, and choose a blockSize that divides them.")
          .argument();
    }
  }
}
