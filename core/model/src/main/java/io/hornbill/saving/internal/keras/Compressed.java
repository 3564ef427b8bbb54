package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import org.jspecify.annotations.Nullable;

/** Layers whose weights are stored in a way that is not read: quantized, or with LoRA's factors. */
final class Compressed {
  private Compressed() {}

  /** Requires that a layer's weights are stored plainly. */
  static void refuse(Config part, String place) {
    Object inner = part.get("config");
    Config settings =
        inner instanceof Config || inner instanceof java.util.Map<?, ?>
            ? part.config("config")
            : null;
    if (settings == null) {
      return;
    }
    Object name = part.get("class_name");
    boolean policy = name instanceof String text && text.startsWith("Quantized");
    boolean quantized =
        policy || isSet(settings, "quantization_config") || isSet(settings, "quantization_mode");
    if (quantized || isSet(settings, "lora_rank")) {
      throw Fault.of("KerasFormat")
          .expected("the weights must be plain numbers")
          .received(
              "%s %s in %s",
              quantized ? "the quantized" : "LoRA's factors of",
              settings.get("name") == null ? name : settings.get("name"),
              place)
          .remedy(
              "Save the model before %s, or merge the weights in Keras.",
              quantized ? "quantize()" : "enable_lora()")
          .as(ModelFormatException::new);
    }
  }

  private static boolean isSet(Config settings, String field) {
    @Nullable Object value = settings.get(field);
    return value != null && !value.equals(false);
  }
}
