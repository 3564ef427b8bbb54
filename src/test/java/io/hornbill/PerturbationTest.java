package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.base.Config;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No setting is dead: changing any key of the configuration of any registered part changes what it
 * does. {@code perturbations.json} has another value for each key; those of "*" are for all parts
 * of a kind but those with keys of their "own" alone.
 */
class PerturbationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode TABLE = table();

  private static JsonNode table() {
    try (InputStream in = PerturbationTest.class.getResourceAsStream("/perturbations.json")) {
      return JSON.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Arguments> parts() {
    return Observed.kinds().flatMap(kind -> kind.parts().map(part -> Arguments.of(kind, part)));
  }

  static Stream<Arguments> settings() {
    List<Arguments> settings = new ArrayList<>();
    Observed.kinds()
        .forEach(
            kind ->
                kind.parts()
                    .forEach(
                        part ->
                            keys(kind, part).stream()
                                .filter(key -> !key.equals("name") || kind.named())
                                .forEach(key -> settings.add(Arguments.of(kind, part, key)))));
    return settings.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("parts")
  void everyKeyOfAConfigurationHasAnotherValue(Observed kind, String part) {
    Set<String> keys = new TreeSet<>(kind.config(part, base(kind, part)).asMap().keySet());

    assertThat(keys(kind, part)).containsAll(keys);
  }

  @ParameterizedTest(name = "{0} {1}.{2}")
  @MethodSource("settings")
  void anotherValueChangesWhatThePartDoes(Observed kind, String part, String key) {
    JsonNode row = row(kind, part, key);
    Config before = base(kind, part).withAll(config(row.path("with")));
    Object value = JSON.convertValue(row.has("value") ? row.get("value") : row, Object.class);
    Config after = new Config(before.asMap()).with(key, value);

    assertThat(kind.differ(part, before, after)).as("%s of %s", key, part).isTrue();
  }

  private static Set<String> keys(Observed kind, String part) {
    Set<String> keys = new TreeSet<>();
    JsonNode row = TABLE.path(kind.title()).path(part);
    if (!row.has("own")) {
      TABLE.path(kind.title()).path("*").fieldNames().forEachRemaining(keys::add);
    }
    row.fieldNames().forEachRemaining(keys::add);
    keys.removeAll(Set.of("base", "own"));
    return keys;
  }

  private static JsonNode row(Observed kind, String part, String key) {
    JsonNode own = TABLE.path(kind.title()).path(part).path(key);
    return own.isMissingNode() ? TABLE.path(kind.title()).path("*").path(key) : own;
  }

  private static Config base(Observed kind, String part) {
    return config(TABLE.path(kind.title()).path(part).path("base"));
  }

  @SuppressWarnings("unchecked")
  private static Config config(JsonNode node) {
    return node.isMissingNode()
        ? new Config()
        : new Config((Map<String, Object>) JSON.convertValue(node, Map.class));
  }
}
