package io.hornbill.saving.keras;

import io.hornbill.base.Config;
import java.util.Map;
import java.util.Set;

/**
 * Settings that Keras 3.3 does not know. At their defaults they are left out of files, so that all
 * versions of Keras 3 open them.
 */
final class NewSettings {
  private static final Set<String> ATTENTIONS =
      Set.of("flash_attention", "seed", "sliding_window", "use_gate");

  /** Of initializers. */
  private static final Set<String> AXES = Set.of("input_axes", "output_axes");

  private static final Map<String, Set<String>> BY_LAYER =
      Map.ofEntries(
          Map.entry("BatchNormalization", Set.of("renorm", "renorm_clipping", "renorm_momentum")),
          Map.entry("Dense", Set.of("quantization_config")),
          Map.entry("EinsumDense", Set.of("quantization_config")),
          Map.entry("Embedding", Set.of("quantization_config")),
          Map.entry("GroupQueryAttention", ATTENTIONS),
          Map.entry("GroupedQueryAttention", ATTENTIONS),
          Map.entry("MultiHeadAttention", ATTENTIONS),
          Map.entry("InputLayer", Set.of("optional", "ragged")),
          Map.entry("IntegerLookup", Set.of("oov_method", "salt")),
          Map.entry("StringLookup", Set.of("oov_method", "salt")),
          Map.entry("ZeroPadding1D", Set.of("data_format")));

  private NewSettings() {}

  /** Whether a setting is a new one that has its default. */
  static boolean isLeftOut(String className, String name, Config settings) {
    if (AXES.contains(name) && settings.get(name) == null) {
      return true;
    }
    if (!BY_LAYER.getOrDefault(className, Set.of()).contains(name)) {
      return false;
    }
    Object value = settings.get(name);
    return value == null
        || value.equals(false)
        || (name.equals("data_format") && value.equals("channels_last"))
        || (name.equals("renorm_momentum") && !Boolean.TRUE.equals(settings.get("renorm")));
  }
}
