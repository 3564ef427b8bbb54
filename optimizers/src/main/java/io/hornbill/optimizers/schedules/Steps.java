package io.hornbill.optimizers.schedules;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;

/** What the schedules check and read alike. */
final class Steps {
  private Steps() {}

  static void check(String owner, double initialLearningRate, String name, double steps) {
    Checks.notNegative(owner, "initialLearningRate", initialLearningRate);
    Checks.positive(owner, name, steps);
  }

  /** Reads a number that has no default. */
  static double required(String owner, Config config, String name) {
    Checks.argument(
        config.get(name) != null,
        "%s: \"%s\" must be given. Received: %s. Add it to the configuration.",
        owner,
        name,
        config);
    return config.number(name, 0);
  }
}
