package io.hornbill.saving.internal.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.hdf5.Hdf5File;
import io.hornbill.files.internal.hdf5.Hdf5Group;
import io.hornbill.files.internal.npy.Npy;
import io.hornbill.files.testing.Fixtures;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Lambda;
import io.hornbill.layers.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Loads all models, configurations and weights that are there of Keras 1 and 2, compares what they
 * compute with what was recorded, and writes docs/keras-files.md.
 */
class LegacyModelsTest {
  private static final double TOLERANCE = 1e-4;

  /** Files that hold what only their authors' code can compute, or nothing at all. */
  private static final Map<String, String> NOT_LOADED =
      Map.of(
          "must not hold Python code",
          "a `Lambda`, which is Python code; `o.register(name, factory)` takes its place",
          "must leave something",
          "crops all of its input away, so that its output has no elements");

  private final Path folder = Fixtures.realFile("../keras-files");
  private final Map<String, String> failed = new TreeMap<>();
  private final List<String> unexplained = new ArrayList<>();
  private int models;
  private int configurations;
  private int weights;
  private int recorded;

  @Test
  @Tag("real-data")
  void loadsEveryModelAndPredictsWhatKerasRecorded() throws IOException {
    for (Path file : files()) {
      try {
        load(file);
      } catch (ModelFormatException | IllegalArgumentException e) {
        fail(file, e);
      } catch (RuntimeException | AssertionError e) {
        unexplained.add(file + ": " + e);
      }
    }
    assertThat(unexplained).isEmpty();
    assertThat(recorded).isGreaterThanOrEqualTo(39);
    GeneratedPage.check("docs/keras-files.md", page());
  }

  @Test
  @Tag("real-data")
  void loadsPythonCodeWhereALayerTakesItsPlace() {
    Path file = Fixtures.realFile("../keras-files/legacy-h5/keras/examples/lambda/model_lambda.h5");
    Function<Config, Layer> square = config -> new Lambda(Ops::square).name("lambda_3");
    Function<Config, Layer> triple = config -> new Lambda(x -> x.times(3)).name("lambda_4");
    try (Model model =
        Model.load(file, o -> o.register("lambda_3", square).register("lambda_4", triple))) {
      assertThat(model.getLayer("lambda_4")).isInstanceOf(Lambda.class);
      double sum = model.predict(Nd4j.ones(1, 784)).sumNumber().doubleValue();
      assertThat(sum).isCloseTo(1, within(1e-5));
    }
  }

  /** Expected: Keras 3.15.1; see src/test/python/generate_legacy.py. */
  @Test
  @Tag("real-data")
  void predictsWhatKeras3PredictsWithModelsThatItStillReads() {
    Path root = Fixtures.realFile("../keras-files/legacy-h5");
    String table =
        new String(Fixtures.resource("saving/internal/legacy/legacy-predictions.tsv"), UTF_8);
    for (String line : table.lines().toList()) {
      List<String> cells = List.of(line.split("\t"));
      try (Model model = Model.load(root.resolve(cells.get(0)), o -> o.compile(false))) {
        double[] actual = summary(model.predict(inputs(model), o -> o.batchSize(1024)));
        for (int i = 0; i < actual.length; i++) {
          double expected = Double.parseDouble(cells.get(i + 1));
          double scale = Math.max(1e-3, Double.parseDouble(cells.get(3)));
          assertThat(actual[i]).as(line).isCloseTo(expected, within(TOLERANCE * scale));
        }
      }
    }
  }

  private static List<INDArray> inputs(Model model) {
    boolean ids = model.layers().stream().anyMatch(layer -> layer.className().equals("Embedding"));
    List<INDArray> inputs = new ArrayList<>();
    for (Tensor input : model.inputs()) {
      long[] shape = input.shape().dims();
      for (int axis = 0; axis < shape.length; axis++) {
        shape[axis] = shape[axis] >= 0 ? shape[axis] : axis == 0 ? 2 : 6;
      }
      float[] x = new float[(int) Shape.of(shape).size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = ids ? i % 3 : (float) Math.sin(i * 0.7 + inputs.size());
      }
      inputs.add(Nd4j.createFromArray(x).reshape(shape));
    }
    return inputs;
  }

  private static double[] summary(List<INDArray> outputs) {
    double[] all =
        outputs.stream()
            .flatMapToDouble(y -> DoubleStream.of(y.dup('c').data().asDouble()))
            .toArray();
    double squares = DoubleStream.of(all).map(y -> y * y).sum();
    double mean = DoubleStream.of(all).average().orElse(0);
    return new double[] {
      all.length, mean, Math.sqrt(squares / all.length), all[0], all[all.length - 1]
    };
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains("preprocessing"))
          .filter(file -> !file.toString().contains("music-tagger"))
          .sorted()
          .toList();
    }
  }

  private void load(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.contains("json")) {
      model(file).close();
      configurations++;
    } else if (holdsModel(file)) {
      try (Model model = Model.load(file)) {
        models++;
        compare(model, file);
      }
    } else if (name.matches(".*weights?(.h5)?") && Files.exists(configuration(file))) {
      try (Model model = model(configuration(file))) {
        model.loadWeights(file);
        weights++;
        compare(model, file);
      }
    }
  }

  private static boolean holdsModel(Path file) {
    if (!file.toString().endsWith(".h5")) {
      return false;
    }
    try (Hdf5File open = Hdf5File.open(file)) {
      return open.root().attributes().has("model_config");
    }
  }

  private static Path configuration(Path weights) {
    String name = weights.getFileName().toString();
    return name.equals("model.weight")
        ? weights.resolveSibling("model.json.with.tensorflow.scope")
        : weights.resolveSibling(name.replace("weights.h5", "config.json"));
  }

  private static Model model(Path json) throws IOException {
    return Model.fromJson(Files.readString(json));
  }

  private void compare(Model model, Path file) {
    String name = file.getFileName().toString().replaceFirst("(model|weights).h5", "");
    Path record = file.resolveSibling(name + "inputs_and_outputs.h5");
    if (Files.exists(record) && !record.equals(file)) {
      try (Hdf5File open = Hdf5File.open(record)) {
        List<INDArray> expected = arrays(open.root().group("predictions"));
        List<INDArray> actual = model.predict(arrays(open.root().group("inputs")));
        for (int i = 0; i < expected.size(); i++) {
          assertThat(actual.get(i).shape()).isEqualTo(expected.get(i).shape());
          assertThat(actual.get(i).dup('c').data().asFloat())
              .usingComparatorWithPrecision((float) TOLERANCE)
              .containsExactly(expected.get(i).data().asFloat());
        }
      }
      recorded += holdsModel(file) ? 1 : 0;
    }
    Path input = file.resolveSibling("input.npy");
    if (Files.exists(input)) {
      INDArray actual = model.predict(Npy.read(input).toFloats());
      INDArray expected = Npy.read(file.resolveSibling("predictions.npy")).toFloats();
      assertThat(actual.dup('c').data().asFloat())
          .usingComparatorWithPrecision((float) TOLERANCE)
          .containsExactly(expected.dup('c').data().asFloat());
    }
  }

  private static List<INDArray> arrays(Hdf5Group group) {
    return group.names().stream().map(name -> group.dataset(name).toFloats()).toList();
  }

  private void fail(Path file, RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    String reason =
        NOT_LOADED.entrySet().stream()
            .filter(known -> message.contains(known.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
    if (reason == null) {
      unexplained.add(file + ": " + message);
    } else {
      failed.put(folder.relativize(file).toString(), reason);
    }
  }

  private String page() {
    StringBuilder page =
        new StringBuilder("# Files of Keras that were tried\n\n## Models of Keras 1 and 2\n\n");
    page.append(
        "%s whole models, %s files of weights with their configurations\n"
            .formatted(models, weights));
    page.append(
        "and %s configurations load. %s models have recorded inputs and outputs, which\n"
            .formatted(configurations, recorded));
    page.append("they reproduce to 1e-4. `LegacyModelsTest` loads them and writes this page.\n\n");
    page.append("These do not load:\n\n| file | reason |\n|---|---|\n");
    failed.forEach((file, reason) -> page.append("| `%s` | %s |\n".formatted(file, reason)));
    return page.toString();
  }
}
