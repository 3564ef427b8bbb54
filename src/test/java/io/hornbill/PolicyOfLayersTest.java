package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.Layers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What all layers write that are made under a global policy; {@code make_global_policy.py} recorded
 * what Keras writes.
 */
class PolicyOfLayersTest {
  /** Of these Keras writes the type of their weights, which they have none of, and so loses it. */
  private static final Pattern WITHOUT_POLICY = Pattern.compile("SpatialDropout[123]D");

  @AfterEach
  void asAtFirst() {
    Hornbill.dtypePolicy("float32");
  }

  private static List<Config> layersOfKeras() throws IOException {
    try (var packed = PolicyOfLayersTest.class.getResourceAsStream("/global-policy.json.gz");
        var in = new GZIPInputStream(packed)) {
      Config all = Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), "policies");
      return all.list("layers").stream().map(one -> all.nested("layers", one)).toList();
    }
  }

  /** All settings but those that say types. */
  private static Object withoutTypes(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> result = new LinkedHashMap<>();
      map.forEach(
          (key, one) -> {
            if (!key.equals("dtype")) {
              result.put(String.valueOf(key), withoutTypes(one));
            }
          });
      return result;
    }
    return value instanceof List<?> list
        ? list.stream().map(PolicyOfLayersTest::withoutTypes).toList()
        : value;
  }

  private static void types(String path, Object value, Map<String, String> found) {
    if (value instanceof Config config) {
      types(path, config.asMap(), found);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, one) -> {
            if (key.equals("dtype")) {
              found.put(path, one instanceof String name ? name : name(one));
            } else {
              types(path + "/" + key, one, found);
            }
          });
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        types(path + "/" + i, list.get(i), found);
      }
    }
  }

  private static String name(Object policy) {
    Map<?, ?> config = (Map<?, ?>) ((Map<?, ?>) policy).get("config");
    return String.valueOf(config.get("name"));
  }

  private static Map<String, String> types(Object value) {
    Map<String, String> found = new TreeMap<>();
    types("", value, found);
    return found;
  }

  @Test
  void layersWriteThePolicyThatKerasWrites() throws IOException {
    Hornbill.dtypePolicy("mixed_bfloat16");
    List<Config> layers = layersOfKeras();

    assertThat(layers).hasSizeGreaterThan(95);
    assertThat(layers.subList(0, layers.size() - 1))
        .filteredOn(one -> !WITHOUT_POLICY.matcher(one.text("class", "")).matches())
        .allSatisfy(
            one -> {
              Config config = new Config();
              ((Map<?, ?>) withoutTypes(one.config("config").asMap()))
                  .forEach((key, value) -> config.with(String.valueOf(key), value));
              String className = one.text("class", "");
              assertThat(types(Layers.get(className, config).config()))
                  .as(className)
                  .isEqualTo(types(one.config("config")));
            });
    Config asFloat = layers.get(layers.size() - 1);
    assertThat(types(new LSTM(3).dtype("float32").config()))
        .isEqualTo(types(asFloat.config("config")));
  }
}
