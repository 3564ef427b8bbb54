package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Batch normalization as in training. Inputs: {@code [..., channels]}, factors and summands {@code
 * [channels]}. Outputs: the normalized input, the mean and the variance {@code [channels]} over all
 * axes but the last.
 *
 * @param epsilon what is added to the variance
 * @param relu whether negative results become 0
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe, Szegedy: Batch normalization (2015)</a>
 */
public record BatchNormalize(double epsilon, boolean relu) implements Composite {
  @Override
  public List<Tensor> compose(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    int[] axes = IntStream.range(0, x.rank() - 1).toArray();
    Tensor mean = Ops.mean(x, axes, false);
    Tensor centered = x.minus(mean);
    Tensor variance = Ops.mean(Ops.square(centered), axes, false);
    Tensor scale = Ops.rsqrt(variance.plus(epsilon)).times(inputs.get(1));
    Tensor y = centered.times(scale).plus(inputs.get(2));
    return List.of(relu ? Ops.relu(y) : y, mean, variance);
  }
}
