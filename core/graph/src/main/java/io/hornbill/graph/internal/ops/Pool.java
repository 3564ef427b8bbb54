package io.hornbill.graph.internal.ops;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The greatest or mean element of a moving window; padding never counts. Input {@code [batch,
 * ...spatial, channels]}, output {@code [batch, ...places, channels]}.
 *
 * @param max true for the greatest, false for the mean
 * @param size the window's number of elements along each spatial axis
 * @param window how it moves
 */
public record Pool(boolean max, List<Long> size, Window window) implements Op {
  /**
   * Copies the sizes.
   *
   * @param max true for the greatest, false for the mean
   * @param size the window's number of elements along each spatial axis
   * @param window how it moves
   */
  public Pool {
    size = List.copyOf(size);
  }

  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Shape x = inputs.get(0).shape();
    int n = window.rank();
    if (x.rank() != n + 2) {
      throw Fault.of("pool")
          .expected("the input must have %s axes [batch, ...spatial, channels]", n + 2)
          .received(x)
          .remedy("Check the rank of the data.")
          .argument();
    }
    long[] out = x.dims();
    for (int i = 0; i < n; i++) {
      out[i + 1] = window.outputLength(i, out[i + 1], size.get(i));
      if (out[i + 1] == 0) {
        throw Fault.of("pool")
            .expected("the window must fit into the input")
            .received("input %s, window %s", x, size)
            .remedy("Use a smaller window or padding \"same\".")
            .argument();
      }
    }
    return List.of(new Spec(inputs.get(0).dataType(), Shape.of(out)));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    return Op.gradientList(
        dy == null ? null : Node.apply(new PoolGradient(this), node.input(0), node.output(0), dy));
  }
}
