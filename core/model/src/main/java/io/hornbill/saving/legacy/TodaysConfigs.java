package io.hornbill.saving.legacy;

import io.hornbill.graph.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts Keras 3's names into settings that are to be read by Keras 3. */
final class TodaysConfigs {
  private TodaysConfigs() {}

  static Config write(Config config) {
    Config result = new Config();
    config.asMap().forEach((field, value) -> result.with(field, value(field, value)));
    return result;
  }

  private static @Nullable Object value(String field, @Nullable Object value) {
    if (value instanceof Config config) {
      return write(config);
    }
    if (value instanceof Map<?, ?> map) {
      return write(Config.config(field, map));
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(value(field, one)));
      return result;
    }
    return field.endsWith("activation") && "hard_sigmoid_v3".equals(value) ? "hard_sigmoid" : value;
  }
}
