package io.hornbill.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.base.Config;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Initializers are values, and read what Keras has written. */
class InitializerSettingsTest {
  @Test
  void settersLeaveTheInitializerAsItWas() {
    RandomNormal plain = new RandomNormal();

    RandomNormal changed = plain.stddev(0.02).seed(42);

    assertThat(plain).isEqualTo(new RandomNormal());
    assertThat(changed.config().asMap())
        .containsExactly(Map.entry("seed", 42L), Map.entry("mean", 0.0), Map.entry("stddev", 0.02));
  }

  @Test
  void equalSettingsMakeEqualInitializers() {
    assertThat(new HeNormal().seed(3)).isEqualTo(new HeNormal().seed(3));
    assertThat(new HeNormal().seed(3)).hasSameHashCodeAs(new HeNormal().seed(3));
    assertThat(new HeNormal().seed(3)).isNotEqualTo(new HeNormal().seed(4));
    assertThat(new HeNormal()).isNotEqualTo(new HeUniform());
    assertThat(new Zeros()).isEqualTo(new Zeros());
    assertThat(new Constant(0.5)).hasToString("Constant{value=0.5}");
  }

  @Test
  void constructorsAndSettersSayTheSame() {
    assertThat(new Constant().value(0.5)).isEqualTo(new Constant(0.5));
    assertThat(new Identity().gain(2)).isEqualTo(new Identity(2));
    assertThat(new Orthogonal().gain(2)).isEqualTo(new Orthogonal(2));
    assertThat(new RandomNormal().mean(1).stddev(2)).isEqualTo(new RandomNormal(1, 2));
    assertThat(new TruncatedNormal().mean(1).stddev(2)).isEqualTo(new TruncatedNormal(1, 2));
    assertThat(new RandomUniform().range(1, 1)).isEqualTo(new RandomUniform(1, 1));
    assertThat(new VarianceScaling().scale(2).mode("fan_out").distribution("uniform"))
        .isEqualTo(new VarianceScaling(2, "fan_out", "uniform"));
  }

  @Test
  void boundsAreSetAloneOrTogether() {
    assertThat(new RandomUniform().maxval(2).minval(1)).isEqualTo(new RandomUniform().range(1, 2));
    assertThat(new RandomUniform().range(-2, -1).config().get("minval")).isEqualTo(-2.0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomUniform().minval(1))
        .withMessage(
            "RandomUniform: minval must not exceed maxval. Received: 1.0 and 0.05. Swap them.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomUniform(1, 0))
        .withMessageContaining("Received: 1.0 and 0.0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomUniform().range(0, Double.POSITIVE_INFINITY))
        .withMessage(
            "RandomUniform: maxval must be finite. Received: Infinity. Give an ordinary number.");
  }

  @Test
  void readsTheScaleOfKeras1() {
    Config scale = new Config().with("scale", 0.2);

    assertThat(Initializers.get("normal", scale)).isEqualTo(new RandomNormal().stddev(0.2));
    assertThat(Initializers.get("identity", scale)).isEqualTo(new Identity(0.2));
    assertThat(Initializers.get("uniform", scale.with("maxval", 0.5)))
        .isEqualTo(new RandomUniform().range(-0.2, 0.5));
  }

  @Test
  void nullIsNoWindowAndNoScaling() {
    Config config = new Config().with("window", null).with("scaling", null);

    assertThat(Initializers.get("STFT", config)).isEqualTo(new STFT().window(null).scaling(null));
    assertThat(new STFT().window(null).config().asMap()).containsEntry("window", null);
    assertThat(Initializers.get("STFT")).isEqualTo(new STFT().window("hann").scaling("density"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new STFT().scaling("loud"))
        .withMessage(
            "STFT: scaling must be \"density\", \"spectrum\" or null. Received: \"loud\". Choose one of them.");
  }

  @Test
  void aSeedGeneratorWithoutASeedIsNoSeed() {
    Config none = new Config(Map.of("class_name", "SeedGenerator"));
    Config empty = new Config(Map.of("config", new Config()));

    assertThat(Initializers.get("he_normal", new Config().with("seed", none)))
        .isEqualTo(new HeNormal());
    assertThat(Initializers.get("he_normal", new Config().with("seed", empty)))
        .isEqualTo(new HeNormal());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initializers.get("he_normal", new Config().with("seed", "five")))
        .withMessage("Config: \"seed\" must be a map. Received: five. Correct the configuration.");
  }

  @Test
  void noAxesAreWrittenAsNull() {
    Config written = new GlorotNormal().inputAxes(0, -2).config();

    assertThat(written.asMap())
        .containsEntry("input_axes", List.of(0, -2))
        .containsEntry("output_axes", null);
    assertThat(new GlorotNormal().inputAxes(0).inputAxes()).isEqualTo(new GlorotNormal());
  }

  @Test
  void normalIsTheTruncatedNormalDistribution() {
    assertThat(new VarianceScaling().distribution("Normal")).isEqualTo(new VarianceScaling());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VarianceScaling().distribution("cauchy"))
        .withMessage(
            "VarianceScaling: distribution must be one of [truncated_normal, untruncated_normal, uniform]. Received: \"cauchy\". Choose one of them.");
  }
}
