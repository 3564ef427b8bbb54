package io.hornbill.saving.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.files.testing.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Models of Keras 2 with functions of TensorFlow between layers, which tf_keras 2.21 wrote ({@code
 * make_tensorflow_ops.py}), with what they predict. They become operations of Keras 3. The table in
 * the documentation is made here.
 */
class TensorFlowOpsTest {
  private static final double TOLERANCE = 1e-5;
  private static final String NEXT = "## `.h5` files for Keras 2 and 3";

  private static final String HEADING =
      """
      ## Functions of TensorFlow in files of Keras 2

      Functions of TensorFlow and of Keras' backend between layers (`TFOpLambda`, `SlicingOpLambda`) are read
      as operations of Keras 3, and written as these. Each has models of one or a few functions that tf_keras
      2.21 wrote, with tensors, numbers and arrays on either side; they predict what it predicts to 1e-5, as do
      the models of Keras 3 that they become. `TensorFlowOpsTest` makes this table, by the names that files hold.

      | function | models | read and written as | agrees |
      |---|---|---|---|
      """;

  private static final String REFUSED_HEADING =
      """

      These are not read; the message names them, and a layer of your own takes their place:

      | function | reason |
      |---|---|
      """;

  /** What is refused, and why. */
  private static final Map<String, String> REFUSED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("compat.v1.gather", "with `batch_dims`; without, it is read"),
              Map.entry("compat.v1.nn.crelu", "Keras 3 has no operation for it"),
              Map.entry(
                  "compat.v1.nn.sigmoid_cross_entropy_with_logits",
                  "a loss, which belongs into `compile`"),
              Map.entry(
                  "compat.v1.nn.softmax_cross_entropy_with_logits_v2",
                  "a loss, which belongs into `compile`"),
              Map.entry(
                  "compat.v1.shape",
                  "other lengths than that of the batch for `reshape`: they are not known before there is data"),
              Map.entry(
                  "einsum",
                  "files hold the equation without the tensors, so that Keras 2 cannot read them either"),
              Map.entry("image.adjust_contrast", "Keras 3 has no operation for it"),
              Map.entry(
                  "image.central_crop",
                  "cuts by a share of a size that is not known before there is data"),
              Map.entry(
                  "image.pad_to_bounding_box",
                  "Keras 3 has no operation for it whose margins are told of the far edges"),
              Map.entry("image.per_image_standardization", "Keras 3 has no operation for it"),
              Map.entry(
                  "image.rot90",
                  "turns by another sense than Keras 3's `Rot90`, around axes that its name does not tell"),
              Map.entry("linalg.band_part", "Keras 3 has no operation for it"),
              Map.entry("linalg.diag", "Keras 3 has no operation for it of batches of vectors"),
              Map.entry(
                  "linalg.normalize", "Keras 3 has no operation for it that gives the norm, too"),
              Map.entry("math.digamma", "Keras 3 has no operation for it"),
              Map.entry("math.erfcinv", "Keras 3 has no operation for it"),
              Map.entry("math.lgamma", "Keras 3 has no operation for it"),
              Map.entry("math.reciprocal_no_nan", "Keras 3 has no operation for it"),
              Map.entry("math.zero_fraction", "Keras 3 has no operation for it"),
              Map.entry("nn.local_response_normalization", "Keras 3 has no operation for it")));

  @Test
  void functionsOfTensorFlowAreReadAsOperationsAndWrittenAsThese() throws IOException {
    Map<String, String> failures = new TreeMap<>();
    Map<String, Set<String>> becomes = new TreeMap<>();
    Map<String, Integer> models = new TreeMap<>();
    for (Object one : cases("tensorflow.json.gz")) {
      Config written = Config.config("case", one);
      try {
        Map<String, Set<String>> pairs = check(written);
        pairs.forEach(
            (function, operations) -> {
              models.merge(function, 1, Integer::sum);
              becomes.computeIfAbsent(function, name -> new TreeSet<>()).addAll(operations);
            });
      } catch (RuntimeException | AssertionError e) {
        failures.put(written.text("name", ""), String.valueOf(e.getMessage()));
      }
    }
    assertThat(failures).isEmpty();
    assertThat(models).hasSizeGreaterThan(100);
    PageSection.check(table(becomes, models), NEXT);
  }

  @Test
  void whatIsNotReadIsRefusedByItsName() throws IOException {
    Set<String> refused = new TreeSet<>();
    for (Object one : cases("tensorflow-refused.json.gz")) {
      Config model = Objects.requireNonNull(Config.config("case", one).config("model"));
      String json = Json.write(model);
      String named =
          functions(model).values().stream()
              .filter(REFUSED::containsKey)
              .findFirst()
              .orElseThrow(() -> new AssertionError("no reason for " + functions(model)));
      assertThatThrownBy(() -> Model.fromJson(json)).as(named).hasMessageContaining(named);
      refused.add(named);
    }
    assertThat(refused).isEqualTo(REFUSED.keySet());
  }

  private static List<?> cases(String file) throws IOException {
    byte[] packed = Fixtures.resource("saving/operations/" + file);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Json.read("{\"all\":" + text + "}", file).list("all");
    }
  }

  private static List<Config> layers(Config model) {
    Config config = Objects.requireNonNull(model.config("config"));
    return config.list("layers").stream().map(one -> config.nested("layer", one)).toList();
  }

  /** The functions of TensorFlow in a model of Keras 2, by the names of the layers. */
  private static Map<String, String> functions(Config model) {
    Map<String, String> functions = new TreeMap<>();
    for (Config layer : layers(model)) {
      Config settings = layer.config("config");
      if (settings != null && settings.get("function") instanceof String function) {
        functions.put(layer.text("name", ""), function);
      }
    }
    return functions;
  }

  /** What each function became: the operation of its layer's name, and those before it. */
  private static Map<String, Set<String>> pairs(Config old, Config read) {
    Map<String, Set<String>> pairs = new TreeMap<>();
    Map<String, String> functions = functions(old);
    for (Config layer : layers(read)) {
      String name = layer.text("name", "");
      String whole = functions.containsKey(name) ? name : name.replaceFirst("_\\d+$", "");
      String function = functions.get(whole);
      if (function != null) {
        pairs.computeIfAbsent(function, one -> new TreeSet<>()).add(layer.text("class_name", ""));
      }
    }
    return pairs;
  }

  private static Map<String, Set<String>> check(Config written) {
    Config architecture = Objects.requireNonNull(written.config("model"));
    List<INDArray> x = written.list("x").stream().map(TensorFlowOpsTest::array).toList();
    try (Model model = Model.fromJson(Json.write(architecture));
        Model again = Model.fromJson(model.toJson())) {
      for (Model one : List.of(model, again)) {
        List<INDArray> y = one.predict(x);
        for (int i = 0; i < y.size(); i++) {
          same(y.get(i), array(written.list("y").get(i)));
        }
      }
      return pairs(architecture, Json.read(model.toJson(), "again"));
    }
  }

  private static void same(INDArray received, INDArray expected) {
    assertThat(received.shape()).isEqualTo(expected.shape());
    float[] own = received.dup('c').data().asFloat();
    float[] keras = expected.dup('c').data().asFloat();
    for (int i = 0; i < own.length; i++) {
      double most = TOLERANCE * Math.max(1, Math.abs(keras[i]));
      assertThat(Math.abs(own[i] - keras[i])).as("element %s", i).isLessThanOrEqualTo((float) most);
    }
  }

  private static INDArray array(Object written) {
    List<?> pair = (List<?>) written;
    long[] shape =
        ((List<?>) pair.get(0)).stream().mapToLong(n -> ((Number) n).longValue()).toArray();
    List<?> numbers = (List<?>) pair.get(1);
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i) instanceof Number n ? n.floatValue() : Float.NaN;
    }
    return Nd4j.create(values, shape, 'c');
  }

  private static String table(Map<String, Set<String>> becomes, Map<String, Integer> models) {
    StringBuilder text = new StringBuilder(HEADING);
    becomes.forEach(
        (function, operations) ->
            text.append(
                "| `%s` | %s | %s | yes |\n"
                    .formatted(function, models.get(function), listed(operations))));
    text.append(REFUSED_HEADING);
    REFUSED.forEach(
        (function, reason) -> text.append("| `%s` | %s |\n".formatted(function, reason)));
    return text.toString();
  }

  private static String listed(Set<String> operations) {
    return String.join(", ", operations.stream().map(n -> "`" + n + "`").toList());
  }
}
