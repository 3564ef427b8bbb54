package io.hornbill.layers.keras1;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.BiasSetters;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.KerasLayer;
import io.hornbill.layers.KernelSetters;
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
  private static final Setting<Integer> UNITS =
      Setting.integer("output_dim", 1).alias("units").named("units").positive();
  private static final Setting<Integer> NB_FEATURE = Setting.integer("nb_feature", 4).positive();

  private @Nullable Variable kernel;
  private @Nullable Variable bias;

  /**
   * Makes a layer that takes the greatest of four.
   *
   * @param units the number of outputs
   */
  public MaxoutDense(int units) {
    declare(UNITS, NB_FEATURE);
    set(UNITS, units);
    declareWeight("kernel", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
    declare(Keras1Fields.kernelAndBias());
    expectRank(2, "[batch, features]");
  }

  /**
   * Sets of how many layers the greatest is taken.
   *
   * @param nbFeature the number, at least 1
   */
  public MaxoutDense nbFeature(int nbFeature) {
    return with(NB_FEATURE, nbFeature);
  }

  @Override
  protected void build(Shape input) {
    kernel = addWeight("W", Shape.of(get(NB_FEATURE), input.last(), get(UNITS)), weight("kernel"));
    Shape row = Shape.of(get(NB_FEATURE), get(UNITS));
    bias = hasWeight("bias") ? addWeight("b", row, weight("bias")) : null;
    expectAxis(-1, input.last());
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor y = Ops.einsum("bi,kio->bko", x, built(kernel).tensor());
    return Ops.max(bias == null ? y : y.plus(bias), 1);
  }
}
