package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
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
public final class TernaryDense extends KerasLayer<TernaryDense>
    implements ActivationSetter<TernaryDense>,
        KernelSetters<TernaryDense>,
        BiasSetters<TernaryDense> {
  private final int units;
  private @Nullable Double threshold;
  private @Nullable Variable kernel;
  private @Nullable Variable bias;

  /**
   * Makes a layer.
   *
   * @param units the number of outputs
   */
  public TernaryDense(int units) {
    this.units = Checks.positive("TernaryDense", "units", units);
    declareActivation("activation", "linear");
    declareWeight("kernel", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
    expectMinRank(2, "[batch, …, features]");
  }

  static TernaryDense from(Config config) {
    TernaryDense layer = new TernaryDense(config.integer("units", 1));
    if (config.get("threshold") != null) {
      layer.threshold(config.number("threshold", 0));
    }
    return layer.configure(config);
  }

  /**
   * Sets up to which size a weight counts as 0.
   *
   * @param threshold the size, at least 0; if not set, half the mean of all sizes
   * @return this layer
   */
  public TernaryDense threshold(double threshold) {
    requireNotBuilt("threshold");
    this.threshold = Checks.notNegative("TernaryDense", "threshold", threshold);
    return this;
  }

  @Override
  protected void build(Shape input) {
    kernel = addWeight("kernel", Shape.of(input.last(), units), weight("kernel"));
    bias = addOptionalWeight("bias", Shape.of(units));
    expectAxis(-1, input.last());
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor weights = Built.of(kernel).tensor();
    Tensor size = Ops.abs(weights);
    Tensor beta = Ops.mean(size);
    Double fixed = threshold;
    Tensor counts = fixed == null ? Ops.greater(size, beta.times(0.5)) : Ops.greater(size, fixed);
    Tensor rounded = Ops.sign(weights).times(counts);
    Tensor y = Ops.dense(x, weights.plus(Ops.stopGradient(rounded.minus(weights))));
    y = fixed == null ? y.times(beta) : y;
    return activate("activation", bias == null ? y : y.plus(bias));
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    return super.config().with("units", units).with("threshold", threshold);
  }
}
