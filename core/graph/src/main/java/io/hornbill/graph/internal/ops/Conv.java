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
 * A convolution as neural networks have it (a correlation). Inputs: {@code [batch, ...spatial,
 * channels]} and kernel {@code [...window, channels / groups, filters]}; output {@code [batch,
 * ...places, filters]}.
 *
 * @param window how the kernel moves
 * @param groups the number of independent groups of channels
 */
public record Conv(Window window, long groups) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Shape x = inputs.get(0).shape();
    Shape k = inputs.get(1).shape();
    int n = window.rank();
    if (x.rank() != n + 2 || k.rank() != n + 2) {
      throw Fault.of("conv")
          .expected(
              "the input must have %s axes [batch, ...spatial, channels] and the kernel as"
                  + " many",
              n + 2)
          .received("input %s, kernel %s", x, k)
          .remedy("Check the rank of the data.")
          .argument();
    }
    if (x.last() >= 0 && x.last() != k.dim(n) * groups) {
      throw Fault.of("conv")
          .expected("the kernel must have channels / groups = %s input channels", x.last() / groups)
          .received("input %s, kernel %s, groups %s", x, k, groups)
          .remedy("Check the channel axis.")
          .argument();
    }
    long[] out = x.dims();
    for (int i = 0; i < n; i++) {
      out[i + 1] = window.outputLength(i, out[i + 1], k.dim(i));
      if (out[i + 1] == 0) {
        throw Fault.of("conv")
            .expected("the window must fit into the input")
            .received("input %s, kernel %s", x, k)
            .remedy("Use a smaller kernel or padding \"same\".")
            .argument();
      }
    }
    out[n + 1] = k.last();
    return List.of(new Spec(inputs.get(0).dataType(), Shape.of(out)));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    if (dy == null) {
      return Op.gradientList(null, null);
    }
    Tensor x = node.input(0);
    Tensor k = node.input(1);
    return Op.gradientList(
        Node.apply(new ConvInput(window, groups, x.shape()), dy, k),
        Node.apply(new ConvKernel(window, groups, k.shape()), x, dy));
  }
}
