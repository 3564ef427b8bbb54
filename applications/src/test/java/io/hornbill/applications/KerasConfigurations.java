package io.hornbill.applications;

import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Where a model's configuration differs from the one that Keras wrote. */
final class KerasConfigurations {
  private static final int MOST = 8;

  private KerasConfigurations() {}

  /** The lines that {@code make_configurations.py} wrote, in the order of the networks. */
  static List<Config> written() throws IOException {
    List<Config> written = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    KerasConfigurations.class.getResourceAsStream("configurations.jsonl.gz")),
                StandardCharsets.UTF_8))) {
      for (String line : lines.lines().toList()) {
        written.add(Json.read(line, "configurations.jsonl.gz"));
      }
    }
    return written;
  }

  /** The first differences, each with the names of the model, the layer and the setting. */
  static List<String> differences(Map<?, ?> keras, Map<?, ?> own) {
    List<String> differences = new ArrayList<>();
    compare("model", keras, own, differences);
    return differences.size() > MOST ? differences.subList(0, MOST) : differences;
  }

  private static void compare(
      String place, @Nullable Object keras, @Nullable Object own, List<String> differences) {
    // Sums and products by numbers are ops in Keras and layers here.
    if (keras instanceof Map<?, ?> op && "keras.src.ops.numpy".equals(op.get("module"))) {
      return;
    }
    if (keras instanceof Map<?, ?> map && own instanceof Map<?, ?> other) {
      String named = map.get("name") instanceof String name ? place + " " + name : place;
      map.forEach(
          (key, value) -> {
            if (isWritten(key, value, other)) {
              compare(named + "." + key, value, other.get(key), differences);
            }
          });
    } else if (keras instanceof List<?> list && own instanceof List<?> other) {
      if (list.size() != other.size()) {
        differences.add("%s: %s entries, not %s".formatted(place, other.size(), list.size()));
      }
      for (int i = 0; i < Math.min(list.size(), other.size()); i++) {
        compare(place, list.get(i), other.get(i), differences);
      }
    } else if (!equal(keras, own)) {
      differences.add("%s: %s, not %s".formatted(place, own, keras));
    }
  }

  /** What Keras writes of its own house-keeping is no setting. */
  private static boolean isWritten(Object key, @Nullable Object value, Map<?, ?> own) {
    return switch (String.valueOf(key)) {
      case "build_config",
          "build_input_shape",
          "compile_config",
          "dtype",
          "registered_name",
          "keras_version",
          "backend" ->
          false;
      case "training",
          "ragged",
          "optional",
          "synchronized",
          "renorm",
          "renorm_clipping",
          "renorm_momentum" ->
          own.containsKey(key);
      case "seed", "input_axes", "output_axes", "rms_scaling", "quantization_config", "mask" ->
          own.containsKey(key) && value != null;
      default -> true;
    };
  }

  private static boolean equal(@Nullable Object keras, @Nullable Object own) {
    if (keras instanceof Number a && own instanceof Number b) {
      return a.doubleValue() == b.doubleValue();
    }
    return keras == null ? own == null : keras.equals(own);
  }
}
