package io.hornbill.saving.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.files.testing.Fixtures;
import io.hornbill.operations.Operations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Models of one operation each that Keras 3.15.1 wrote ({@code make_operations.py}), with what they
 * predict. The table in the documentation is made here.
 */
class OperationsTest {
  private static final double TOLERANCE = 2e-5;

  private static final String HEADING =
      """
      ## Operations of Keras 3

      What stands between the layers of functional models: operators and `keras.ops`. Each has models
      that Keras 3.15.1 wrote; they are read, predict what Keras predicts to 2e-5, and are written as
      they were read, so that Keras reads them again. `OperationsTest` makes this table. `Ops` and the
      methods of tensors between layers are written as these operations.

      | operation | models | read | written | agrees |
      |---|---|---|---|---|
      """;

  private static final String LEFT_OUT =
      """

      These are not read; the message names them, and a layer of your own takes their place:

      - `AssociativeScan`, `Cond`, `ForiLoop`, `JVP`, `Map`, `Scan`, `Switch`, `VectorizedMap`,
        `WhileLoop`: their arguments are Python functions, which files do not hold.
      - `Eig`, `Polar`, `View`, `ViewAsComplex`, `ViewAsReal`: complex numbers, or other readings of
        the same bits; tensors here are real floats.
      - `Bincount`, `Nonzero`, `Unique`: how long the result is depends on the numbers.
      - `Arange`: of tensors, for the same reason; of fixed numbers it is an array.
      - `ElasticTransform`: draws random numbers of its backend.
      """;

  private record Result(String className, double error, boolean written, String failure) {}

  static List<Config> cases(String file) {
    try (var in =
        new GZIPInputStream(
            new ByteArrayInputStream(Fixtures.resource("saving/operations/" + file)))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Config all = Json.read("{\"all\":" + text + "}", file);
      return all.list("all").stream().map(one -> all.nested("case", one)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double number(Object value) {
    return value instanceof Number n
        ? n.doubleValue()
        : switch (String.valueOf(value)) {
          case "inf" -> Double.POSITIVE_INFINITY;
          case "-inf" -> Double.NEGATIVE_INFINITY;
          default -> Double.NaN;
        };
  }

  static INDArray array(Object written) {
    List<?> pair = (List<?>) written;
    long[] shape =
        ((List<?>) pair.get(0)).stream().mapToLong(n -> ((Number) n).longValue()).toArray();
    float[] values = new float[((List<?>) pair.get(1)).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) number(((List<?>) pair.get(1)).get(i));
    }
    return shape.length == 0 ? Nd4j.scalar(values[0]) : Nd4j.create(values, shape, 'c');
  }

  private static Result result(Config one) {
    Config architecture = java.util.Objects.requireNonNull(one.config("model"));
    List<Config> operations = operations(architecture);
    String name = operations.get(operations.size() - 1).text("class_name", "");
    try {
      Model model = Model.fromJson(Json.write(architecture));
      List<INDArray> x = one.list("x").stream().map(OperationsTest::array).toList();
      List<INDArray> y = model.predict(x, p -> p.batchSize((int) x.get(0).size(0)));
      double error = 0;
      for (int i = 0; i < y.size(); i++) {
        error = Math.max(error, error(y.get(i), array(one.list("y").get(i))));
      }
      Config again = Json.read(model.toJson(), "again");
      boolean same = calls(operations(again)).equals(calls(operations));
      return new Result(name, error, same, "");
    } catch (RuntimeException e) {
      return new Result(name, Double.NaN, false, String.valueOf(e.getMessage()));
    }
  }

  private static List<Config> operations(Config architecture) {
    Config config = java.util.Objects.requireNonNull(architecture.config("config"));
    List<Config> found = new ArrayList<>();
    for (Object layer : config.list("layers")) {
      Config one = config.nested("layer", layer);
      if (one.text("module", "").startsWith("keras.src.ops")) {
        found.add(one);
      }
    }
    return found;
  }

  /** Keras counts integers as such; here they are whole floats. */
  private static Set<String> calls(List<Config> operations) {
    Set<String> texts = new TreeSet<>();
    for (Config operation : operations) {
      String text = Json.write(operation);
      texts.add(
          new TreeMap<>(
                  Json.read(
                          text.replaceAll("\"dtype\":\"[a-z0-9]*\"", "\"dtype\":\"\"")
                              .replaceAll("(\"config\":\\{)\"name\":\"[a-z0-9_]*\",?", "$1"),
                          "op")
                      .asMap())
              .toString());
    }
    return texts;
  }

  static double error(INDArray actual, INDArray expected) {
    if (expected.length() != actual.length()) {
      return Double.POSITIVE_INFINITY;
    }
    double worst = 0;
    double[] a = actual.dup('c').data().asDouble();
    double[] e = expected.dup('c').data().asDouble();
    for (int i = 0; i < e.length; i++) {
      boolean alike = Double.isNaN(e[i]) && Double.isNaN(a[i]) || e[i] == a[i];
      double difference = Math.abs(a[i] - e[i]) / Math.max(1, Math.abs(e[i]));
      worst = alike ? worst : Math.max(worst, Double.isNaN(difference) ? 9e9 : difference);
    }
    return worst;
  }

  private static Map<String, Result> results() {
    Map<String, Result> results = new TreeMap<>();
    for (String file :
        List.of(
            "plain.json.gz",
            "neural.json.gz",
            "options.json.gz",
            "projective.json.gz",
            "temporal.json.gz",
            "beams.json.gz")) {
      cases(file).forEach(one -> results.put(one.text("name", ""), result(one)));
    }
    return results;
  }

  private static boolean agrees(Result result) {
    return result.error() <= TOLERANCE && result.written();
  }

  @Test
  void everyOperationComputesWhatKerasComputesAndIsWrittenAsItWasRead() throws IOException {
    Map<String, Result> results = results();

    assertThat(results).hasSizeGreaterThan(300);
    assertThat(results.values()).allMatch(OperationsTest::agrees);
    PageSection.check(table(results), "## Functions of TensorFlow in files of Keras 2");
  }

  @Test
  void beamsThatCannotBeSearchedAreRefused() {
    String model = Json.write(java.util.Objects.requireNonNull(beams().config("model")));
    assertThatThrownBy(() -> Model.fromJson(model.replace("beam_search", "widest")))
        .hasMessageContaining(
            "CTCDecode: the strategy must be \"greedy\" or \"beam_search\". Received: \"widest\".");
    assertThatThrownBy(() -> Model.fromJson(model.replace("\"top_paths\":1", "\"top_paths\":101")))
        .hasMessageContaining(
            "CTCDecode: top_paths must be at most beam_width, 100. Received: 101.");
  }

  private static Config beams() {
    return cases("beams.json.gz").get(0);
  }

  private static String table(Map<String, Result> results) {
    Map<String, List<Result>> byClass = new TreeMap<>();
    results
        .values()
        .forEach(r -> byClass.computeIfAbsent(r.className(), n -> new ArrayList<>()).add(r));
    StringBuilder text = new StringBuilder(HEADING);
    byClass.forEach(
        (name, all) ->
            text.append(
                "| `%s` | %s | yes | yes | %s |\n"
                    .formatted(
                        name,
                        all.size(),
                        all.stream().allMatch(OperationsTest::agrees) ? "yes" : "no")));
    Set<String> untried = new TreeSet<>(Operations.names());
    untried.removeAll(byClass.keySet());
    text.append(
        "\nThese are read and written, too, without a model of their own here: %s.\n"
            .formatted(String.join(", ", untried.stream().map(n -> "`" + n + "`").toList())));
    return text.append(LEFT_OUT).toString();
  }
}
