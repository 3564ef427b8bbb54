package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer that computes with a kernel of -1, 0 and 1 only.
 *
 * <pre>{@code
 * rounded = sign(kernel) where |kernel| > threshold, else 0
 * output = activation(beta * x · rounded + bias)
 * }</pre>
 *
 * <p>Without a threshold it is half the mean of {@code |kernel|} and beta is that mean; with one,
 * beta is 1. Training keeps the kernel as it is: gradients pass the rounding as if it were not
 * there.
 *
 * <p>Input {@code [batch, ..., features]}, output {@code [batch, ..., units]}; kernel {@code
 * [features, units]}, bias {@code [units]}.
 *
 * <pre>{@code
 * new TernaryDense(512).threshold(0.05).activation("relu")
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2402.17764">Ma et al.: The era of 1-bit LLMs (2024)</a>
 */
public final class TernaryDense extends DenseProduct<TernaryDense> {
  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  private static final Setting<@Nullable Double> THRESHOLD =
      Setting.optionalNumber("threshold").notNegative();

  /**
   * Makes a layer.
   *
   * @param units the number of outputs
   */
  public TernaryDense(int units) {
    super(units);
    declare(THRESHOLD);
    expectMinRank(2, "[batch, …, features]");
  }

  /**
   * Sets up to which size a weight counts as 0.
   *
   * @param threshold the size, at least 0; if not set, half the mean of all sizes
   */
  public TernaryDense threshold(double threshold) {
    return with(THRESHOLD, threshold);
  }

  @Override
  Tensor product(Tensor x, Tensor kernel) {
    Tensor size = Ops.abs(kernel);
    Tensor beta = Ops.mean(size);
    Double fixed = get(THRESHOLD);
    Tensor counts = fixed == null ? Ops.greater(size, beta.times(0.5)) : Ops.greater(size, fixed);
    Tensor rounded = Ops.sign(kernel).times(counts);
    Tensor y = Ops.dense(x, kernel.plus(Ops.stopGradient(rounded.minus(kernel))));
    return fixed == null ? y.times(beta) : y;
  }
}
