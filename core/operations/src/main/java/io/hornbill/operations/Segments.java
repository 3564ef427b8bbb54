package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.ScatterAdd;

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
    return Node.apply(new ScatterAdd(count(a)), a.tensor(1, "segment_ids"), a.tensor(0, "data"));
  }

  private static Tensor combined(Arguments a, double first) {
    Tensor data = a.tensor(0, "data");
    Shape out = data.shape().with(0, count(a));
    int width = (int) (data.shape().size() / Math.max(1, data.dim(0)));
    return Host.one(
        a.name(),
        out,
        (shapes, in, result) -> {
          java.util.Arrays.fill(result[0], first);
          for (int i = 0; i < in[0].length; i++) {
            int at = ((int) in[1][i / width]) * width + i % width;
            double old = result[0][at];
            result[0][at] =
                first == 1
                    ? old * in[0][i]
                    : first < 0 ? Math.max(old, in[0][i]) : Math.min(old, in[0][i]);
          }
        },
        data,
        Ops.identity(a.tensor(1, "segment_ids")));
  }
}
