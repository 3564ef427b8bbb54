package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Layer normalization over the last axis. Inputs: {@code [..., features]}, factors and summands
 * {@code [features]}.
 *
 * @param epsilon what is added to the variance
 * @see <a href="https://arxiv.org/abs/1607.06450">Ba, Kiros, Hinton: Layer normalization (2016)</a>
 */
public record LayerNormalize(double epsilon) implements Composite {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return List.of(inputs.get(0).spec());
  }

  @Override
  public List<Tensor> compose(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor centered = x.minus(Ops.mean(x, -1, true));
    Tensor variance = Ops.mean(Ops.square(centered), -1, true);
    Tensor normal = centered.times(Ops.rsqrt(variance.plus(epsilon)));
    return List.of(normal.times(inputs.get(1)).plus(inputs.get(2)));
  }
}
