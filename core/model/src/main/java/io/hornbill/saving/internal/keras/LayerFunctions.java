package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Layers that stand for functions: {@code Dense(4, activation=LeakyReLU(0.2))}. */
final class LayerFunctions {
  private record Form(String function, List<String> settings) {}

  private static final Map<String, Form> FORMS =
      Map.of(
          "LeakyReLU", new Form("leaky_relu", List.of("negative_slope")),
          "ReLU", new Form("relu", List.of("negative_slope", "max_value", "threshold")),
          "ELU", new Form("elu", List.of("alpha")),
          "Softmax", new Form("softmax", List.of("axis")));

  private LayerFunctions() {}

  /** The function of a layer that has settings and no weights; null for other parts. */
  static @Nullable Config function(Config part) {
    Object className = part.get("class_name");
    Config settings = "Activation".equals(className) ? part.config("config") : null;
    if (settings != null) {
      Object inner = settings.get("activation");
      return new Config().with("class_name", "function").with("config", inner);
    }
    Form form = className instanceof String name ? FORMS.get(name) : null;
    if (form == null) {
      return null;
    }
    return new Config()
        .with("class_name", form.function())
        .with("config", chosen(part.config("config"), form));
  }

  /** The layer of a function with settings; null for other functions. */
  static @Nullable Config layer(Config function) {
    Object name = function.get("class_name");
    for (Map.Entry<String, Form> entry : FORMS.entrySet()) {
      if (entry.getValue().function().equals(name)) {
        return new Config()
            .with("module", "keras.layers")
            .with("class_name", entry.getKey())
            .with("config", chosen(function.config("config"), entry.getValue()))
            .with("registered_name", null);
      }
    }
    return null;
  }

  private static Config chosen(@Nullable Config settings, Form form) {
    Config result = new Config();
    for (String setting : form.settings()) {
      if (settings != null && settings.has(setting)) {
        result.with(setting, settings.get(setting));
      }
    }
    return result;
  }
}
