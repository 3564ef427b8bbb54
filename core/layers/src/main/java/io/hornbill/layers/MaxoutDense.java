package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import org.jspecify.annotations.Nullable;

/**
 * The greatest of several fully connected layers, element by element, as in Keras 1: a trained
 * convex activation function.
 *
 * <pre>{@code output = max over k of (x · W[k] + b[k])}</pre>
 *
 * <p>Input {@code [batch, features]}, output {@code [batch, units]}; weights W {@code [nbFeature,
 * features, units]} and b {@code [nbFeature, units]}.
 *
 * <pre>{@code
 * new MaxoutDense(64).nbFeature(4)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1302.4389">Goodfellow et al.: Maxout networks (2013)</a>
 */
public final class MaxoutDense extends KerasLayer<MaxoutDense>
    implements KernelSetters<MaxoutDense>, BiasSetters<MaxoutDense> {
  private final int units;
  private int nbFeature = 4;
  private @Nullable Variable kernel;
  private @Nullable Variable bias;

  /**
   * Makes a layer that takes the greatest of four.
   *
   * @param units the number of outputs
   */
  public MaxoutDense(int units) {
    this.units = Checks.positive("MaxoutDense", "units", units);
    declareWeight("kernel", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
    expectRank(2, "[batch, features]");
  }

  static MaxoutDense from(Config config) {
    return new MaxoutDense(config.integer("output_dim", config.integer("units", 1)))
        .nbFeature(config.integer("nb_feature", 4))
        .configure(config);
  }

  /**
   * Sets of how many layers the greatest is taken.
   *
   * @param nbFeature the number, at least 1
   * @return this layer
   */
  public MaxoutDense nbFeature(int nbFeature) {
    requireNotBuilt("nbFeature");
    this.nbFeature = Checks.positive("MaxoutDense", "nbFeature", nbFeature);
    return this;
  }

  @Override
  protected void build(Shape input) {
    kernel = addWeight("W", Shape.of(nbFeature, input.last(), units), weight("kernel"));
    Shape row = Shape.of(nbFeature, units);
    bias = hasWeight("bias") ? addWeight("b", row, weight("bias")) : null;
    expectAxis(-1, input.last());
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor y = Ops.einsum("bi,kio->bko", x, Built.of(kernel).tensor());
    return Ops.max(bias == null ? y : y.plus(bias), 1);
  }

  @Override
  public Config config() {
    return Keras1Fields.write(super.config())
        .with("output_dim", units)
        .with("nb_feature", nbFeature);
  }

  @Override
  protected MaxoutDense configure(Config config) {
    return super.configure(Keras1Fields.read(config));
  }
}
