package io.hornbill.graph.internal.ops;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Random numbers, even in {@code [0, 1)}. The input is a single number, the draw: element {@code i}
 * of draw {@code n} is always the same.
 *
 * @param key the key of the stream, see {@link io.hornbill.base.RandomStream}
 * @param spec the type and shape
 * @param first the place of the first element within the draw
 */
public record RandomUniform(long key, Spec spec, long first) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    if (inputs.get(0).rank() != 0) {
      throw Fault.of("RandomUniform")
          .expected("the draw must be a single number")
          .received("shape %s", inputs.get(0).shape())
          .remedy("Pass a scalar.")
          .argument();
    }
    return List.of(spec);
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    return Op.gradientList((Tensor) null);
  }
}
