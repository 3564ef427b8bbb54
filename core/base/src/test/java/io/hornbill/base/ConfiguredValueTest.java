package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredValueTest {
  /** A part with bounds that must fit each other, and a state of its own. */
  static class Clip extends ConfiguredValue<Clip> {
    static final Setting<Double> LOW = Setting.number("low", 0).alias("minimum").finite();
    static final Setting<Double> HIGH = Setting.number("high", 1).finite();

    final List<String> notes = List.of("kept");

    Clip() {
      super("Clip", LOW, HIGH);
    }

    Clip(double high) {
      this();
      init(HIGH, high);
    }

    Clip low(double low) {
      return with(LOW, low);
    }

    Clip high(double high) {
      return with(HIGH, high);
    }

    Clip range(double low, double high) {
      return with(
          settings -> {
            settings.set(LOW, low);
            settings.set(HIGH, high);
          });
    }

    double width() {
      return get(HIGH) - get(LOW);
    }

    String name() {
      return owner();
    }

    @Override
    protected void checkTogether() {
      if (get(LOW) > get(HIGH)) {
        throw Fault.of("Clip")
            .expected("low must not exceed high")
            .received("%s and %s", get(LOW), get(HIGH))
            .remedy("Swap them.")
            .argument();
      }
    }
  }

  /** The same settings with another default and one more. */
  static final class SoftClip extends Clip {
    static final Setting<Double> SLOPE = Setting.number("slope", 0.1);

    SoftClip() {
      declare(HIGH.initially(6.0), SLOPE);
    }

    @Override
    protected Config completed(Config config) {
      return config.has("slope") ? config : config.copy().with("slope", config.number("low", 0.3));
    }
  }

  @Test
  void startsWithTheDefaultsAndWhatTheConstructorGot() {
    assertThat(new Clip().config().asMap())
        .containsExactly(Map.entry("low", 0.0), Map.entry("high", 1.0));
    assertThat(new Clip(3).width()).isEqualTo(3.0);
    assertThat(new Clip().name()).isEqualTo("Clip");
  }

  @Test
  void settersReturnNewPartsOfTheSameClass() {
    Clip plain = new SoftClip();

    Clip changed = plain.low(2);

    assertThat(changed).isInstanceOf(SoftClip.class).isNotSameAs(plain);
    assertThat(changed.width()).isEqualTo(4.0);
    assertThat(plain.width()).isEqualTo(6.0);
    assertThat(changed.notes).isSameAs(plain.notes);
  }

  @Test
  void furtherDeclarationsFollowThoseOfTheSuperclass() {
    assertThat(new SoftClip().settings().declared().stream().map(Setting::key))
        .containsExactly("low", "high", "slope");
    assertThat(new SoftClip()).hasToString("Clip{low=0.0, high=6.0, slope=0.1}");
  }

  @Test
  void aRefusedValueLeavesThePartAsItWas() {
    Clip plain = new Clip();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.low(Double.NaN))
        .withMessage("Clip: low must be finite. Received: NaN. Give an ordinary number.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Clip(Double.NaN))
        .withMessageStartingWith("Clip: high must be finite.");
    assertThat(plain).isEqualTo(new Clip());
  }

  @Test
  void settingsMustFitEachOther() {
    String message = "Clip: low must not exceed high. Received: 3.0 and 1.0. Swap them.";

    assertThatIllegalArgumentException().isThrownBy(() -> new Clip().low(3)).withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Clip().range(3, 1))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Clip().configured(new Config().with("low", 3)))
        .withMessage(message);
  }

  @Test
  void severalSettingsAreCheckedAtTheEnd() {
    assertThat(new Clip().range(3, 5)).isEqualTo(new Clip().high(5).low(3));
    assertThat(new Clip().range(-5, -3).width()).isEqualTo(2.0);
  }

  @Test
  void takesAConfigurationAndKeepsWhatItDoesNotHave() {
    Clip plain = new Clip(9);

    Clip read = plain.configured(new Config().with("minimum", 4));

    assertThat(read.config()).isEqualTo(new Config().with("low", 4.0).with("high", 9.0));
    assertThat(plain).isEqualTo(new Clip(9));
    assertThat(new Clip().configured(read.config())).isEqualTo(read);
  }

  @Test
  void aPartMayCompleteAConfiguration() {
    Clip soft = new SoftClip();

    assertThat(soft.configured(new Config().with("low", 2)).config().get("slope")).isEqualTo(2.0);
    assertThat(soft.configured(new Config().with("slope", 5)).config().get("slope")).isEqualTo(5.0);
  }

  @Test
  void itsSettingsAndConfigurationAreCopies() {
    Clip plain = new Clip();

    plain.settings().set(Clip.LOW, 0.5);
    plain.config().with("low", 0.5);

    assertThat(plain).isEqualTo(new Clip());
  }

  @Test
  void isEqualToPartsOfItsClassWithEqualSettings() {
    assertThat(new Clip().high(3)).isEqualTo(new Clip(3)).hasSameHashCodeAs(new Clip(3));
    assertThat(new Clip()).isNotEqualTo(new Clip(3)).doesNotHaveSameHashCodeAs(new Clip(3));
    assertThat(new Clip()).isNotEqualTo(null);
    assertThat(new Clip().equals(new SoftClip())).isFalse();
    assertThat(new Clip(6)).isNotEqualTo(new Config());
  }
}
