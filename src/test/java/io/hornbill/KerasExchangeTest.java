package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Recurrence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Real Keras and Hornbill read each other's files: the same predictions, and the same losses when
 * training goes on. Runs where {@code HORNBILL_PYTHON} is a Python that has Keras.
 */
class KerasExchangeTest {
  private static final int CONTINUED = 4;

  @TempDir Path temporary;
  private Path folder;

  @Test
  void readsWhatKerasWritesAndWritesWhatKerasReads() throws Exception {
    String python = System.getenv("HORNBILL_PYTHON");
    assumeTrue(python != null, "HORNBILL_PYTHON is not set");
    String kept = System.getenv("HORNBILL_KERAS_FOLDER");
    folder = kept == null ? temporary : Path.of(kept);
    if (!Files.exists(folder.resolve("cases.json"))) {
      run(python, "write");
    }
    Map<String, String> failures = new TreeMap<>();
    Config index = Json.read(Files.readString(folder.resolve("cases.json")), "cases.json");
    assertThat(index.list("cases")).isNotEmpty();
    for (Object written : index.list("cases")) {
      Config one = Config.config("case", written);
      for (String format : List.of("h5", "keras")) {
        String name = one.text("name", "");
        try {
          if (Files.exists(folder.resolve(name + "." + format))) {
            exchange(one, name, format);
          }
        } catch (RuntimeException | AssertionError e) {
          failures.put(name + "." + format, String.valueOf(e.getMessage()));
        }
      }
    }
    run(python, "check");
    Json.read(Files.readString(folder.resolve("report.json")), "report.json")
        .asMap()
        .forEach((file, message) -> failures.put(file, String.valueOf(message)));
    assertThat(failures).isEmpty();
  }

  private void run(String python, String command) throws Exception {
    Path log = folder.resolve(command + ".log");
    ProcessBuilder process =
        new ProcessBuilder(python, "src/test/python/exchange_files.py", command, folder.toString());
    process.redirectErrorStream(true).redirectOutput(log.toFile());
    int status = process.start().waitFor();
    assertThat(status).as("see %s:%n%s", log, Files.readString(log)).isZero();
  }

  private void exchange(Config one, String name, String format) {
    Model model = Model.load(folder.resolve(name + "." + format));
    try (Npz npz = Npz.open(folder.resolve(name + ".npz"))) {
      List<INDArray> xs = arrays(npz, "x", one.integer("inputs", 0));
      List<INDArray> ts = arrays(npz, "t", one.integer("targets", 0));
      List<INDArray> expected = arrays(npz, "y", one.integer("outputs", 0));
      same(predict(model, xs), expected);
      if (!ts.isEmpty()) {
        double[] losses = npz.get("losses").toDoubleArray();
        double[] own = train(model, xs, ts);
        for (int i = 0; i < losses.length; i++) {
          assertThat(own[i])
              .as("loss %s", i)
              .isCloseTo(losses[i], within(1e-6 + 1e-4 * Math.abs(losses[i])));
        }
      }
      give(model, name, format, xs, ts);
    }
    model.close();
  }

  /** Saves the model in its format, and once for both what it computes from then on. */
  private void give(Model model, String name, String format, List<INDArray> xs, List<INDArray> ts) {
    model.save(folder.resolve(name + ".hornbill." + format));
    if (!format.equals("keras")) {
      return;
    }
    Path weights = folder.resolve(name + ".weights.h5");
    Model again = Model.fromJson(model.toJson());
    again.loadWeights(folder.resolve(name + ".hornbill.keras"));
    again.loadWeights(weights);
    again.close();
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    put(arrays, "x", xs);
    put(arrays, "t", ts);
    put(arrays, "y", predict(model, xs));
    if (!ts.isEmpty()) {
      arrays.put("losses", Nd4j.createFromArray(train(model, xs, ts)));
    }
    Npz.write(folder.resolve(name + ".hornbill.npz"), arrays);
  }

  private static List<INDArray> arrays(Npz npz, String prefix, int count) {
    List<INDArray> arrays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arrays.add(npz.get(prefix + i).toFloats());
    }
    return arrays;
  }

  private static void put(Map<String, INDArray> arrays, String prefix, List<INDArray> more) {
    for (int i = 0; i < more.size(); i++) {
      arrays.put(prefix + i, more.get(i));
    }
  }

  private static List<INDArray> predict(Model model, List<INDArray> xs) {
    resetStates(model);
    List<INDArray> ys = model.predict(xs);
    resetStates(model);
    return ys;
  }

  private static void resetStates(Model model) {
    for (Layer layer : model.layers()) {
      if (layer instanceof Recurrence<?> recurrence) {
        recurrence.resetStates();
      }
    }
  }

  private static double[] train(Model model, List<INDArray> xs, List<INDArray> ts) {
    double[] losses = new double[CONTINUED];
    for (int i = 0; i < CONTINUED; i++) {
      losses[i] = model.trainOnBatch(xs, ts).get("loss");
    }
    return losses;
  }

  private static void same(List<INDArray> received, List<INDArray> expected) {
    assertThat(received).hasSameSizeAs(expected);
    for (int i = 0; i < received.size(); i++) {
      assertThat(received.get(i).shape()).isEqualTo(expected.get(i).shape());
      double difference = received.get(i).sub(expected.get(i)).amaxNumber().doubleValue();
      assertThat(difference).as("difference of output %s", i).isLessThan(1e-5);
    }
  }
}
