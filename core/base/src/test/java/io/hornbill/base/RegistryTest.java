package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.base.internal.Registry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTest {
  private static final Registry<Object> EXTENDED = new Registry<>("part", "Parts");

  /** Found by the service loader. */
  public static final class Parts implements Extension {
    @Override
    public void register() {
      EXTENDED.register("FromOutside", () -> "outside");
    }
  }

  private final Registry<Object> registry =
      new Registry<>("part", "Parts")
          .add(ConfiguredValueTest.Clip::new, "Clip", "clip_value")
          .add(() -> "plain", "Plain")
          .addFactory(config -> config.number("x", 0), "Number");

  @Test
  void findsPartsByNameAndAliasWithoutCase() {
    assertThat(registry.get("Clip")).isEqualTo(new ConfiguredValueTest.Clip());
    assertThat(registry.get("CLIP_VALUE")).isEqualTo(new ConfiguredValueTest.Clip());
    assertThat(registry.contains("cLIP")).isTrue();
    assertThat(registry.contains("clips")).isFalse();
  }

  @Test
  void makesANewPartEachTime() {
    assertThat(registry.get("clip")).isNotSameAs(registry.get("clip"));
  }

  @Test
  void partsTakeTheirSettingsThemselves() {
    Config config = new Config().with("high", 3);

    assertThat(registry.get("clip_value", config)).isEqualTo(new ConfiguredValueTest.Clip(3));
    assertThat(registry.get("plain", config)).isEqualTo("plain");
    assertThat(registry.get("number", new Config().with("x", 2))).isEqualTo(2.0);
  }

  @Test
  void aFactoryMayMakePartsWithSettingsOfItsOwn() {
    registry.register("wide", () -> new ConfiguredValueTest.Clip(9));

    assertThat(registry.get("wide")).isEqualTo(new ConfiguredValueTest.Clip(9));
    assertThat(registry.get("wide", new Config().with("low", 1)))
        .isEqualTo(new ConfiguredValueTest.Clip(9).low(1));
  }

  @Test
  void listsNamesAndAliasesInAlphabeticalOrderAsTheyWereRegistered() {
    assertThat(registry.names()).containsExactly("Clip", "clip_value", "Number", "Plain");
  }

  @Test
  void aNameIsTakenOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.register("CLIP", () -> "another"))
        .withMessage(
            "Parts: a part name must be new. Received: \"CLIP\", which is taken. Choose another name.");
    assertThat(registry.get("clip")).isInstanceOf(ConfiguredValueTest.Clip.class);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.get("plan"))
        .withMessage(
            "Unknown part \"plan\". Did you mean \"Plain\"? Known names: Clip, clip_value, Number,"
                + " Plain. Register your own with Parts.register(name, factory).");
  }

  @Test
  void twoLettersThatChangedPlacesAreOneMistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Registry<>("part", "Parts")
                    .add(() -> "", "elu")
                    .add(() -> "", "relu")
                    .get("rleu"))
        .withMessageContaining("Did you mean \"relu\"?");
  }

  @Test
  void namesThatAreFarAwayAreNotSuggested() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.get("convolution"))
        .withMessageStartingWith("Unknown part \"convolution\". Known names: Clip,");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Registry<>("part", "Parts").get("x"))
        .withMessage(
            "Unknown part \"x\". Known names: . Register your own with Parts.register(name, factory).");
  }

  /** Three letters are too many, two are not, whichever name is the longer one. */
  @ParameterizedTest
  @CsvSource({
    "plaxx, true",
    "plxxx, false",
    "abcdef, false",
    "abcde, false",
    "abcd, true",
    "a, true",
    "Cl, true"
  })
  void namesAreNearByLevenshteinsDistance(String asked, boolean near) {
    Registry<Object> names =
        new Registry<>("part", "Parts")
            .add(() -> "", "Plain")
            .add(() -> "", "ab")
            .add(() -> "", "Clip");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> names.get(asked))
        .withMessageMatching(near ? ".*Did you mean.*" : "(?!.*Did you mean).*");
  }

  @Test
  void ofManyNamesTheNearestAreNamed() {
    Registry<Object> few = new Registry<>("part", "Parts");
    for (int i = 10; i < 21; i++) {
      few.add(() -> "", "part_" + i);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> few.get("part_0"))
        .withMessageContaining(" Known names: part_10, part_11,");
    Registry<Object> many = few.add(() -> "", "part_21");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> many.get("part_0"))
        .withMessage(
            "Unknown part \"part_0\". Did you mean \"part_10\"? The nearest names are \"part_10\","
                + " \"part_20\", \"part_11\"; Parts.names() has all 12. Register your own with"
                + " Parts.register(name, factory).");
  }

  @Test
  void partsOfTheFileThatIsReadComeFirst() {
    ReadScope scope = new ReadScope(Map.of("Clip", config -> "custom " + config.get("x")));
    Object inside = registry.get("CLIP", new Config().with("x", 1).in(scope));

    assertThat(inside).isEqualTo("custom 1");
    assertThat(registry.get("clip")).isInstanceOf(ConfiguredValueTest.Clip.class);
  }

  @Test
  void whatReplacesAPartMayAskForIt() {
    ReadScope scope =
        new ReadScope(
            Map.of(
                "Clip", config -> List.of(registry.get("Clip", config)),
                "Own", config -> config.scope().factory("Own") != null));
    Config config = new Config().with("high", 3).in(scope);

    assertThat(registry.get("clip", config)).isEqualTo(List.of(new ConfiguredValueTest.Clip(3)));
    assertThat(registry.get("own", config)).isEqualTo(true);
    assertThat(registry.get("plain", config)).isEqualTo("plain");
  }

  @Test
  void nestedSettingsAreOfTheSameFile() {
    ReadScope scope = new ReadScope(Map.of("inner", config -> "inner")).with(String.class, "file");
    Config outer = new Config().with("layer", Map.of("units", 3)).in(scope);
    Config nested = outer.config("layer");

    assertThat(registry.get("Inner", nested)).isEqualTo("inner");
    assertThat(nested.copy().scope().shared(String.class)).isEqualTo("file");
    assertThat(nested.scope().shared(Integer.class)).isNull();
    assertThat(registry.contains("inner")).isFalse();
  }

  @Test
  void extensionsRegisterTheirPartsOnce() {
    assertThat(EXTENDED.get("fromoutside")).isEqualTo("outside");
    assertThat(EXTENDED.names()).containsExactly("FromOutside");
  }
}
