package io.hornbill.graph.internal.ops;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table by their numbers. Inputs: the table {@code [n, ...]} and whole numbers {@code
 * [...ids]} in {@code [0, n)}; output {@code [...ids, ...]}. The engine refuses other numbers by
 * name.
 *
 * @param owner whom messages name
 */
public record Gather(String owner) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Shape table = inputs.get(0).shape();
    if (table.rank() < 1) {
      throw Fault.of(owner)
          .expected("the table must have at least 1 axis")
          .received(table)
          .remedy("Pass an array of rows.")
          .argument();
    }
    Shape ids = inputs.get(1).shape();
    return List.of(
        new Spec(inputs.get(0).dataType(), ids.append(table.slice(1, table.rank()).dims())));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    if (dy == null) {
      return Op.gradientList(null, null);
    }
    long rows = node.input(0).dim(0);
    return Op.gradientList(Node.apply(new ScatterAdd(rows), node.input(1), dy), null);
  }
}
