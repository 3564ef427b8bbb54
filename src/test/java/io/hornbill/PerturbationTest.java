package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.layers.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No setting is dead: changing any declared setting of any registered part changes what it does,
 * through the configuration and through the public setter.
 *
 * <p>{@code perturbations.json} has another value for each key; those of "*" are for all parts of a
 * kind. A row may have settings to change "with", and the constructor's "argument" where it has
 * another name. Under "exceptions" are settings that change nothing that a part computes, under
 * "without setter" those that can be read from files only, each with the reason.
 */
class PerturbationTest {
  private static final JsonNode TABLE = table();
  private static final Map<String, List<Object>> KNOWN = new HashMap<>();

  private static JsonNode table() {
    try (InputStream in = PerturbationTest.class.getResourceAsStream("/perturbations.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Arguments> parts() {
    return Observed.kinds()
        .flatMap(
            kind ->
                kind.parts()
                    .filter(part -> isCanonical(kind, part))
                    .map(part -> Arguments.of(kind, part)));
  }

  /** Leaves out other names of the same class, and parts that tests register. */
  private static boolean isCanonical(Observed<?> kind, String part) {
    Object made = kind.make(part, base(kind, part));
    boolean alias = made instanceof Layer && !made.getClass().getSimpleName().equals(part);
    return !alias && isOurs(made);
  }

  private static boolean isOurs(Object part) {
    return part.getClass().getName().startsWith("io.hornbill.");
  }

  /** Names that are not walked through are other names of what is. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void noRegisteredClassIsLeftOut(Observed<?> kind) {
    Set<String> walked = new TreeSet<>();
    kind.parts().forEach(part -> walked.add(classOf(kind.make(part, base(kind, part)))));
    // A loss as a metric has no settings but those that it has among the losses.
    walked.add("io.hornbill.metrics.LossFunction");
    List<Config> bases = kind.parts().map(part -> base(kind, part)).distinct().toList();

    for (String name : kind.registered()) {
      Object made = made(kind, name, bases);
      if (!Libraries.isOfTests(made)) {
        assertThat(walked).as(name).contains(classOf(made));
      }
    }
  }

  static Stream<Observed<?>> kinds() {
    return Observed.kinds();
  }

  /** What a name makes, of whatever arguments it needs. */
  private static Object made(Observed<?> kind, String name, List<Config> bases) {
    for (Config base : bases) {
      try {
        return kind.make(name, base);
      } catch (IllegalArgumentException e) {
        // It wants other arguments.
      }
    }
    throw new AssertionError("nothing makes " + name);
  }

  /** A function's class has no name of its own, but that of the registered function. */
  private static String classOf(Object part) {
    return part.getClass().isHidden() ? part.toString() : part.getClass().getName();
  }

  /** Callbacks have no registry, so those with settings are found in the sources. */
  @Test
  void noCallbackWithSettingsIsLeftOut() {
    Set<String> declaring = new TreeSet<>();
    for (Sources source : Sources.ofTheLibrary()) {
      String code = source.code();
      if (code.contains("Callback") && code.contains(" declare(") && code.contains("final class")) {
        Matcher name = Pattern.compile("final class (\\w+) extends \\w*Callback").matcher(code);
        if (name.find()) {
          declaring.add(name.group(1));
        }
      }
    }

    assertThat(declaring).isNotEmpty().isEqualTo(ObservedCallbacks.names());
  }

  static Stream<Arguments> configured() {
    return settings("none");
  }

  static Stream<Arguments> set() {
    return settings("without setter");
  }

  /** All settings but the exceptions, and those of another list of exceptions. */
  private static Stream<Arguments> settings(String but) {
    return parts()
        .flatMap(
            one -> {
              Observed<?> kind = (Observed<?>) one.get()[0];
              String part = (String) one.get()[1];
              Set<String> keys = keys(kind, part);
              keys.removeIf(key -> isIn("exceptions", kind, part, key));
              keys.removeIf(key -> isIn(but, kind, part, key));
              return keys.stream().map(key -> Arguments.of(kind, part, key));
            });
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("parts")
  void everySettingHasAnotherValueOrAReason(Observed<?> kind, String part) {
    for (String key : keys(kind, part)) {
      // A row for all parts does not count where this part is an exception.
      boolean excepted = isIn("exceptions", kind, part, key);
      JsonNode row = excepted ? rows(kind, part).path(key) : row(kind, part, key);
      assertThat(row.isMissingNode()).as("no row for %s", key).isEqualTo(excepted);
    }
    Set<String> rows = new TreeSet<>();
    rows(kind, part).fieldNames().forEachRemaining(rows::add);
    rows.remove("base");
    assertThat(keys(kind, part)).as("rows are for settings").containsAll(rows);
  }

  @ParameterizedTest(name = "{0} {1}.{2}")
  @MethodSource("configured")
  void anotherValueInTheConfigurationChangesWhatThePartDoes(
      Observed<?> kind, String part, String key) {
    Config after = new Config(before(kind, part, key).asMap()).with(key, value(kind, part, key));

    assertThat(Observed.differ(known(kind, part, key), kind.results(kind.make(part, after))))
        .as("%s of %s", key, part)
        .isTrue();
  }

  @ParameterizedTest(name = "{0} {1}.{2}")
  @MethodSource("set")
  void anotherValueThroughTheSetterChangesWhatThePartDoes(
      Observed<?> kind, String part, String key) {
    Config before = before(kind, part, key);
    Object made = kind.make(part, before);
    Config all = new Config(kind.base().apply(part).asMap()).withAll(before);
    Setting<?> setting =
        Setters.of(made).declared().stream().filter(s -> s.key().equals(key)).findFirst().get();
    JsonNode row = row(kind, part, key);
    String argument = row.path("argument").asText(setting.name());

    Object changed = Setters.set(made, setting, argument, value(kind, part, key), all);

    assertThat(changed).as("what the setter returns").isNotNull().isInstanceOf(made.getClass());
    assertThat(Observed.differ(known(kind, part, key), kind.results(changed)))
        .as("%s of %s", key, part)
        .isTrue();
  }

  private static List<Object> known(Observed<?> kind, String part, String key) {
    Config before = before(kind, part, key);
    return KNOWN.computeIfAbsent(
        kind + part + before, name -> kind.results(kind.make(part, before)));
  }

  private static Set<String> keys(Observed<?> kind, String part) {
    return kind.keys(kind.make(part, base(kind, part)));
  }

  private static boolean isIn(String list, Observed<?> kind, String part, String key) {
    JsonNode parts = TABLE.path(list).path(kind.title());
    return shared(parts, kind, part).has(key) || parts.path("*").has(key);
  }

  private static JsonNode rows(Observed<?> kind, String part) {
    return shared(TABLE.path(kind.title()), kind, part);
  }

  /** Layers of Keras 1's names share the rows of those of Keras 3. */
  private static JsonNode shared(JsonNode parts, Observed<?> kind, String part) {
    return parts.has(part) || !kind.title().equals("layers")
        ? parts.path(part)
        : parts.path(ObservedLayers.shownBy(part));
  }

  private static JsonNode row(Observed<?> kind, String part, String key) {
    JsonNode own = rows(kind, part).path(key);
    return own.isMissingNode() ? TABLE.path(kind.title()).path("*").path(key) : own;
  }

  private static Object value(Observed<?> kind, String part, String key) {
    JsonNode row = row(kind, part, key);
    Object value =
        new ObjectMapper().convertValue(row.has("value") ? row.get("value") : row, Object.class);
    return ObservedCallbacks.placed(value);
  }

  private static Config before(Observed<?> kind, String part, String key) {
    return base(kind, part).withAll(config(row(kind, part, key).path("with")));
  }

  static Config base(Observed<?> kind, String part) {
    return config(rows(kind, part).path("base"));
  }

  @SuppressWarnings("unchecked")
  private static Config config(JsonNode node) {
    Config config = new Config();
    if (!node.isMissingNode()) {
      Map<String, Object> values = new ObjectMapper().convertValue(node, Map.class);
      values.forEach((key, value) -> config.with(key, ObservedCallbacks.placed(value)));
    }
    return config;
  }
}
