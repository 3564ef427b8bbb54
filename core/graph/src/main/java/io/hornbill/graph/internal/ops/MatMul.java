package io.hornbill.graph.internal.ops;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The matrix product over the last two axes; the axes before them broadcast.
 *
 * @param transposeA whether the last two axes of the first input change places first
 * @param transposeB whether the last two axes of the second input change places first
 */
public record MatMul(boolean transposeA, boolean transposeB) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Shape a = inputs.get(0).shape();
    Shape b = inputs.get(1).shape();
    if (a.rank() < 2 || b.rank() < 2) {
      throw Fault.of("matMul")
          .expected("both inputs must have at least 2 axes")
          .received("%s and %s", a, b)
          .remedy("Add an axis of length 1.")
          .argument();
    }
    long rows = a.dim(transposeA ? -1 : -2);
    long innerA = a.dim(transposeA ? -2 : -1);
    long innerB = b.dim(transposeB ? -1 : -2);
    long columns = b.dim(transposeB ? -2 : -1);
    if (innerA >= 0 && innerB >= 0 && innerA != innerB) {
      throw Fault.of("matMul")
          .expected("the inner lengths must agree")
          .received(
              "%s%s and %s%s",
              a, transposeA ? " transposed" : "", b, transposeB ? " transposed" : "")
          .remedy("Transpose or reshape one of them.")
          .argument();
    }
    Shape batch = Shape.broadcast(name(), a.slice(0, a.rank() - 2), b.slice(0, b.rank() - 2));
    return List.of(new Spec(inputs.get(0).dataType(), batch.append(rows, columns)));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    if (dy == null) {
      return Op.gradientList(null, null);
    }
    Tensor a = node.input(0);
    Tensor b = node.input(1);
    Tensor da =
        transposeA ? Ops.matmul(b, dy, transposeB, true) : Ops.matmul(dy, b, false, !transposeB);
    Tensor db =
        transposeB ? Ops.matmul(dy, a, true, transposeA) : Ops.matmul(a, dy, !transposeA, false);
    return Op.gradientList(Ops.sumTo(da, a.shape()), Ops.sumTo(db, b.shape()));
  }
}
