package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Computed;
import io.hornbill.graph.internal.ops.ScatterAdd;
import java.util.Arrays;
import java.util.List;

/** Rows combined by the numbers of their segments. */
final class Segments {
  private Segments() {}

  static void register() {
    Operations.one("math", "SegmentSum", Segments::sum);
    Operations.one("math", "SegmentMax", a -> combined(a, Double.NEGATIVE_INFINITY));
    Operations.one("math", "SegmentMin", a -> combined(a, Double.POSITIVE_INFINITY));
    Operations.one("math", "SegmentProd", a -> combined(a, 1));
  }

  private static int count(Arguments a) {
    int count = a.integer("num_segments", 0);
    if (count <= 0) {
      throw Fault.of(a.name())
          .expected("the number of segments must be fixed")
          .received("none")
          .remedy("Save the model with num_segments.")
          .argument();
    }
    return count;
  }

  private static Tensor sum(Arguments a) {
    Tensor all = Node.apply(new ScatterAdd(count(a) + 1L), ids(a), a.tensor(0, "data"));
    return Ops.slice(all, 0, 0, count(a));
  }

  /** What belongs to no segment goes to one behind the last, which is left out. */
  private static Tensor ids(Arguments a) {
    Tensor ids = a.tensor(1, "segment_ids");
    int count = count(a);
    Tensor outside = Ops.maximum(Ops.less(ids, 0), Ops.greaterEqual(ids, count));
    return Comparisons.choose(outside, count, ids);
  }

  /** What the extreme of no whole numbers is. */
  private static double none(Arguments a, double first) {
    String type = a.typeOfFirst();
    if (first == 1 || !WholeTypes.isWhole(type)) {
      return first;
    }
    double most = WholeTypes.most(type);
    return first > 0 ? most : WholeTypes.isUnsigned(type) ? 0 : -most - 1;
  }

  private static Tensor combined(Arguments a, double first) {
    Tensor data = a.tensor(0, "data");
    Shape out = data.shape().with(0, count(a) + 1L);
    double none = none(a, first);
    int width = (int) (data.shape().size() / Math.max(1, data.dim(0)));
    Computed.Body body =
        (shapes, in, result) -> {
          Arrays.fill(result[0], none);
          for (int i = 0; i < in[0].length; i++) {
            int at = place(in[1], i, width);
            double old = result[0][at];
            result[0][at] =
                first == 1
                    ? old * in[0][i]
                    : first < 0 ? Math.max(old, in[0][i]) : Math.min(old, in[0][i]);
          }
        };
    Computed.Body gradient = first == 1 ? ofProducts(width) : ofExtremes(width);
    Computed.Rule rule =
        (node, gradients) -> {
          Tensor dy = gradients.get(0);
          return Op.gradientList(
              dy == null
                  ? null
                  : Host.one(
                      a.name() + "Gradient",
                      data.shape(),
                      gradient,
                      node.input(0),
                      node.input(1),
                      node.output(0),
                      dy),
              null);
        };
    Tensor all = Host.all(a.name(), List.of(out), body, rule, data, ids(a)).get(0);
    return Ops.slice(all, 0, 0, count(a));
  }

  private static int place(double[] ids, int element, int width) {
    return ((int) ids[element / width]) * width + element % width;
  }

  /**
   * Elements that are the extreme of their segment share its gradient, as in TensorFlow and JAX.
   */
  private static Computed.Body ofExtremes(int width) {
    return (shapes, in, result) -> {
      int[] count = new int[in[2].length];
      for (int i = 0; i < in[0].length; i++) {
        int at = place(in[1], i, width);
        count[at] += in[0][i] == in[2][at] ? 1 : 0;
      }
      for (int i = 0; i < in[0].length; i++) {
        int at = place(in[1], i, width);
        result[0][i] = in[0][i] == in[2][at] ? in[3][at] / count[at] : 0;
      }
    };
  }

  /** The product of the others; where one of them is zero, that is zero too. */
  private static Computed.Body ofProducts(int width) {
    return (shapes, in, result) -> {
      double[] others = new double[in[2].length];
      int[] zeros = new int[in[2].length];
      Arrays.fill(others, 1);
      for (int i = 0; i < in[0].length; i++) {
        int at = place(in[1], i, width);
        others[at] *= in[0][i] == 0 ? 1 : in[0][i];
        zeros[at] += in[0][i] == 0 ? 1 : 0;
      }
      for (int i = 0; i < in[0].length; i++) {
        int at = place(in[1], i, width);
        boolean zero = in[0][i] == 0;
        boolean none = zeros[at] - (zero ? 1 : 0) > 0;
        result[0][i] = none ? 0 : in[3][at] * others[at] / (zero ? 1 : in[0][i]);
      }
    };
  }
}
