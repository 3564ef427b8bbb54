package io.hornbill.applications;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.KerasLayer;
import java.util.List;

/**
 * Adds a multiple of its second input to its first, as {@link InceptionResNetV2} does.
 *
 * <pre>{@code output = first + scale * second}</pre>
 *
 * <p>Inputs and output are of one shape. The name of the class is Keras'.
 */
public final class CustomScaleLayer extends KerasLayer<CustomScaleLayer> {
  private static final Setting<Double> SCALE = Setting.number("scale", 1).finite();

  /**
   * Makes a layer.
   *
   * @param scale what the second input is multiplied by
   */
  public CustomScaleLayer(double scale) {
    declare(SCALE);
    set(SCALE, scale);
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    if (inputs.size() != 2) {
      throw Fault.of("CustomScaleLayer")
          .expected("the layer adds two inputs")
          .received(inputs.size())
          .remedy("Apply it to exactly two.")
          .argument();
    }
    return List.of(inputs.get(0).plus(inputs.get(1).times(get(SCALE))));
  }

  @Override
  protected boolean takesList() {
    return true;
  }

  @Override
  protected String kerasModule() {
    return "keras.src.applications.inception_resnet_v2";
  }
}
