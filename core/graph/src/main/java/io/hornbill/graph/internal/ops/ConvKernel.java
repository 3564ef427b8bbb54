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
 * The adjoint of {@link Conv} by its kernel. Inputs: {@code [batch, ...spatial, channels]} and the
 * gradient by the output {@code [batch, ...places, filters]}; output {@code [...window, channels /
 * groups, filters]}.
 *
 * @param window how the kernel moves
 * @param groups the number of independent groups of channels
 * @param shape the shape of the kernel
 */
public record ConvKernel(Window window, long groups, Shape shape) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return List.of(new Spec(inputs.get(0).dataType(), shape));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dk = gradients.get(0);
    if (dk == null) {
      return Op.gradientList(null, null);
    }
    Tensor x = node.input(0);
    Tensor dy = node.input(1);
    return Op.gradientList(
        Node.apply(new ConvInput(window, groups, x.shape()), dy, dk),
        Node.apply(new Conv(window, groups), x, dk));
  }
}
