package io.hornbill;

import io.hornbill.base.Extension;
import io.hornbill.layers.Layers;

/** Registers the models as layers, so that models may be parts of models. */
public final class Models implements Extension {
  /** Called by the service loader. */
  public Models() {}

  @Override
  public void register() {
    Layers.register("Sequential", Sequential::from);
    Layers.register("Functional", Model::from);
    Layers.register("Model", Model::from);
  }
}
