package io.hornbill.layers;

import io.hornbill.base.Config;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keras 1's names of the settings of kernels and biases, for layers that Keras has dropped since.
 */
final class Keras1Fields {
  private static final Map<String, String> TODAY = new LinkedHashMap<>();

  static {
    TODAY.put("init", "kernel_initializer");
    TODAY.put("W_regularizer", "kernel_regularizer");
    TODAY.put("b_regularizer", "bias_regularizer");
    TODAY.put("W_constraint", "kernel_constraint");
    TODAY.put("b_constraint", "bias_constraint");
    TODAY.put("bias", "use_bias");
  }

  private Keras1Fields() {}

  /** Adds today's names where a configuration has the old ones. */
  static Config read(Config config) {
    Config result = new Config(config.asMap());
    TODAY.forEach(
        (old, now) -> {
          if (config.has(old) && !config.has(now)) {
            result.with(now, config.get(old));
          }
        });
    return result;
  }

  /** Puts the old names in the place of today's. The bias always began with zeros. */
  static Config write(Config config) {
    Config result = new Config();
    config
        .asMap()
        .forEach(
            (name, value) -> {
              if (!TODAY.containsValue(name) && !name.equals("bias_initializer")) {
                result.with(name, value);
              }
            });
    TODAY.forEach((old, now) -> result.with(old, config.get(now)));
    return result;
  }
}
