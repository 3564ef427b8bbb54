package io.hornbill.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.base.Settings;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the settings that optimizers share take, refuse, and read of what Keras wrote. */
class DeclarationsTest {
  private static Settings with(Setting<?> setting) {
    return new Settings("Own").declare(setting);
  }

  private static Setting<Double> rate(String kind) {
    return switch (kind) {
      case "decayRate" -> Declarations.decayRate("rate", 0.5);
      case "unit" -> Declarations.unit("rate", 0.5);
      default -> Declarations.rho(0.5);
    };
  }

  static Stream<Arguments> rates() {
    return Stream.of(
        Arguments.of("decayRate", 0, 0.999, -0.1, 1, "in [0.0, 1.0)"),
        Arguments.of("unit", 0, 1, -0.1, 1.1, "in [0, 1]"),
        Arguments.of("rho", 0.001, 0.999, 0, 1, "in (0, 1)"));
  }

  @ParameterizedTest
  @MethodSource("rates")
  void ratesHaveTheirRanges(
      String kind, double least, double most, double less, double more, String range) {
    Setting<Double> setting = rate(kind);
    Settings settings = with(setting);

    for (double good : new double[] {least, most}) {
      settings.set(setting, good);
      assertThat(settings.get(setting)).isEqualTo(good);
    }
    for (double bad : new double[] {less, more, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> settings.set(setting, bad))
          .withMessageStartingWith("Own: %s must be %s. Received: %s.", setting.key(), range, bad);
    }
  }

  @Test
  void boundsOfNothingAndFrequenciesOfNeverAreNull() {
    var bound = Declarations.bound("clipnorm", "clipNorm");
    var frequency = Declarations.frequency("overwrite");
    Settings settings = with(bound).declare(frequency);

    settings.read(new Config().with("clipnorm", 0.5).with("overwrite", 7));
    assertThat(settings.get(bound)).isEqualTo(0.5);
    assertThat(settings.get(frequency)).isEqualTo(7);
    settings.read(new Config().with("clipnorm", -1).with("overwrite", 0));
    assertThat(settings.get(bound)).isNull();
    assertThat(settings.get(frequency)).isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.set(bound, 0.0))
        .withMessageStartingWith("Own: clipNorm must be positive and finite. Received: 0.0.");
  }

  @Test
  void oneStepIsWrittenAsNull() {
    Setting<Integer> steps = Declarations.steps("steps");
    Settings settings = with(steps);

    assertThat(settings.write(new Config()).get("steps")).isNull();
    settings.set(steps, 4);
    assertThat(settings.write(new Config()).get("steps")).isEqualTo(4);
    settings.read(new Config().with("steps", null));
    assertThat(settings.get(steps)).isEqualTo(1);
  }

  @Test
  void factorsAreNullOrPositive() {
    var factor = Declarations.factor("factor", 0.5);
    Settings settings = with(factor);

    assertThat(settings.get(factor)).isEqualTo(0.5);
    settings.read(new Config().with("factor", null));
    assertThat(settings.get(factor)).isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.set(factor, 0.0))
        .withMessageStartingWith("Own: factor must be positive and finite. Received: 0.0.");
  }
}
