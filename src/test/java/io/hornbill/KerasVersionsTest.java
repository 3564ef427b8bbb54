package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.initializers.Orthogonal;
import io.hornbill.layers.Add;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Bidirectional;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.GRU;
import io.hornbill.layers.GlobalAveragePooling1D;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.LayerNormalization;
import io.hornbill.layers.LeakyReLU;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.SeparableConv2D;
import io.hornbill.layers.SimpleRNN;
import io.hornbill.layers.Softmax;
import io.hornbill.layers.TimeDistributed;
import io.hornbill.layers.UnitNormalization;
import io.hornbill.optimizers.Adam;
import io.hornbill.optimizers.Nadam;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.SGD;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * What Hornbill saves opens in each Keras of {@code HORNBILL_PYTHONS}: Pythons, separated by
 * commas, {@code python=tf_keras} for Keras 2. By default it is the one of {@code HORNBILL_PYTHON}.
 */
class KerasVersionsTest {
  private static final int STEPS = 4;

  @TempDir Path folder;

  @Test
  void whatIsSavedOpensInEachKeras() throws Exception {
    String one = System.getenv("HORNBILL_PYTHON");
    String all = System.getenv("HORNBILL_PYTHONS");
    String pythons = all == null ? one : all;
    assumeTrue(pythons != null, "neither HORNBILL_PYTHONS nor HORNBILL_PYTHON is set");
    Hornbill.seed(3);
    models().forEach(this::save);
    for (String keras : List.of("3", "3.8")) {
      trained().forEach((name, model) -> saveTrained(name + "_for_" + keras, model, keras));
    }
    Map<String, Object> failures = new TreeMap<>();
    for (String python : pythons.split(",", -1)) {
      int equals = python.indexOf('=');
      String program = equals < 0 ? python : python.substring(0, equals);
      String module = equals < 0 ? "keras" : python.substring(equals + 1);
      Config report = open(program, module);
      assertThat(report.integer("opened", 0)).as(python).isPositive();
      Config failed = report.config("failures");
      if (failed != null) {
        failed.asMap().forEach((file, why) -> failures.put(python + " " + file, why));
      }
      // Keras 2 has no operations. Keras before 3.8 has other masks of what is merged, and before
      // 3.12 it cannot compute those that it makes itself of concatenated inputs.
      for (String name : List.of("operations", "names")) {
        failures.remove(module.equals("tf_keras") ? "%s %s.h5".formatted(python, name) : "");
      }
      String version = report.text("keras", "");
      failures.remove(version.matches("3\\.[0-7]\\..*") ? python + " masks.keras" : "");
      // Until 3.9 what optimizers remember had another order, and files say for which they are.
      String other = version.matches("3\\.[0-9]\\..*") ? "3" : "3.8";
      trained().keySet().forEach(name -> failures.remove(forKeras(python, name, other)));
      // Keras 3.3 takes each batch of an accumulation for a step of Nadam's momentums.
      boolean counts = version.startsWith("3.3.");
      failures.remove(counts ? forKeras(python, "trained_both", "3.8") : "");
      for (String name : List.of("masks", "masks_of_one")) {
        boolean early = version.matches("3\\.([0-9]|1[01])\\..*");
        failures.remove(early ? "%s %s.h5".formatted(python, name) : "");
      }
    }
    assertThat(failures).isEmpty();
  }

  private Config open(String python, String module) throws Exception {
    Path log = folder.resolve("open.log");
    int status =
        new ProcessBuilder(python, "src/test/python/open_in_keras.py", folder.toString(), module)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(log)).isZero();
    return Json.read(Files.readString(folder.resolve("report.json")), "report.json");
  }

  private void save(String name, Model model) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    List<Tensor> inputs = model.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      boolean ids = name.startsWith("masks") && i == 0;
      INDArray x = Nd4j.rand(inputs.get(i).shape().with(0, 3).dims());
      arrays.put("x" + i, ids ? Transforms.floor(x.mul(9)).mul(x.gt(0.4).castTo(x.dataType())) : x);
    }
    List<INDArray> ys = model.predict(List.copyOf(arrays.values()));
    for (int i = 0; i < ys.size(); i++) {
      arrays.put("y" + i, ys.get(i));
    }
    Npz.write(folder.resolve(name + ".npz"), arrays);
    model.save(folder.resolve(name + ".keras"));
    model.save(folder.resolve(name + ".h5"));
    model.close();
  }

  private static String forKeras(String python, String name, String version) {
    return "%s %s_for_%s.keras".formatted(python, name, version);
  }

  /** With the losses of further training, which shows that each state is that of its weight. */
  private void saveTrained(String name, Model model, String version) {
    INDArray x = Nd4j.rand(6, 4);
    INDArray y = Nd4j.rand(6, 2);
    for (int i = 0; i < STEPS; i++) {
      model.trainOnBatch(x, y);
    }
    Map<String, INDArray> arrays = new LinkedHashMap<>(Map.of("x0", x, "t0", y));
    arrays.put("y0", model.predict(x));
    model.kerasVersion(version);
    model.save(folder.resolve(name + ".keras"));
    double[] losses = new double[STEPS];
    Arrays.setAll(losses, i -> model.trainOnBatch(x, y).get("loss"));
    arrays.put("losses", Nd4j.createFromArray(losses));
    Npz.write(folder.resolve(name + ".npz"), arrays);
    model.close();
  }

  /** Models whose optimizers versions of Keras order differently. */
  private static Map<String, Model> trained() {
    Map<String, Optimizer> optimizers = new LinkedHashMap<>();
    optimizers.put("nadam", Nadam.keras3());
    optimizers.put("averages", new SGD(0.1).useEma(true).gradientAccumulationSteps(2));
    optimizers.put("both", Nadam.keras3().useEma(true).gradientAccumulationSteps(2));
    Map<String, Model> models = new LinkedHashMap<>();
    optimizers.forEach(
        (name, optimizer) -> {
          Model model = new Sequential(new Input(4), new Dense(4), new Dense(4), new Dense(2));
          model.compile(optimizer, "mse");
          models.put("trained_" + name, model);
        });
    return models;
  }

  private static Map<String, Model> models() {
    Map<String, Model> models = new LinkedHashMap<>();
    Model dense = new Sequential(new Input(4), new Dense(3).activation("relu"), new Dense(2));
    dense.compile("adam", "mse", "mae");
    models.put("dense", dense);
    Model decay = new Sequential(new Input(4), new LeakyReLU(), new Dropout(0.2).noiseShape(-1, 1));
    decay.compile(new SGD(0.1).decay(0.01).momentum(0.9), "mae");
    models.put("decay", decay);
    Model nadam = new Sequential(new Input(4), new Dense(2).activation("softmax"));
    nadam.compile(new Nadam(), "categorical_crossentropy", "accuracy");
    models.put("nadam", nadam);
    models.put(
        "images",
        new Sequential(
            new Input(8, 8, 3),
            new Conv2D(4, 3).padding("same"),
            new BatchNormalization(),
            new MaxPooling2D(2),
            new SeparableConv2D(4, 3),
            new GlobalAveragePooling2D(),
            new Dense(2)));
    models.put(
        "sequence",
        new Sequential(
            new Input(6, 3),
            new Bidirectional(new LSTM(3).returnSequences(true)),
            new GRU(4).returnSequences(true),
            new TimeDistributed(new Dense(2)),
            new SimpleRNN(2)));
    models.put(
        "axes",
        new Sequential(
            new Input(4, 3),
            new BatchNormalization().axis(1),
            new LayerNormalization().axis(1),
            new UnitNormalization(1),
            new Softmax(1)));
    models.put(
        "gain",
        new Sequential(
            new Input(4), new Dense(3).kernelInitializer(new Orthogonal().gain(2).seed(1))));
    models.put("nested", nested());
    models.put("operations", operations());
    models.put("names", names());
    models.put("masks", masks());
    models.put("masks_of_one", masksOfOne());
    return models;
  }

  private static Model nested() {
    Tensor x = Input.of(4);
    Model inner = new Model(x, new Dense(3).activation("tanh").apply(x));
    Model chain = new Sequential(new Dense(4).activation("relu"));
    Tensor a = Input.of(4);
    Tensor b = Input.of(3);
    Tensor joined = new Add().apply(inner.apply(a), inner.apply(chain.apply(chain.apply(a))), b);
    return new Model(List.of(a, b), List.of(new Dense(2).apply(joined), new Dense(1).apply(b)));
  }

  /** Two sequences of which one has a mask, side by side and one upon the other. */
  private static Model masks() {
    Tensor a = Input.of(6);
    Tensor b = Input.of(6, 3);
    Tensor x = new Embedding(9, 3).maskZero(true).apply(a);
    Tensor first = new LSTM(3).apply(new Concatenate().name("concatenate").apply(x, b));
    Tensor second = new GRU(3).apply(new Add().apply(x, b));
    return new Model(List.of(a, b), List.of(new Dense(2).apply(first), new Dense(1).apply(second)));
  }

  private static Model masksOfOne() {
    Tensor a = Input.of(6);
    Tensor x = new Embedding(9, 3).maskZero(true).apply(a);
    Tensor y = new Bidirectional(new LSTM(3).returnSequences(true)).apply(x);
    Tensor z = new Concatenate().name("concatenate").apply(x, new LayerNormalization().apply(y));
    Tensor seen = new Add().apply(z, new Dense(9).apply(y));
    return new Model(a, new Dense(2).apply(new GlobalAveragePooling1D().apply(seen)));
  }

  private static Model operations() {
    Tensor x = Input.of(4);
    Tensor y = new Dense(4).apply(x);
    return new Model(x, new Dense(2).apply(Ops.relu(y).plus(x).times(0.5)));
  }

  /** Layers with names that Keras gives to operations. */
  private static Model names() {
    Tensor x = Input.of(4);
    Tensor y = new Concatenate().name("concatenate_1").apply(x, Ops.concatenate(List.of(x, x), 1));
    Tensor z = new Concatenate().name("concatenate").apply(y, Ops.concatenate(List.of(y, x), 1));
    Model model = new Model(x, new Dense(2).apply(z));
    model.compile(new Adam(0.01).useEma(true).gradientAccumulationSteps(2), "mse");
    return model;
  }
}
