package io.hornbill.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbill.engine.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What callbacks decide, beside what Keras' decide on the same numbers. */
class CallbackParityTest {
  @TempDir Path folder;

  static Stream<Golden.Case> cases() {
    return Golden.read("callbacks").cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void decidesAsKeras(Golden.Case golden) throws IOException {
    FakeTraining training = new FakeTraining();
    List<Double> values = new ArrayList<>();
    golden.node().get("values").forEach(value -> values.add(value.asDouble()));
    List<Double> rates = new ArrayList<>();
    Callback record =
        new LambdaCallback().onEpochEnd((epoch, logs) -> rates.add(training.learningRate()));
    training.run("val_loss", values, make(golden), record);
    JsonNode expected = golden.node().get("expected");
    assertThat(training.epochs).isEqualTo(expected.get("epochs").asInt());
    assertThat(training.weight).isEqualTo(expected.get("weight").asInt());
    List<Double> expectedRates = new ArrayList<>();
    expected.get("rates").forEach(rate -> expectedRates.add(rate.asDouble()));
    assertThat(rates).isEqualTo(expectedRates);
    List<String> saved = new ArrayList<>();
    expected.get("saved").forEach(name -> saved.add(name.asText()));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
          .isEqualTo(saved);
    }
  }

  private Callback make(Golden.Case golden) {
    JsonNode config = golden.node().get("config");
    String mode = config.get("mode").asText();
    return switch (golden.className()) {
      case "EarlyStopping" ->
          new EarlyStopping("val_loss")
              .minDelta(config.get("min_delta").asDouble())
              .patience(config.get("patience").asInt())
              .mode(mode)
              .baseline(number(config.get("baseline")))
              .restoreBestWeights(config.get("restore_best_weights").asBoolean())
              .startFromEpoch(config.get("start_from_epoch").asInt());
      case "ReduceLROnPlateau" ->
          new ReduceLROnPlateau("val_loss")
              .factor(config.get("factor").asDouble())
              .patience(config.get("patience").asInt())
              .mode(mode)
              .minDelta(config.get("min_delta").asDouble())
              .cooldown(config.get("cooldown").asInt())
              .minLr(config.get("min_lr").asDouble());
      default ->
          new ModelCheckpoint(folder.resolve("{epoch:02d}-{val_loss:.1f}.keras"))
              .mode(mode)
              .saveBestOnly(config.get("save_best_only").asBoolean())
              .initialValueThreshold(number(config.get("initial_value_threshold")));
    };
  }

  private static Double number(JsonNode node) {
    return node.isNull() ? null : node.asDouble();
  }
}
