package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.AbstractMap.SimpleEntry;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigTest {
  private static final ReadScope SCOPE = new ReadScope(Map.of());

  private static Config of(Object value) {
    return new Config().with("x", value);
  }

  @Test
  void keepsFieldsInTheirOrder() {
    Config config = new Config().with("b", 1).with("a", null).with("b", 2);

    assertThat(config.asMap()).containsExactly(entry("b", 2), entry("a", null));
    assertThat(config).hasToString("{b=2, a=null}");
  }

  @Test
  void tellsNullFromMissing() {
    Config config = of(null);

    assertThat(config.has("x")).isTrue();
    assertThat(config.has("y")).isFalse();
    assertThat(config.get("x")).isNull();
    assertThat(config.get("y")).isNull();
  }

  @Test
  void copiesTheMapItIsMadeFrom() {
    Map<String, Object> map = new LinkedHashMap<>(Map.of("x", 1));
    Config config = new Config(map);

    map.put("x", 2);

    assertThat(config.get("x")).isEqualTo(1);
  }

  @Test
  void takesTheFieldsOfAnother() {
    Config other = new Config().with("x", 2).with("y", 3);

    assertThat(of(1).withAll(other)).isEqualTo(other);
    assertThat(other.asMap()).hasSize(2);
  }

  @Test
  void leavesFieldsOutInACopy() {
    Config config = new Config().with("x", 1).with("y", 2).in(SCOPE);

    assertThat(config.without(List.of("x", "z"))).isEqualTo(new Config().with("y", 2));
    assertThat(config.without(List.of()).scope()).isSameAs(SCOPE);
    assertThat(config.has("x")).isTrue();
  }

  @Test
  void showsItsFieldsWithoutLettingThemBeChanged() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> of(1).asMap().put("x", 2));
  }

  @Test
  void missingAndNullAreTheOtherValue() {
    for (Config config : List.of(new Config(), of(null))) {
      assertThat(config.number("x", 1.5)).isEqualTo(1.5);
      assertThat(config.integer("x", 7)).isEqualTo(7);
      assertThat(config.bool("x", true)).isTrue();
      assertThat(config.bool("x", false)).isFalse();
      assertThat(config.text("x", "t")).isEqualTo("t");
      assertThat(config.integers("x", 1, 2)).containsExactly(1, 2);
      assertThat(config.numbers("x", 0.5)).containsExactly(0.5);
      assertThat(config.list("x")).isEmpty();
      assertThat(config.config("x")).isNull();
    }
  }

  @Test
  void readsWhatIsThere() {
    assertThat(of(3).number("x", 0)).isEqualTo(3.0);
    assertThat(of(0.25f).number("x", 0)).isEqualTo(0.25);
    assertThat(of(4.0).integer("x", 0)).isEqualTo(4);
    assertThat(of(5L).longInteger("x")).isEqualTo(5L);
    assertThat(of(5).longInteger("x")).isEqualTo(5L);
    assertThat(of(false).bool("x", true)).isFalse();
    assertThat(of(true).bool("x", false)).isTrue();
    assertThat(of("same").text("x", "")).isEqualTo("same");
    assertThat(of(List.of(1, "two")).list("x")).isEqualTo(List.of(1, "two"));
  }

  @Test
  void aSingleNumberIsAListOfOne() {
    assertThat(of(3).integers("x")).containsExactly(3);
    assertThat(of(0.5).numbers("x")).containsExactly(0.5);
    assertThat(of(1L << 31).longIntegers("x")).containsExactly(1L << 31);
    assertThat(of(List.of(1, 1L << 40)).longIntegers("x")).containsExactly(1, 1L << 40);
    assertThat(new Config().longIntegers("x")).isEmpty();
    assertThat(of(List.of(0.5, 1)).numbers("x")).containsExactly(0.5, 1);
  }

  @Test
  void nullsAmongWholeNumbersAreUnknownLengths() {
    assertThat(of(Arrays.asList(null, 3)).integers("x")).containsExactly(-1, 3);
  }

  @Test
  void otherValuesStayApartFromTheConfiguration() {
    int[] otherwise = {1, 2};
    double[] numbers = {1, 2};

    new Config().integers("x", otherwise)[0] = 5;
    new Config().numbers("x", numbers)[0] = 5;

    assertThat(otherwise).containsExactly(1, 2);
    assertThat(numbers).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "inf, Infinity",
    "Infinity, Infinity",
    "-INF, -Infinity",
    "-infinity, -Infinity",
    "nan, NaN",
    "NaN, NaN"
  })
  void readsNumbersThatJsonCannotSay(String text, Double expected) {
    assertThat(of(text).number("x", 0)).isEqualTo(expected);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("text", "a number", "text", c -> c.number("x", 0)),
        wrong(1.5, "a whole number", "1.5", c -> c.integer("x", 0)),
        wrong(4e9, "a whole number", "4.0E9", c -> c.integer("x", 0)),
        wrong("1", "a whole number", "1", c -> c.integer("x", 0)),
        wrong(1.0, "a whole number", "1.0", c -> c.longInteger("x")),
        wrong(null, "a whole number", "null", c -> c.longInteger("x")),
        wrong(1, "true or false", "1", c -> c.bool("x", false)),
        wrong(1, "a string", "1", c -> c.text("x", "")),
        wrong("1", "a list of whole numbers", "1", c -> c.integers("x")),
        wrong(List.of("1"), "a list of whole numbers", "[1]", c -> c.integers("x")),
        wrong(List.of(1.5), "a list of whole numbers", "[1.5]", c -> c.longIntegers("x")),
        wrong(true, "a list of numbers", "true", c -> c.numbers("x")),
        wrong(Arrays.asList(1, null), "a list of numbers", "[1, null]", c -> c.numbers("x")),
        wrong("a", "a list", "a", c -> c.list("x")),
        wrong(2, "a map", "2", c -> c.config("x")));
  }

  private static Arguments wrong(
      Object value, String expected, String received, Consumer<Config> reader) {
    return arguments(value, expected, received, reader);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refusesValuesOfAnotherType(
      Object value, String expected, String received, Consumer<Config> reader) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.accept(of(value)))
        .withMessage(
            "Config: \"x\" must be %s. Received: %s. Correct the configuration.",
            expected, received);
  }

  @Test
  void nestedSettingsAreConfigurationsOrMaps() {
    Config inner = new Config().with("rate", 0.5);

    assertThat(of(inner).config("x")).isEqualTo(inner).isNotSameAs(inner);
    assertThat(of(Map.of("rate", 0.5)).config("x")).isEqualTo(inner);
    assertThat(Config.config("x", Map.of(1, 2))).isEqualTo(new Config().with("1", 2));
  }

  @Test
  void nestedSettingsAreOfTheSameFile() {
    Config config = of(Map.of("rate", 0.5)).in(SCOPE);

    assertThat(config.scope()).isSameAs(SCOPE);
    assertThat(Objects.requireNonNull(config.config("x")).scope()).isSameAs(SCOPE);
    assertThat(config.nested("y", new Config()).scope()).isSameAs(SCOPE);
    assertThat(new Config().scope()).isSameAs(ReadScope.NONE);
  }

  @Test
  void copiesKeepScopeAndSourceAndStayApart() {
    Config config = of(1).in(SCOPE).writtenFrom("part");
    Config copy = config.copy().with("x", 2);

    assertThat(copy.scope()).isSameAs(config.scope());
    assertThat(copy.source()).isEqualTo("part");
    assertThat(config.get("x")).isEqualTo(1);
  }

  @Test
  void whoseSettingsTheyAreIsNoPartOfThem() {
    assertThat(new Config().source()).isNull();
    assertThat(of(1).writtenFrom("part")).isEqualTo(of(1)).hasToString("{x=1}");
  }

  @Test
  void listsWholeNumbers() {
    assertThat(Config.listOf(3, 1)).isEqualTo(List.of(3, 1));
    assertThat(Config.listOf()).isEmpty();
  }

  @Test
  void isEqualIfItsFieldsAre() {
    assertThat(of(1)).isEqualTo(of(1)).hasSameHashCodeAs(of(1)).doesNotHaveSameHashCodeAs(of(2));
    assertThat(of(1)).isNotEqualTo(of(2)).isNotEqualTo(new Config()).isNotEqualTo(Map.of("x", 1));
  }

  private static Map.Entry<String, Object> entry(String key, Object value) {
    return new SimpleEntry<>(key, value);
  }
}
