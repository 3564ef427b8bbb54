package io.hornbill.layers.preprocessing;

import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.KerasLayer;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import java.util.ArrayList;
import java.util.List;

/** Layers one after the other, as one. */
public final class Pipeline extends KerasLayer<Pipeline> {
  private final List<Layer> steps;

  /**
   * Makes a layer.
   *
   * @param layers the layers, in order
   */
  public Pipeline(Layer... layers) {
    this(List.of(layers));
  }

  /**
   * Makes a layer.
   *
   * @param layers the layers, in order
   */
  public Pipeline(List<? extends Layer> layers) {
    steps = List.copyOf(layers);
    steps.forEach(layer -> addLayer("layers", layer));
    declare(
        Setting.<List<Layer>>of(
            "layers",
            steps,
            (config, key) -> steps,
            inner -> inner.stream().map(Layers::write).toList()));
  }

  static Pipeline from(Config config) {
    List<Layer> layers = new ArrayList<>();
    for (Object layer : config.list("layers")) {
      layers.add(Layers.read(config.nested("layers", layer)));
    }
    return new Pipeline(layers);
  }

  /** Keras' constructor takes less than that of other layers. */
  @Override
  protected Boolean trainingUnlessTold() {
    return true;
  }

  @Override
  public Config config() {
    return settings().write(new Config().with("name", name()));
  }

  /**
   * Returns the layers.
   *
   * @return the layers, in order
   */
  public List<Layer> layers() {
    return steps;
  }

  @Override
  protected boolean takesStrings() {
    return true;
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor out = x;
    for (Layer step : steps) {
      out = context.call(step, out);
    }
    return out;
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }
}
