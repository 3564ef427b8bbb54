package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The adjoint of {@link Conv} by its input, which is also the transposed convolution. Inputs:
 * {@code [batch, ...places, filters]} and kernel {@code [...window, channels / groups, filters]};
 * output {@code [batch, ...spatial, channels]}.
 *
 * @param window how the kernel moves
 * @param groups the number of independent groups of channels
 * @param shape the shape of the output; its batch axis may be unknown
 */
public record ConvInput(Window window, long groups, Shape shape) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Tensor dy = inputs.get(0);
    return List.of(new Spec(dy.dataType(), shape.with(0, dy.dim(0))));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dx = gradients.get(0);
    if (dx == null) {
      return Op.gradientList(null, null);
    }
    Tensor y = node.input(0);
    Tensor k = node.input(1);
    return Op.gradientList(
        Node.apply(new Conv(window, groups), dx, k),
        Node.apply(new ConvKernel(window, groups, k.shape()), dx, y));
  }
}
