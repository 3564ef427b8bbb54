package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final Setting<Double> RATE = Setting.number("rate", 0.5).positive();
  private static final Setting<String> MODE = Setting.choice("mode", "sum", "sum", "mean");
  private static final Setting<Integer> UNITS = Setting.integer("units", 1).required();

  private final Settings settings = new Settings("Part").declare(RATE, MODE);

  @Test
  void startWithTheDefaults() {
    assertThat(settings.get(RATE)).isEqualTo(0.5);
    assertThat(settings.get(MODE)).isEqualTo("sum");
    assertThat(settings.declared()).isEqualTo(List.of(RATE, MODE));
  }

  @Test
  void areSetAndWrittenInTheOrderOfTheirDeclarations() {
    settings.set(MODE, "mean");
    settings.set(RATE, 2.0);

    assertThat(settings.write(new Config().with("name", "p")).asMap())
        .containsExactly(Map.entry("name", "p"), Map.entry("rate", 2.0), Map.entry("mode", "mean"));
    assertThat(settings).hasToString("{rate=2.0, mode=mean}");
  }

  @Test
  void aRefusedValueChangesNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.set(RATE, -1.0))
        .withMessage(
            "Part: rate must be positive and finite. Received: -1.0. Give a number above 0.");

    assertThat(settings.get(RATE)).isEqualTo(0.5);
  }

  @Test
  void aRefusedConfigurationChangesNothing() {
    Config config = new Config().with("rate", 2).with("mode", "max");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.read(config))
        .withMessage("Part: mode must be one of [sum, mean]. Received: max. Choose one of them.");

    assertThat(settings).isEqualTo(new Settings("Part").declare(RATE, MODE));
  }

  @Test
  void readWhatAConfigurationHasAndKeepTheRest() {
    settings.set(RATE, 2.0);

    settings.read(new Config().with("mode", "MEAN").with("unknown", 1));

    assertThat(settings.get(RATE)).isEqualTo(2.0);
    assertThat(settings.get(MODE)).isEqualTo("mean");
  }

  @Test
  void aRequiredValueComesFromTheConfigurationOrFromBefore() {
    Settings open = new Settings("Part").declare(UNITS);
    Settings given = new Settings("Part").declare(UNITS);
    given.set(UNITS, 3);
    Settings copy = open.copy();

    given.read(new Config());
    open.read(new Config().with("units", 4));
    open.read(new Config());

    assertThat(given.get(UNITS)).isEqualTo(3);
    assertThat(open.get(UNITS)).isEqualTo(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> copy.read(new Config()))
        .withMessage("Part: \"units\" must be given. Received: {}. Add it to the configuration.");
  }

  @Test
  void aSettingIsFoundByItsKeyAndKeepsItsPlace() {
    Setting<Double> other = RATE.initially(0.1).within(0, 1);

    settings.declare(other);

    assertThat(settings.declared()).isEqualTo(List.of(other, MODE));
    assertThat(settings.get(RATE)).isEqualTo(0.1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.set(RATE, 2.0))
        .withMessageContaining("rate must be in [0.0, 1.0]");
  }

  @Test
  void anotherDeclarationMayLiftARequirement() {
    Settings lifted = new Settings("Part").declare(UNITS).declare(Setting.integer("units", 7));

    lifted.read(new Config());

    assertThat(lifted.get(UNITS)).isEqualTo(7);
  }

  @Test
  void onlyDeclaredSettingsAreKnown() {
    Setting<Double> foreign = Setting.number("momentum", 0);
    String message =
        "Part: a setting must be declared in the constructor. Received: \"momentum\"."
            + " Choose among [rate, mode].";

    assertThat(settings.isDeclared(foreign)).isFalse();
    assertThat(settings.isDeclared(RATE)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.get(foreign))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.set(foreign, 1.0))
        .withMessage(message);
  }

  @Test
  void aGuardIsAskedByTheNameInJavaBeforeAValueIsSet() {
    List<String> asked = new ArrayList<>();
    Setting<Double> epsilon = Setting.number("eps_value", 1);
    Settings guarded = new Settings(() -> "Part", asked::add).declare(epsilon, RATE);

    guarded.set(epsilon, 2.0);
    guarded.read(new Config().with("rate", 1));

    assertThat(asked).containsExactly("epsValue");
  }

  @Test
  void aGuardRefusesWhatMayNotBeSetAtAnyTime() {
    Setting<Double> free = Setting.number("free", 1).anytime();
    Settings late =
        new Settings(
                () -> "Part",
                name -> {
                  throw new IllegalStateException(name + " is too late");
                })
            .declare(RATE, free);

    late.set(free, 3.0);

    assertThat(late.get(free)).isEqualTo(3.0);
    assertThatIllegalStateException()
        .isThrownBy(() -> late.set(RATE, 2.0))
        .withMessage("rate is too late");
    assertThat(late.get(RATE)).isEqualTo(0.5);
  }

  @Test
  void theOwnerIsAskedForItsNameWhenAMessageNeedsIt() {
    List<String> names = new ArrayList<>(List.of("dense"));
    Settings named = new Settings(() -> names.get(0), name -> {}).declare(RATE);

    names.set(0, "dense_1");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> named.set(RATE, 0.0))
        .withMessageStartingWith("dense_1: rate");
  }

  @Test
  void copiesAreSetAndDeclaredApart() {
    Settings copy = settings.copy();

    copy.set(RATE, 2.0);
    copy.declare(UNITS);

    assertThat(settings.get(RATE)).isEqualTo(0.5);
    assertThat(settings.declared()).hasSize(2);
    assertThat(copy.get(MODE)).isEqualTo("sum");
    assertThat(copy.declared()).hasSize(3);
  }

  @Test
  void areEqualIfTheirValuesAre() {
    Settings same = settings.copy();
    Settings other = settings.copy();
    other.set(RATE, 2.0);

    assertThat(same).isEqualTo(settings).hasSameHashCodeAs(settings);
    assertThat(other).isNotEqualTo(settings).doesNotHaveSameHashCodeAs(settings);
    assertThat(settings).isNotEqualTo(settings.write(new Config()));
  }

  @Test
  void includedSettingsAreReadWrittenAndSetHereAsWellAsThere() {
    Settings inner = new Settings("Inner").declare(UNITS);
    settings.include(inner);

    settings.set(UNITS, 3);
    assertThat(inner.get(UNITS)).isEqualTo(3);
    assertThat(settings.get(UNITS)).isEqualTo(3);
    settings.read(new Config().with("rate", 2).with("units", 4));
    assertThat(inner.get(UNITS)).isEqualTo(4);
    settings.set(UNITS, 3);
    assertThat(settings.isDeclared(Setting.number("momentum", 0))).isFalse();
    assertThat(settings.isDeclared(UNITS)).isTrue();
    assertThat(settings.declared()).isEqualTo(List.of(RATE, MODE, UNITS));
    assertThat(settings).hasToString("{rate=2.0, mode=sum, units=3}");
  }

  @Test
  void includedSettingsAskBothGuards() {
    List<String> asked = new ArrayList<>();
    Settings inner = new Settings(() -> "Inner", name -> asked.add("inner " + name));
    Settings outer = new Settings(() -> "Outer", name -> asked.add("outer " + name));

    outer.include(inner.declare(RATE)).set(RATE, 2.0);

    assertThat(asked).containsExactly("outer rate", "inner rate");
  }

  @Test
  void aRefusedConfigurationChangesNoIncludedSettings() {
    Settings first = new Settings("First").declare(UNITS);
    Settings second = new Settings("Second").declare(Setting.number("momentum", 0).within(0, 1));
    first.set(UNITS, 3);
    settings.include(first).include(second);
    Settings before = settings.copy();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.read(new Config().with("units", 4).with("momentum", 2)))
        .withMessageStartingWith("Second: momentum must be in [0.0, 1.0].");

    assertThat(settings).isEqualTo(before);
  }

  @Test
  void copiesHaveCopiesOfIncludedSettings() {
    Settings inner = new Settings("Inner").declare(UNITS);
    settings.include(inner);
    Settings copy = settings.copy();

    copy.set(UNITS, 7);

    assertThat(inner.get(UNITS)).isEqualTo(1);
    assertThat(copy).isNotEqualTo(settings);
    assertThat(settings.copy()).isEqualTo(settings).hasSameHashCodeAs(settings);
  }
}
