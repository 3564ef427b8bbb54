package io.hornbill.applications;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.initializers.Constant;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.KerasLayer;
import io.hornbill.layers.WeightSettings;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies each channel by a trained factor, as the ConvNeXt networks do.
 *
 * <p>Input and output {@code [batch, …, channels]}; weight {@code [channels]}. The name of the
 * class is Keras'.
 *
 * @see <a href="https://arxiv.org/abs/2103.17239">Touvron et al.: Going deeper with image
 *     transformers (2021)</a>
 */
public final class LayerScale extends KerasLayer<LayerScale> {
  private static final Setting<Double> INIT_VALUES = Setting.number("init_values", 1e-6).finite();
  private static final Setting<Integer> PROJECTION_DIM =
      Setting.integer("projection_dim", 1).positive();

  private @Nullable Variable gamma;

  /**
   * Makes a layer.
   *
   * @param initValues the initial value of the factors
   * @param projectionDim the number of channels
   */
  public LayerScale(double initValues, int projectionDim) {
    declare(INIT_VALUES, PROJECTION_DIM);
    set(INIT_VALUES, initValues);
    set(PROJECTION_DIM, projectionDim);
  }

  @Override
  protected void build(Shape input) {
    WeightSettings first = WeightSettings.of(new Constant(get(INIT_VALUES)));
    gamma = addWeight("gamma", Shape.of(get(PROJECTION_DIM)), first);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Variable factors = gamma;
    return factors == null ? x : Ops.multiply(x, factors.tensor());
  }

  @Override
  protected String kerasModule() {
    return "keras.src.applications.convnext";
  }
}
