package io.hornbill.operations;

import io.hornbill.base.Config;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.ArgReduce;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.CumulativeSum;
import io.hornbill.graph.internal.ops.Gather;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.OneHot;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Reverse;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.Sort;
import io.hornbill.graph.internal.ops.Spread;
import io.hornbill.graph.internal.ops.Transpose;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms of ops that move, reduce and multiply. */
final class ShapeForms {
  private static final long UNKNOWN = -1;

  private ShapeForms() {}

  /** The outputs; none if there is no such operation. */
  static List<Tensor> of(Node node, List<Object> args) {
    Op op = node.op();
    if (op instanceof Sort sort) {
      return sorted(sort, args.get(0));
    }
    Tensor moved = moved(op, node, args);
    Tensor result = moved == null ? reduced(op, args) : moved;
    return result == null ? List.of() : List.of(result);
  }

  private static List<Tensor> sorted(Sort sort, Object x) {
    Object from = sort.descending() ? Forms.apply("Negative", x) : x;
    Tensor values = Forms.call("Sort").with("axis", -1).apply(from);
    Tensor places = Forms.call("Argsort").with("axis", -1).apply(from);
    return List.of(
        sort.descending() ? Forms.apply("Negative", values) : values, Forms.number(places));
  }

  private static @Nullable Tensor moved(Op op, Node node, List<Object> args) {
    Object x = args.isEmpty() ? 0 : args.get(0);
    if (op instanceof Reshape) {
      return Forms.call("Reshape").with("newshape", shape(node.output(0).shape())).apply(x);
    }
    if (op instanceof Transpose transpose) {
      return Forms.call("Transpose").with("axes", transpose.axes()).apply(x);
    }
    if (op instanceof BroadcastTo) {
      Shape out = node.output(0).shape();
      return out.isKnown() ? Forms.call("BroadcastTo").with("shape", shape(out)).apply(x) : null;
    }
    if (op instanceof Concat concat) {
      return Forms.call("Concatenate").with("axis", concat.axis()).apply(new ArrayList<>(args));
    }
    if (op instanceof Reverse reverse) {
      return Forms.call("Flip").with("axis", reverse.axis()).apply(x);
    }
    if (op instanceof Slice slice) {
      return Forms.apply("GetItem", x, slices(slice));
    }
    if (op instanceof Gather) {
      Object ids = Forms.call("Cast").with("dtype", "int32").apply(args.get(1));
      return Forms.call("Take").with("axis", 0).apply(x, ids);
    }
    return op instanceof Spread spread ? padded(spread, node, x) : null;
  }

  private static @Nullable Tensor padded(Spread spread, Node node, Object x) {
    long length = node.input(0).dim(spread.axis());
    if (spread.step() != 1 || length < 0 || spread.length() < 0) {
      return null;
    }
    List<Object> widths = new ArrayList<>();
    for (int i = 0; i < node.input(0).rank(); i++) {
      long after = spread.length() - spread.from() - length;
      widths.add(i == spread.axis() ? List.of(spread.from(), after) : List.of(0, 0));
    }
    return Forms.call("Pad").with("pad_width", widths).with("mode", "constant").apply(x);
  }

  /** An unknown length is computed; where there are several, Keras knows the batch. */
  private static List<@Nullable Object> shape(Shape shape) {
    List<@Nullable Object> dims = new ArrayList<>();
    boolean open = false;
    for (long length : shape.dims()) {
      dims.add(length >= 0 ? (Object) length : open ? null : (Object) UNKNOWN);
      open |= length < 0;
    }
    return dims;
  }

  private static List<Object> slices(Slice slice) {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < slice.axis(); i++) {
      keys.add(slice(null, null, null));
    }
    keys.add(slice(slice.from(), slice.to(), slice.step() == 1 ? null : slice.step()));
    return keys;
  }

  private static Config slice(@Nullable Object from, @Nullable Object to, @Nullable Object step) {
    Config config = new Config().with("start", from).with("stop", to).with("step", step);
    return new Config().with("class_name", "__slice__").with("config", config);
  }

  private static @Nullable Tensor reduced(Op op, List<Object> args) {
    Object x = args.isEmpty() ? 0 : args.get(0);
    if (op instanceof Reduce reduce) {
      String name =
          switch (reduce.kind()) {
            case SUM -> "Sum";
            case MEAN -> "Mean";
            case MAX -> "Max";
            case MIN -> "Min";
            case PROD -> "Prod";
          };
      return Forms.call(name)
          .with("axis", reduce.axes())
          .with("keepdims", reduce.keepDims())
          .apply(x);
    }
    if (op instanceof ArgReduce reduce) {
      String name = reduce.greatest() ? "Argmax" : "Argmin";
      return Forms.number(
          Forms.call(name).with("axis", reduce.axis()).with("keepdims", false).apply(x));
    }
    if (op instanceof CumulativeSum sum) {
      Object from = sum.reverse() ? Forms.call("Flip").with("axis", sum.axis()).apply(x) : x;
      Tensor result = Forms.call("Cumsum").with("axis", sum.axis()).apply(from);
      return sum.reverse() ? Forms.call("Flip").with("axis", sum.axis()).apply(result) : result;
    }
    if (op instanceof OneHot hot) {
      Object ids = Forms.call("Cast").with("dtype", "int32").apply(x);
      return Forms.call("OneHot").with("num_classes", hot.depth()).apply(ids);
    }
    if (op instanceof MatMul product) {
      return Forms.apply(
          "Matmul", turned(x, product.transposeA()), turned(args.get(1), product.transposeB()));
    }
    return null;
  }

  private static Object turned(Object x, boolean transposed) {
    return transposed ? Forms.call("Swapaxes").with("axis1", -1).with("axis2", -2).apply(x) : x;
  }
}
