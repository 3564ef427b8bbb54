package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The adjoint of {@link Gather}: adds rows into a table of zeros, in the order of the rows. Inputs:
 * whole numbers {@code [...ids]} and rows {@code [...ids, ...]}; output {@code [rows, ...]}.
 *
 * @param rows the number of rows of the table
 */
public record ScatterAdd(long rows) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Shape values = inputs.get(1).shape();
    Shape row = values.slice(inputs.get(0).rank(), values.rank());
    long[] dims = new long[row.rank() + 1];
    dims[0] = rows;
    System.arraycopy(row.dims(), 0, dims, 1, row.rank());
    return List.of(new Spec(inputs.get(1).dataType(), Shape.of(dims)));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    return Op.gradientList(null, dy == null ? null : Ops.take(dy, node.input(0)));
  }
}
