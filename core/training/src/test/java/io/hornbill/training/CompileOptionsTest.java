package io.hornbill.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.base.Config;
import io.hornbill.layers.Dense;
import io.hornbill.losses.Huber;
import io.hornbill.losses.Loss;
import io.hornbill.metrics.MeanAbsoluteError;
import io.hornbill.optimizers.SGD;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompileOptionsTest {
  private static final List<String> TWO = List.of("price", "kind");

  private static List<OutputTask> tasks(Consumer<CompileOptions> settings) {
    CompileOptions options = new CompileOptions();
    settings.accept(options);
    return options.tasks("Model \"m\"", TWO);
  }

  private static List<String> losses(List<OutputTask> tasks) {
    return tasks.stream()
        .map(OutputTask::loss)
        .map(loss -> loss == null ? "none" : loss.className())
        .toList();
  }

  private static List<String> names(List<MetricChoice> choices) {
    return choices.stream().map(MetricChoice::name).toList();
  }

  @Test
  void areRmspropAndNothingElseAtFirst() {
    CompileOptions options = new CompileOptions();
    assertThat(options.optimizer().name()).isEqualTo("RMSprop");
    assertThat(options.bfloat16(new Dense(1))).isFalse();
    assertThat(tasks(c -> {})).noneMatch(OutputTask::hasTarget);
  }

  @Test
  void oneLossIsForAllOutputs() {
    assertThat(losses(tasks(c -> c.loss("mse"))))
        .containsExactly("MeanSquaredError", "MeanSquaredError");
  }

  @Test
  void aLossByNameGoesBeforeThoseByPosition() {
    assertThat(losses(tasks(c -> c.loss("kind", "mae"))))
        .containsExactly("none", "MeanAbsoluteError");
    assertThat(losses(tasks(c -> c.loss("mse").loss("kind", new Huber()))))
        .containsExactly("MeanSquaredError", "Huber");
    assertThat(losses(tasks(c -> c.losses("mse", null).loss("kind", "mae"))))
        .containsExactly("MeanSquaredError", "MeanAbsoluteError");
    assertThat(losses(tasks(c -> c.losses((Loss) null, new Huber()))))
        .containsExactly("none", "Huber");
  }

  @Test
  void weightsOfLossesComeByPositionOrByName() {
    assertThat(tasks(c -> c.loss("mse"))).extracting(OutputTask::weight).containsExactly(1.0, 1.0);
    assertThat(tasks(c -> c.loss("mse").lossWeights(0.5, 2)))
        .extracting(OutputTask::weight)
        .containsExactly(0.5, 2.0);
    assertThat(tasks(c -> c.loss("mse").lossWeights(Map.of("kind", 3.0))))
        .extracting(OutputTask::weight)
        .containsExactly(1.0, 3.0);
  }

  @Test
  void metricsAreForOutputsWithALossUnlessTheyAreNamed() {
    List<OutputTask> all =
        tasks(c -> c.loss("price", "mse").metrics("mae", "mse").weightedMetrics("mape"));
    assertThat(names(all.get(0).metrics())).containsExactly("mae", "mse");
    assertThat(names(all.get(0).weightedMetrics())).containsExactly("mape");
    assertThat(all.get(1).hasTarget()).isFalse();
    List<OutputTask> named =
        tasks(
            c ->
                c.loss("price", "mse")
                    .metrics(Map.of("kind", List.of("accuracy")))
                    .weightedMetrics(Map.of("kind", List.of("mae"))));
    assertThat(named.get(0).metrics()).isEmpty();
    assertThat(names(named.get(1).metrics())).containsExactly("accuracy");
    assertThat(names(named.get(1).weightedMetrics())).containsExactly("mae");
    assertThat(named.get(1).loss()).isNull();
    assertThat(named.get(1).hasTarget()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"mixed_bfloat16, true", "float32, false"})
  void precisionHasAPolicy(String policy, boolean mixed) {
    assertThat(new CompileOptions().mixedPrecision(policy).bfloat16(new Dense(1))).isEqualTo(mixed);
  }

  /** As in Keras, where layers have policies; what is said to compile comes first. */
  @ParameterizedTest
  @CsvSource({"mixed_bfloat16, true", "bfloat16, true", "mixed_float16, false", "float32, false"})
  void policiesOfLayersDecideIfNothingElseDoes(String policy, boolean mixed) {
    Dense layer = new Dense(1).dtypePolicy(policy);
    assertThat(new CompileOptions().bfloat16(layer)).isEqualTo(mixed);
    assertThat(new CompileOptions().mixedPrecision("float32").bfloat16(layer)).isFalse();
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    refused(
        c -> c.loss("size", "mse"),
        "Model \"m\": loss must name an output. Received: \"size\". Choose among [price, kind].");
    refused(
        c -> c.lossWeights(Map.of("size", 1.0)),
        "Model \"m\": lossWeights must name an output. Received: \"size\". Choose among [price, kind].");
    refused(
        c -> c.metrics(Map.of("size", List.of("mae"))),
        "Model \"m\": metrics must name an output. Received: \"size\". Choose among [price, kind].");
    refused(
        c -> c.weightedMetrics(Map.of("size", List.of("mae"))),
        "Model \"m\": weightedMetrics must name an output. Received: \"size\". Choose among [price, kind].");
    refused(
        c -> c.losses("mse"),
        "Model \"m\": losses must have one entry per output, 2. Received: 1. Set them by name to leave some out.");
    refused(
        c -> c.lossWeights(1, 2, 3),
        "Model \"m\": lossWeights must have one entry per output, 2. Received: 3. Set them by name to leave some out.");
    refused(
        c -> c.lossWeights(Double.NaN),
        "Model: lossWeights must be finite. Received: NaN. Give an ordinary number.");
    refused(
        c -> c.lossWeights(Map.of("kind", Double.POSITIVE_INFINITY)),
        "Model: lossWeights must be finite. Received: Infinity. Give an ordinary number.");
    refused(
        c -> c.mixedPrecision("float16"),
        "Model: mixedPrecision must be \"mixed_bfloat16\" or \"float32\". Received: \"float16\". Choose one.");
    assertThatThrownBy(() -> tasks(c -> c.loss("hubert")))
        .hasMessageStartingWith("Unknown loss \"hubert\". Did you mean \"Huber\"?");
    assertThatThrownBy(() -> tasks(c -> c.optimizer("adm")))
        .hasMessageStartingWith("Unknown optimizer \"adm\"");
  }

  private static void refused(Consumer<CompileOptions> settings, String message) {
    assertThatThrownBy(() -> tasks(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  /** The keys are those of Keras 3's {@code compile_config}. */
  @Test
  void areWrittenAndReadAsKerasDoes() {
    CompileOptions options =
        new CompileOptions()
            .optimizer(new SGD().learningRate(0.25))
            .loss("price", new Huber().delta(0.5))
            .loss("kind", "mse")
            .lossWeights(Map.of("price", 2.0))
            .metrics("mae", new MeanAbsoluteError().name("error"))
            .weightedMetrics(Map.of("kind", List.of("mse")));
    Config config = options.config();
    assertThat(config.asMap().keySet())
        .containsExactly(
            "optimizer",
            "loss",
            "loss_weights",
            "metrics",
            "weighted_metrics",
            "run_eagerly",
            "steps_per_execution",
            "jit_compile");
    CompileOptions read = CompileConfig.read(config, TWO);
    assertThat(read.config().toString()).isEqualTo(config.toString());
    assertThat(read.optimizer().learningRate()).isEqualTo(0.25);
    assertThat(losses(read.tasks("m", TWO))).containsExactly("Huber", "MeanSquaredError");
    assertThat(read.tasks("m", TWO)).extracting(OutputTask::weight).containsExactly(2.0, 1.0);
  }

  @Test
  void listsAreByTheOutputsPositions() {
    Config config =
        new Config()
            .with("loss", Arrays.asList("mse", null))
            .with("loss_weights", List.of(0.5, 2))
            .with("metrics", List.of(List.of("mae"), List.of("accuracy")));
    List<OutputTask> tasks = CompileConfig.read(config, TWO).tasks("m", TWO);
    assertThat(losses(tasks)).containsExactly("MeanSquaredError", "none");
    assertThat(tasks).extracting(OutputTask::weight).containsExactly(0.5, 2.0);
    assertThat(names(tasks.get(1).metrics())).containsExactly("accuracy");
    Config one = new Config().with("metrics", List.of(List.of("mae")));
    assertThatThrownBy(() -> CompileConfig.read(one, TWO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Model: metrics must be one list per output, 2. Received: 1. Correct the configuration.");
  }
}
