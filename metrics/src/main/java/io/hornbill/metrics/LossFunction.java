package io.hornbill.metrics;

import io.hornbill.base.Setting;
import io.hornbill.losses.NamedLoss;
import java.util.Set;

/** A loss that Keras has as a metric only by function, with all settings of the loss. */
final class LossFunction extends LossMetric<LossFunction> {
  private static final Set<String> OF_ALL_LOSSES = Set.of("name", "reduction");

  LossFunction(String name, NamedLoss<?> loss) {
    super("MeanMetricWrapper", name, loss, own(loss));
  }

  private static Setting<?>[] own(NamedLoss<?> loss) {
    return loss.settings().declared().stream()
        .filter(setting -> !OF_ALL_LOSSES.contains(setting.key()))
        .toArray(Setting<?>[]::new);
  }
}
