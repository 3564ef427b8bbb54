package io.hornbill.applications;

import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.initializers.Constant;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Layer;
import io.hornbill.layers.WeightSettings;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies each channel by a trained factor, as the ConvNeXt networks do.
 *
 * <p>Input and output {@code [batch, …, channels]}; weight {@code [channels]}. The name of the class
 * is Keras'.
 *
 * @see <a href="https://arxiv.org/abs/2103.17239">Touvron et al.: Going deeper with image
 *     transformers (2021)</a>
 */
public final class LayerScale extends Layer {
  private final double initValues;
  private final int projectionDim;
  private @Nullable Variable gamma;

  /**
   * Makes a layer.
   *
   * @param initValues the factors at first
   * @param projectionDim the number of channels
   */
  public LayerScale(double initValues, int projectionDim) {
    this.initValues = initValues;
    this.projectionDim = projectionDim;
  }

  static LayerScale from(Config config) {
    double initValues = config.number("init_values", 1e-6);
    LayerScale layer = new LayerScale(initValues, config.integer("projection_dim", 1));
    return ApplicationLayers.named(layer, config);
  }

  @Override
  protected void build(Shape input) {
    WeightSettings first = WeightSettings.of(new Constant(initValues));
    gamma = addWeight("gamma", Shape.of(projectionDim), first);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Variable factors = gamma;
    return factors == null ? x : Ops.multiply(x, factors.tensor());
  }

  @Override
  public Config config() {
    return super.config().with("init_values", initValues).with("projection_dim", projectionDim);
  }
}
