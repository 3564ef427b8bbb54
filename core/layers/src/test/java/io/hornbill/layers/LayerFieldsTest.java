package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.base.Config;
import io.hornbill.engine.testing.Golden;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every layer class of Keras 3 (preprocessing and wrappers of other frameworks aside) is there
 * under all its names, and can be told and writes all that Keras' can.
 */
class LayerFieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Golden.Case> FIXTURES = LayerParityTest.cases().toList();

  /**
   * Quantization, adapters, choices of Keras' backends; first weights (see {@code setWeights}), a
   * function's arguments (Java's have what is around them), and inputs of a fixed batch.
   */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "quantization_config",
          "gptq_unpacked_column_size",
          "lora_rank",
          "lora_alpha",
          "flash_attention",
          "synchronized",
          "sparse",
          "ragged",
          "optional",
          "use_cudnn",
          "weights",
          "arguments",
          "batch_shape",
          "batch_size",
          "input_tensor");

  private static final Map<String, String> OTHER_WORDS = Map.of("reverse_dtype", "reverseDataType");

  static Stream<Golden.Case> cases() {
    return Golden.read("layer_fields").cases();
  }

  /** A Lambda cannot be read: it is a function. */
  static Stream<Golden.Case> readableCases() {
    return cases().filter(one -> !label(one).equals("Lambda"));
  }

  private static String label(Golden.Case one) {
    return one.node().get("label").asText();
  }

  private static Layer layer(Golden.Case one) {
    return Layers.get(label(one), one.config());
  }

  @ParameterizedTest
  @MethodSource("readableCases")
  void isThereUnderAllNames(Golden.Case one) {
    for (JsonNode name : one.node().get("names")) {
      assertThat(Layers.names()).contains(name.asText());
      assertThat(Layers.get(name.asText(), one.config())).hasSameClassAs(layer(one));
    }
    assertThat(layer(one).className()).isEqualTo(label(one));
  }

  @ParameterizedTest
  @MethodSource("readableCases")
  void writesWhatItRead(Golden.Case one) {
    JsonNode written = JSON.valueToTree(plain(layer(one).config()));
    one.node()
        .get("config")
        .properties()
        .forEach(
            field -> {
              if (!LEFT_OUT.contains(field.getKey())) {
                assertAlike(field.getKey(), written.path(field.getKey()), field.getValue());
              }
            });
  }

  /** Null may be left out, one number be a list, and parts without settings be names. */
  private static void assertAlike(String field, JsonNode actual, JsonNode expected) {
    if (expected.isNull()) {
      assertThat(actual.isNull() || actual.isMissingNode()).as(field).isTrue();
      return;
    }
    if (expected.isNumber() && actual.isArray() && actual.size() == 1) {
      assertAlike(field, actual.get(0), expected);
      return;
    }
    if (expected.isObject()) {
      String part = field.equals("dtype") ? "/config/name" : "/class_name";
      assertThat(actual.isTextual() ? actual.asText() : actual.at("/class_name").asText())
          .as(field)
          .isEqualToIgnoringCase(expected.at(part).asText());
      return;
    }
    if (expected.isArray() && actual.isArray()) {
      assertThat(actual.size()).as(field).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        assertAlike(field, actual.get(i), expected.get(i));
      }
      return;
    }
    if (expected.isNumber() && actual.isNumber()) {
      assertThat(actual.asDouble()).as(field).isEqualTo(expected.asDouble());
      return;
    }
    assertThat(actual.toString()).as(field).isEqualTo(expected.toString());
  }

  private static Object plain(Object value) {
    if (value instanceof Config config) {
      LinkedHashMap<String, Object> map = new LinkedHashMap<>();
      config.asMap().forEach((name, one) -> map.put(name, plain(one)));
      return map;
    }
    return value instanceof List<?> list
        ? list.stream().map(LayerFieldsTest::plain).toList()
        : value;
  }

  /** An input has no mask to pass on. */
  static Stream<Golden.Case> maskedCases() {
    return readableCases().filter(one -> !label(one).equals("InputLayer"));
  }

  @ParameterizedTest
  @MethodSource("maskedCases")
  void passesMasksWhereKerasDoes(Golden.Case one) {
    assertThat(layer(one).supportsMasking())
        .isEqualTo(one.node().get("supports_masking").asBoolean());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void takesAllArguments(Golden.Case one) {
    Class<?> type = label(one).equals("Lambda") ? Lambda.class : layer(one).getClass();
    for (JsonNode argument : one.node().get("arguments")) {
      String name = argument.asText();
      if (!LEFT_OUT.contains(name)) {
        String camel = OTHER_WORDS.getOrDefault(name, camel(name));
        assertThat(hasSetter(type, camel) || hasConstructor(type, camel))
            .as("%s of %s", camel, type.getSimpleName())
            .isTrue();
      }
    }
  }

  /** Random in training: NoiseTest, RecurrentTest, ConvLSTMTest. Held over calls: RecurrentTest. */
  private static final Set<String> TESTED_ELSEWHERE =
      Set.of("rate", "stddev", "noise_shape", "dropout", "recurrent_dropout", "seed", "stateful");

  /** What holds for all layers, is made of other layers, or is refused. */
  private static final Set<String> THE_SAME_FOR_ALL =
      Set.of(
          "name",
          "trainable",
          "dtype",
          "activity_regularizer",
          "layer",
          "cells",
          "rms_scaling",
          "reverse_dtype");

  /** ConvLSTM shares these with RNN; an input is nothing but its shape. */
  private static final Set<String> SHARED = Set.of("unroll", "zero_output_for_mask", "batch_shape");

  /** Initializers: WeightArgumentsTest, as regularizers and constraints. */
  private static boolean isOfAWeight(String field) {
    return field.matches(".*_(initializer|regularizer|constraint)");
  }

  @ParameterizedTest
  @MethodSource("readableCases")
  void everySettingVariesInTheFixtures(Golden.Case one) {
    List<Golden.Case> fixtures =
        FIXTURES.stream().filter(c -> c.className().equals(label(one))).toList();
    one.node()
        .get("config")
        .properties()
        .forEach(
            field -> {
              String key = field.getKey();
              Set<String> values = new HashSet<>(Set.of(field.getValue().toString()));
              fixtures.forEach(c -> values.add(c.node().get("config").path(key).toString()));
              boolean here =
                  Stream.of(LEFT_OUT, TESTED_ELSEWHERE, THE_SAME_FOR_ALL, SHARED)
                      .noneMatch(fields -> fields.contains(key));
              if (here && !isOfAWeight(key)) {
                assertThat(values).as(key).hasSizeGreaterThan(1);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("readableCases")
  void fixturesHaveTheChannelsLastAndFirst(Golden.Case one) {
    Set<String> formats = new HashSet<>();
    FIXTURES.stream()
        .filter(c -> c.className().equals(label(one)))
        .forEach(c -> formats.add(c.node().get("config").path("data_format").asText()));
    if (one.node().get("config").has("data_format")) {
      assertThat(formats).containsExactlyInAnyOrder("channels_last", "channels_first");
    }
  }

  private static boolean hasSetter(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name) && method.getParameterCount() == 1)
        .map(Method::getReturnType)
        .anyMatch(returned -> returned.isAssignableFrom(type));
  }

  private static boolean hasConstructor(Class<?> type, String name) {
    return Arrays.stream(type.getConstructors())
        .map(Constructor::getParameters)
        .flatMap(Arrays::stream)
        .map(Parameter::getName)
        .anyMatch(name::equals);
  }

  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_")) {
      camel.append(
          camel.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return camel.toString();
  }
}
