package io.hornbill.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.EarlyStopping;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.LearningRateScheduler;
import io.hornbill.callbacks.Logs;
import io.hornbill.callbacks.ReduceLROnPlateau;
import io.hornbill.callbacks.SwapEMAWeights;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.engine.testing.Golden;
import io.hornbill.layers.Layers;
import io.hornbill.losses.Loss;
import io.hornbill.losses.Losses;
import io.hornbill.metrics.Metric;
import io.hornbill.metrics.Metrics;
import io.hornbill.optimizers.Optimizers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Short trainings, epoch by epoch, against what real Keras logged. */
class TrainingParityTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double EXACT = 1e-5;
  private static final double ROUNDED = 1e-4;

  static Stream<Golden.Case> cases() {
    return Stream.of("training", "training_graphs").flatMap(file -> Golden.read(file).cases());
  }

  /** A split of the rows is not for sources. */
  static Stream<Golden.Case> casesForSources() {
    return cases().filter(one -> !one.node().get("fit").has("validation_split"));
  }

  /** Trains on the arrays of a case. */
  @FunctionalInterface
  private interface Training {
    History run(Model model, Batch data, JsonNode options);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void logsWhatKerasLogs(Golden.Case one) {
    check(one, TrainingParityTest::onArrays, EXACT);
  }

  private static History onArrays(Model model, Batch data, JsonNode options) {
    return model.fit(
        data.x(),
        data.y(),
        f -> {
          fit(f, options, model);
          f.batchSize(options.get("batch_size").asInt());
          f.sampleWeight(data.weights());
        });
  }

  @ParameterizedTest
  @MethodSource("casesForSources")
  void logsTheSameFromASource(Golden.Case one) {
    check(
        one,
        (model, data, options) -> {
          int size = options.get("batch_size").asInt();
          BatchSource source = BatchSource.of(() -> batches(data, size));
          return model.fit(
              source,
              f -> {
                fit(f, options, model);
                if (!options.has("validation_batch_size")) {
                  f.validationBatchSize(size);
                }
              });
        },
        EXACT);
  }

  static Stream<Golden.Case> largeCasesInFloats() throws JsonProcessingException {
    List<Golden.Case> floats = new ArrayList<>();
    for (Golden.Case one : cases().toList()) {
      if (one.label().startsWith("large batches")) {
        String node = one.node().toString().replace("float64", "float32");
        floats.add(new Golden.Case(JSON.readTree(node)));
      }
    }
    return floats.stream();
  }

  /** In floats, threads share out large batches of recurrent layers; Keras computed in doubles. */
  @ParameterizedTest
  @MethodSource("largeCasesInFloats")
  void logsTheSameInFloats(Golden.Case one) {
    check(one, TrainingParityTest::onArrays, ROUNDED);
  }

  private static Iterator<Batch> batches(Batch data, int size) {
    int rows = (int) data.x().get(0).size(0);
    return IntStream.range(0, (rows + size - 1) / size)
        .mapToObj(
            i -> {
              var part = NDArrayIndex.interval(i * size, Math.min(rows, (i + 1) * size));
              return new Batch(
                  data.x().stream().map(array -> array.get(part)).toList(),
                  data.y().stream().map(array -> array.get(part)).toList(),
                  data.weights().stream().map(array -> array.get(part)).toList());
            })
        .iterator();
  }

  private static void check(Golden.Case one, Training training, double tolerance) {
    JsonNode node = one.node();
    try (Model model = (Model) Layers.read(new Config(map(node.get("model"))))) {
      model.setWeights(Golden.arrays(node.get("initial_weights"), DataType.DOUBLE));
      model.compile(c -> compile(c, node.get("compile"), model.outputNames()));
      List<INDArray> x = arrays(node.get("x"), model.inputNames());
      List<INDArray> y = arrays(node.get("y"), model.outputNames());
      JsonNode weight = node.get("fit").get("sample_weight");
      List<INDArray> weights = weight == null ? List.of() : arrays(weight, model.outputNames());
      History history = training.run(model, new Batch(x, y, weights), node.get("fit"));

      Map<String, List<Double>> expected = new LinkedHashMap<>();
      node.get("history")
          .properties()
          .forEach(e -> expected.put(e.getKey(), numbers(e.getValue())));
      assertThat(history.history().keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
      expected.forEach(
          (key, values) -> assertClose(key, history.history().get(key), values, tolerance));
      List<INDArray> last = Golden.arrays(node.get("final_weights"), DataType.DOUBLE);
      for (int i = 0; i < last.size(); i++) {
        assertThat(Golden.error(model.getWeights().get(i), last.get(i)))
            .as("weight %d", i)
            .isLessThan(tolerance);
      }
      Logs scores = model.evaluate(x, y, e -> e.batchSize(8).verbose(0));
      node.get("evaluate")
          .properties()
          .forEach(
              e -> {
                if (e.getValue().isNumber()) {
                  assertClose(
                      "evaluate " + e.getKey(),
                      List.of(scores.get(e.getKey())),
                      List.of(e.getValue().asDouble()),
                      tolerance);
                }
              });
      assertThat(model.optimizer().iterations()).isEqualTo(node.get("iterations").asLong());
    }
  }

  private static void assertClose(
      String key, List<Double> actual, List<Double> expected, double tolerance) {
    assertThat(actual).as(key).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i))
          .as("%s, value %d", key, i)
          .isCloseTo(expected.get(i), within(tolerance * Math.max(1, Math.abs(expected.get(i)))));
    }
  }

  private static List<Double> numbers(JsonNode list) {
    List<Double> values = new ArrayList<>();
    list.forEach(value -> values.add(Golden.number(value)));
    return values;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(JsonNode node) {
    return JSON.convertValue(node, Map.class);
  }

  private static List<INDArray> arrays(JsonNode node, List<String> names) {
    if (node.isArray()) {
      return Golden.arrays(node, DataType.DOUBLE);
    }
    if (node.has("data")) {
      return List.of(Golden.array(node, DataType.DOUBLE));
    }
    List<INDArray> arrays = new ArrayList<>();
    names.forEach(
        name -> {
          if (node.hasNonNull(name)) {
            arrays.add(Golden.array(node.get(name), DataType.DOUBLE));
          }
        });
    return arrays;
  }

  private static void compile(CompileOptions c, JsonNode node, List<String> outputs) {
    JsonNode optimizer = node.get("optimizer");
    c.optimizer(
        Optimizers.get(
            optimizer.get("class_name").asText(), new Config(map(optimizer.get("config")))));
    JsonNode loss = node.get("loss");
    if (loss.isArray()) {
      List<Loss> losses = new ArrayList<>();
      loss.forEach(one -> losses.add(one.isNull() ? null : loss(one)));
      c.losses(losses.toArray(new Loss[0]));
    } else if (loss.isObject() && !loss.has("class_name")) {
      loss.properties().forEach(e -> c.loss(e.getKey(), loss(e.getValue())));
    } else {
      c.loss(loss(loss));
    }
    JsonNode weights = node.get("loss_weights");
    if (weights != null && weights.isArray()) {
      c.lossWeights(numbers(weights).stream().mapToDouble(Double::doubleValue).toArray());
    } else if (weights != null && weights.isObject()) {
      Map<String, Double> byName = new LinkedHashMap<>();
      weights.properties().forEach(e -> byName.put(e.getKey(), e.getValue().asDouble()));
      c.lossWeights(byName);
    }
    Map<String, List<Object>> metrics = metrics(node.get("metrics"), outputs);
    Map<String, List<Object>> weighted = metrics(node.get("weighted_metrics"), outputs);
    c.metrics(metrics).weightedMetrics(weighted);
  }

  private static Loss loss(JsonNode node) {
    return node.isTextual()
        ? ShapedCrossentropy.get(node.asText())
        : Losses.get(node.get("class_name").asText(), new Config(map(node.get("config"))));
  }

  private static Map<String, List<Object>> metrics(JsonNode node, List<String> outputs) {
    Map<String, List<Object>> byOutput = new LinkedHashMap<>();
    if (node == null || node.isNull()) {
      return byOutput;
    }
    for (int i = 0; i < outputs.size(); i++) {
      List<Object> chosen = new ArrayList<>();
      JsonNode own =
          outputs.size() == 1 ? node : node.isArray() ? node.get(i) : node.get(outputs.get(i));
      if (own != null && !own.isNull()) {
        (own.isArray() ? own : JSON.createArrayNode().add(own)).forEach(m -> chosen.add(metric(m)));
        byOutput.put(outputs.get(i), chosen);
      }
    }
    return byOutput;
  }

  private static Object metric(JsonNode node) {
    if (node.isTextual()) {
      return node.asText();
    }
    Metric metric =
        Metrics.get(node.get("class_name").asText(), new Config(map(node.get("config"))));
    return metric;
  }

  private static void fit(FitOptions f, JsonNode node, Model model) {
    f.verbose(0);
    f.epochs(node.get("epochs").asInt());
    f.shuffle(node.get("shuffle").asBoolean());
    if (node.has("initial_epoch")) {
      f.initialEpoch(node.get("initial_epoch").asInt());
    }
    if (node.has("class_weight")) {
      Map<Integer, Double> weights = new LinkedHashMap<>();
      node.get("class_weight")
          .properties()
          .forEach(e -> weights.put(Integer.parseInt(e.getKey()), e.getValue().asDouble()));
      f.classWeight(weights);
    }
    if (node.has("validation_split")) {
      f.validationSplit(node.get("validation_split").asDouble());
    }
    JsonNode freq = node.get("validation_freq");
    if (freq != null && freq.isArray()) {
      f.validationFreq(numbers(freq).stream().map(Double::intValue).toList());
    } else if (freq != null) {
      f.validationFreq(freq.asInt());
    }
    if (node.has("steps_per_epoch")) {
      f.stepsPerEpoch(node.get("steps_per_epoch").asInt());
    }
    if (node.has("validation_steps")) {
      f.validationSteps(node.get("validation_steps").asInt());
    }
    if (node.has("validation_batch_size")) {
      f.validationBatchSize(node.get("validation_batch_size").asInt());
    }
    if (node.has("callbacks")) {
      node.get("callbacks").forEach(one -> f.callbacks(callback(one)));
    }
    JsonNode data = node.get("validation_data");
    if (data != null && data.size() == 2) {
      f.validationData(
          arrays(data.get(0), model.inputNames()), arrays(data.get(1), model.outputNames()));
    } else if (data != null) {
      f.validationData(
          arrays(data.get(0), model.inputNames()).get(0),
          arrays(data.get(1), model.outputNames()).get(0),
          arrays(data.get(2), model.outputNames()).get(0));
    }
  }

  private static Callback callback(JsonNode node) {
    JsonNode config = node.get("config");
    return switch (node.get("class_name").asText()) {
      case "ReduceLROnPlateau" ->
          new ReduceLROnPlateau(config.get("monitor").asText())
              .factor(config.get("factor").asDouble())
              .patience(config.get("patience").asInt())
              .minDelta(config.get("min_delta").asDouble())
              .minLr(config.get("min_lr").asDouble());
      case "LearningRateScheduler" ->
          new LearningRateScheduler(epoch -> config.get("schedule_table").get(epoch).asDouble());
      case "EarlyStopping" ->
          new EarlyStopping(config.get("monitor").asText())
              .patience(config.get("patience").asInt())
              .minDelta(config.get("min_delta").asDouble())
              .restoreBestWeights(config.get("restore_best_weights").asBoolean());
      case "SwapEMAWeights" ->
          new SwapEMAWeights().swapOnEpoch(config.get("swap_on_epoch").asBoolean());
      default -> throw new IllegalArgumentException(node.get("class_name").asText());
    };
  }
}
