package com.example;

import io.hornbill.base.Extension;
import io.hornbill.layers.Layers;
import io.hornbill.losses.Losses;
import io.hornbill.optimizers.Optimizers;

/** What a third-party jar brings, found by the service loader. */
public final class Parts implements Extension {
  /** Called by the service loader. */
  public Parts() {}

  @Override
  public void register() {
    Layers.register("Stretch", Stretch::new);
    Layers.register("Adding", Adding::new);
    Losses.register("Quartic", Quartic::new);
    Optimizers.register("Signs", Signs::new);
  }
}
