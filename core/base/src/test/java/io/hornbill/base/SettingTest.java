package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTest {
  private static <T> T read(Setting<T> setting, Config config) {
    Settings settings = new Settings("Part").declare(setting);
    settings.read(config);
    return settings.get(setting);
  }

  private static <T> T read(Setting<T> setting, Object value) {
    return read(setting, new Config().with(setting.key(), value));
  }

  private static <T> Config written(Setting<T> setting, T value) {
    Settings settings = new Settings("Part").declare(setting);
    settings.set(setting, value);
    return settings.write(new Config());
  }

  private static Stream<Arguments> kinds() {
    return Stream.of(
        arguments(Setting.number("k", 0.5), 0.5, 3, 3.0),
        arguments(Setting.optionalNumber("k"), null, 2, 2.0),
        arguments(Setting.integer("k", 2), 2, 3.0, 3),
        arguments(Setting.optionalInteger("k"), null, 5, 5),
        arguments(Setting.optionalLong("k"), null, 1L << 40, 1L << 40),
        arguments(Setting.flag("k", true), true, false, false),
        arguments(Setting.flag("k", false), false, true, true),
        arguments(Setting.string("k", "a"), "a", "B", "B"),
        arguments(Setting.optionalString("k"), null, "b", "b"),
        arguments(Setting.integers("k", 1, 2), List.of(1, 2), 3, List.of(3)),
        arguments(Setting.optionalIntegers("k"), null, List.of(3, 4), List.of(3, 4)),
        arguments(Setting.optionalNumbers("k"), null, 0.5, List.of(0.5)),
        arguments(Setting.choice("k", "sum", "sum", "mean"), "sum", "MEAN", "mean"),
        arguments(Setting.optionalChoice("k", "sum", "mean"), null, "Sum", "sum"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void allKindsHaveADefaultAreReadAndWritten() {
    assertThat(kinds().map(Arguments::get))
        .allSatisfy(kind -> assertKind((Setting<Object>) kind[0], kind[1], kind[2], kind[3]));
  }

  private static void assertKind(
      Setting<Object> setting, Object initial, Object inFile, Object value) {
    assertThat(setting.initial()).isEqualTo(initial);
    assertThat(read(setting, new Config())).isEqualTo(initial);
    assertThat(read(setting, (Object) null)).isEqualTo(initial);
    assertThat(read(setting, inFile)).isEqualTo(value);
    assertThat(written(setting, value)).isEqualTo(new Config().with("k", value));
    assertThat(setting.isRequired()).isFalse();
    assertThat(setting).hasToString("k");
  }

  @Test
  void valuesOfAnyTypeHaveTheirFormInFiles() {
    Setting<Locale> language =
        Setting.of(
            "language",
            Locale.ENGLISH,
            (config, key) -> Locale.forLanguageTag(config.text(key, "")),
            Locale::toLanguageTag);

    assertThat(read(language, "fr-CA")).isEqualTo(Locale.CANADA_FRENCH);
    assertThat(written(language, Locale.FRENCH).get("language")).isEqualTo("fr");
  }

  @ParameterizedTest
  @CsvSource({
    "delta, delta",
    "label_smoothing, labelSmoothing",
    "beta_1, beta1",
    "a__b, aB",
    "use_y_pred_, useYPred"
  })
  void isNamedInJavaByItsKeyInCamelCase(String key, String name) {
    assertThat(Setting.number(key, 0).name()).isEqualTo(name);
  }

  @Test
  void mayHaveAnotherNameInJava() {
    Setting<Double> rate = Setting.number("lr", 0.1).named("learningRate");

    assertThat(rate.name()).isEqualTo("learningRate");
    assertThat(rate.key()).isEqualTo("lr");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> written(rate.positive(), -1.0))
        .withMessage(
            "Part: learningRate must be positive and finite. Received: -1.0. Give a number above"
                + " 0.");
  }

  @Test
  void olderSpellingsAreLookedAtInOrderWhereTheKeyIsMissing() {
    Setting<Double> slope = Setting.number("negative_slope", 0.2).alias("alpha", "leak");
    Config older = new Config().with("leak", 1).with("alpha", 2);

    assertThat(slope.aliases()).containsExactly("alpha", "leak");
    assertThat(read(slope, older)).isEqualTo(2.0);
    assertThat(read(slope, new Config().with("leak", 1))).isEqualTo(1.0);
    assertThat(read(slope, older.with("negative_slope", 3))).isEqualTo(3.0);
    assertThat(written(slope, 0.5).asMap()).containsOnlyKeys("negative_slope");
  }

  @Test
  void theReaderIsToldTheSpellingThatIsThere() {
    Setting<Double> low =
        Setting.of(
                "low",
                -1.0,
                (config, key) -> config.number(key, 0) * (key.equals("low") ? 1 : -1),
                value -> value)
            .alias("scale");

    assertThat(read(low, new Config().with("scale", 3))).isEqualTo(-3.0);
    assertThat(read(low, new Config().with("low", 3))).isEqualTo(3.0);
  }

  @Test
  void anotherDefaultIsAlsoWhatNullMeans() {
    Setting<Double> rate = Setting.number("rate", 0.5).initially(0.25);

    assertThat(rate.initial()).isEqualTo(0.25);
    assertThat(read(rate, (Object) null)).isEqualTo(0.25);
  }

  @Test
  void nullMayMeanSomethingElseThanTheDefault() {
    Setting<String> scaling = Setting.optionalString("scaling").initially("sum").nullMeans(null);
    Setting<String> reduction = Setting.string("reduction", "mean").nullMeans("none");

    assertThat(read(scaling, new Config())).isEqualTo("sum");
    assertThat(read(scaling, (Object) null)).isNull();
    assertThat(read(reduction, (Object) null)).isEqualTo("none");
  }

  @Test
  void nullMayStandForAValueInBothDirections() {
    Setting<String> window = Setting.string("window", "hann").nullStandsFor("boxcar");

    assertThat(read(window, (Object) null)).isEqualTo("boxcar");
    assertThat(written(window, "boxcar")).isEqualTo(new Config().with("window", null));
    assertThat(written(window, "hann")).isEqualTo(new Config().with("window", "hann"));
    assertThat(written(Setting.string("window", "hann").nullMeans("boxcar"), "boxcar"))
        .isEqualTo(new Config().with("window", "boxcar"));
  }

  @Test
  void aRequiredFieldMustBeThereAndNotNull() {
    Setting<Double> rate = Setting.number("rate", 0).alias("lr").required();

    assertThat(rate.isRequired()).isTrue();
    assertThat(read(rate, new Config().with("lr", 2))).isEqualTo(2.0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(rate, new Config().with("x", 1)))
        .withMessage("Part: \"rate\" must be given. Received: {x=1}. Add it to the configuration.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(rate, (Object) null))
        .withMessageStartingWith("Part: \"rate\" must be given. Received: {rate=null}.");
  }

  @Test
  void aRequiredFieldMaySayHowItIsGiven() {
    Setting<Double> recall = Setting.number("min_recall", 0).required("Use new Part(minRecall).");

    assertThat(recall.isRequired()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(recall, new Config()))
        .withMessage("Part: minRecall must be given. Received: nothing. Use new Part(minRecall).");
  }

  @Test
  void mayBeWrittenUnderAnOlderSpelling() {
    Setting<Double> rate = Setting.number("learning_rate", 0.1).writtenAs("lr");

    assertThat(written(rate, 0.5)).isEqualTo(new Config().with("lr", 0.5));
    assertThat(read(rate, new Config().with("lr", 2))).isEqualTo(2.0);
    assertThat(read(rate, 3)).isEqualTo(3.0);
    assertThat(written(rate.positive(), 0.5).asMap()).containsOnlyKeys("lr");
  }

  @Test
  void mayBeWrittenForSomeValuesOnly() {
    Setting<Boolean> flag = Setting.flag("projection", false).writtenIf(value -> value);

    assertThat(written(flag, false)).isEqualTo(new Config());
    assertThat(written(flag, true)).isEqualTo(new Config().with("projection", true));
  }

  private static Stream<Arguments> checks() {
    Setting<Double> number = Setting.number("k", 1);
    Setting<Integer> integer = Setting.integer("k", 1);
    String range = "Choose a number in that range.";
    return Stream.of(
        arguments(
            number.positive(),
            "positive",
            0.0,
            "positive and finite. Received: 0.0. Give a number above 0."),
        arguments(
            number.positive(),
            "positive",
            Double.POSITIVE_INFINITY,
            "positive and finite. Received: Infinity. Give a number above 0."),
        arguments(
            integer.positive(),
            "positive",
            0,
            "at least 1. Received: 0. Give a positive whole number."),
        arguments(
            number.notNegative(),
            "at least 0",
            -0.5,
            "at least 0 and finite. Received: -0.5. Give 0 or more."),
        arguments(
            integer.notNegative(),
            "at least 0",
            -1,
            "at least 0 and finite. Received: -1.0. Give 0 or more."),
        arguments(integer.atLeast(2), "at least 2", 1, "at least 2. Received: 1. Give 2 or more."),
        arguments(
            number.finite(),
            "finite",
            Double.NaN,
            "finite. Received: NaN. Give an ordinary number."),
        arguments(
            number.inRange(0, 1), "in [0.0, 1.0)", 1.0, "in [0.0, 1.0). Received: 1.0. " + range),
        arguments(
            number.within(0, 1), "in [0.0, 1.0]", 1.5, "in [0.0, 1.0]. Received: 1.5. " + range),
        arguments(
            Setting.choice("k", "a", "a", "b"),
            "\"a\", \"b\"",
            "c",
            "one of [a, b]. Received: c. Choose one of them."),
        arguments(
            Setting.optionalChoice("k", "a"),
            "\"a\"",
            "c",
            "one of [a]. Received: c. Choose one of them."));
  }

  @Test
  @SuppressWarnings("unchecked")
  void refusesWhatIsNotAllowed() {
    assertThat(checks().map(Arguments::get))
        .allSatisfy(
            check ->
                assertRefused(
                    (Setting<Object>) check[0], (String) check[1], check[2], (String) check[3]));
  }

  private static void assertRefused(
      Setting<Object> setting, String range, Object value, String says) {
    assertThat(setting.range()).isEqualTo(range);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> written(setting, value))
        .withMessage("Part: k must be " + says);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(setting, value))
        .withMessage("Part: k must be " + says);
  }

  @Test
  void boundsThemselvesAreAllowed() {
    assertThat(read(Setting.number("k", 1).notNegative(), 0)).isZero();
    assertThat(read(Setting.number("k", 1).inRange(0, 1), 0)).isZero();
    assertThat(read(Setting.number("k", 1).within(0, 1), 1)).isEqualTo(1.0);
    assertThat(read(Setting.number("k", 1).within(0, 1), 0)).isZero();
    assertThat(read(Setting.integer("k", 2).positive(), 1)).isEqualTo(1);
    assertThat(read(Setting.integer("k", 3).atLeast(2), 2)).isEqualTo(2);
  }

  @Test
  void allChecksMustHold() {
    Setting<Double> odd =
        Setting.number("k", 1)
            .positive()
            .check(
                "odd",
                (owner, name, value) -> {
                  if (value % 2 != 1) {
                    throw Fault.of(owner).expected("%s must be odd", name).argument();
                  }
                });

    assertThat(odd.range()).isEqualTo("odd");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(odd, 2))
        .withMessage("Part: k must be odd.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(odd, -1))
        .withMessageContaining("must be positive");
  }

  @Test
  void absentValuesAreNotChecked() {
    Setting<Double> limit = Setting.optionalNumber("limit").positive().normalized(Math::abs);

    assertThat(written(limit, null)).isEqualTo(new Config().with("limit", null));
    assertThat(read(limit, new Config())).isNull();
  }

  @Test
  void valuesGetTheirFormBeforeTheyAreChecked() {
    Setting<String> mode =
        Setting.string("mode", "in")
            .normalized(String::strip)
            .normalized(text -> text.toLowerCase(Locale.ROOT))
            .only("in", "Write it like that.", "in"::equals);

    assertThat(read(mode, " IN ")).isEqualTo("in");
    assertThat(written(mode, "In").get("mode")).isEqualTo("in");
  }

  @Test
  void declarationsDoNotChangeEachOther() {
    Setting<Double> plain = Setting.number("k", 1);

    plain.positive().alias("old").named("other").initially(2.0).required();

    assertThat(plain.range()).isEmpty();
    assertThat(plain.aliases()).isEmpty();
    assertThat(plain.name()).isEqualTo("k");
    assertThat(plain.initial()).isEqualTo(1.0);
    assertThat(plain.isRequired()).isFalse();
    assertThat(read(plain, -1)).isEqualTo(-1.0);
  }

  @Test
  void declarationsKeepWhatWasDeclaredBefore() {
    Setting<Double> setting =
        Setting.number("new_key", 1)
            .alias("old")
            .named("other")
            .nullMeans(3.0)
            .writtenIf(value -> value > 2)
            .normalized(Math::abs)
            .required()
            .anytime()
            .positive();

    assertThat(setting.aliases()).containsExactly("old");
    assertThat(setting.name()).isEqualTo("other");
    assertThat(setting.isRequired()).isTrue();
    assertThat(setting.isAnytime()).isTrue();
    assertThat(read(setting, new Config().with("old", -2))).isEqualTo(2.0);
    assertThat(written(setting, 2.0).asMap()).isEmpty();
    assertThat(written(setting, -3.0).get("new_key")).isEqualTo(3.0);
  }

  @Test
  void anOlderSpellingIsWrittenAndReadBesideTheKey() {
    Setting<Boolean> bias = Setting.flag("use_bias", true).writtenAs("bias");

    assertThat(written(bias, false)).isEqualTo(new Config().with("bias", false));
    assertThat(read(bias, new Config().with("bias", false))).isFalse();
    assertThat(read(bias, new Config().with("use_bias", false).with("bias", true))).isFalse();
    assertThat(bias.name()).isEqualTo("useBias");
  }
}
