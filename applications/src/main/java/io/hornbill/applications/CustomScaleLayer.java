package io.hornbill.applications;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Layer;
import java.util.List;

/**
 * Adds a multiple of its second input to its first, as {@link InceptionResNetV2} does.
 *
 * <pre>{@code output = first + scale * second}</pre>
 *
 * <p>Inputs and output are of one shape. The name of the class is Keras'.
 */
public final class CustomScaleLayer extends Layer {
  private final double scale;

  /**
   * Makes a layer.
   *
   * @param scale what the second input is multiplied by
   */
  public CustomScaleLayer(double scale) {
    this.scale = scale;
  }

  static CustomScaleLayer from(Config config) {
    CustomScaleLayer layer = new CustomScaleLayer(config.number("scale", 1));
    return ApplicationLayers.named(layer, config);
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    return List.of(inputs.get(0).plus(inputs.get(1).times(scale)));
  }

  @Override
  protected boolean takesList() {
    return true;
  }

  @Override
  public Config config() {
    return super.config().with("scale", scale);
  }
}
