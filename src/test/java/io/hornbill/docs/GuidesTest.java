package io.hornbill.docs;

import static io.hornbill.graph.Ops.gradients;
import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.softplus;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.activations.ActivationFunction;
import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.EarlyStopping;
import io.hornbill.callbacks.Logs;
import io.hornbill.datasets.Digits;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.Layer;
import io.hornbill.losses.Loss;
import io.hornbill.metrics.MeanSquaredError;
import io.hornbill.metrics.Metric;
import io.hornbill.optimizers.Adam;
import io.hornbill.training.OwnStep;
import io.hornbill.training.SplitStep;
import io.hornbill.visualization.Dashboard;
import io.hornbill.visualization.Plots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The Java of the guides. */
class GuidesTest {
  @TempDir private Path folder;
  private final INDArray x = Nd4j.linspace(0, 1, 256).reshape(64, 4);
  private final INDArray y = Nd4j.linspace(0, 1, 64).reshape(64, 1);

  @Test
  void first() {
    Hornbill.clearSession();
    // region first
    Hornbill.seed(42);
    var data = Digits.loadData(); // 1,797 handwritten digits, which ship with the library
    var model =
        new Sequential(
            new Input(8, 8),
            new Flatten(),
            new Dense(128).activation("relu"),
            new Dropout(0.2),
            new Dense(10).activation("softmax"));
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    INDArray images = data.train().x().div(16);
    model.fit(images, data.train().y(), f -> f.epochs(20).verbose(0));

    INDArray unseen = data.test().x().div(16);
    double accuracy = model.evaluate(unseen, data.test().y(), e -> e.verbose(0)).get("accuracy");
    INDArray one = model.predict(unseen.get(NDArrayIndex.interval(0, 1)));
    model.summary();
    System.out.println("More than 95 in a hundred are read right: " + (accuracy > 0.95));
    System.out.println("The first one is a " + one.argMax(1).getInt(0));
    // endregion
    List<String> lines = new ArrayList<>();
    model.summary(lines::add);
    assertThat(accuracy).isGreaterThan(0.95);
    String name = model.name();
    Page.printed(
        "first",
        String.join("\n", lines).replace(name, "sequential")
            + "\nMore than 95 in a hundred are read right: true\nThe first one is a "
            + one.argMax(1).getInt(0));
  }

  // region ownLayer
  /** Multiplies by a number; the setting is saved, checked and shown by the library. */
  static final class Times extends Layer {
    private static final Setting<Double> FACTOR = Setting.number("factor", 1).finite();

    Times(double factor) {
      declare(FACTOR);
      set(FACTOR, factor);
    }

    static Times fromConfig(Config config) {
      return new Times(config.number("factor", 1));
    }

    @Override
    protected Tensor call(Tensor input, CallContext context) {
      return input.times(get(FACTOR));
    }
  }

  // endregion

  @Test
  void ownLayerIsSaved() {
    // region ownLayerSaved
    var model = new Sequential(new Input(4), new Times(3), new Dense(1));
    model.save(folder.resolve("own.keras"));
    Model again =
        Model.load(folder.resolve("own.keras"), o -> o.register("Times", Times::fromConfig));
    // endregion
    assertThat(again.predict(x)).isEqualTo(model.predict(x));
  }

  @Test
  void ownFunctions() {
    // region ownFunctions
    ActivationFunction swish = input -> input.times(Ops.sigmoid(input));
    Loss clipped = (yTrue, yPred) -> Ops.mean(Ops.minimum(Ops.square(yPred.minus(yTrue)), 4.0), -1);

    var model = new Sequential(new Input(4), new Dense(8).activation(swish), new Dense(1));
    model.compile("adam", clipped);
    model.fit(x, y, f -> f.verbose(0));
    // endregion
    assertThat(model.predict(x).shape()).containsExactly(64, 1);
  }

  // region ownMetric
  /** Counts the rows whose class is told right: totals of each batch, and what follows of them. */
  record RightRows(String name) implements Metric {
    @Override
    public Map<String, Tensor> totals(Tensor yTrue, Tensor yPred, @Nullable Tensor weights) {
      Tensor right = Ops.equal(Ops.reshape(yTrue, -1), Ops.argmax(yPred, 1));
      return Map.of("right", Ops.sum(weights == null ? right : right.times(weights)));
    }

    @Override
    public Map<String, Tensor> results(Map<String, Tensor> totals) {
      return Map.of(name, Objects.requireNonNull(totals.get("right")));
    }
  }

  // endregion

  @Test
  void ownMetric() {
    var model = new Sequential(new Input(4), new Dense(3).activation("softmax"));
    // region ownMetricUsed
    model.compile("adam", "sparse_categorical_crossentropy", new RightRows("right_rows"));
    // endregion
    assertThat(model.evaluate(x, Nd4j.zeros(64)).get("right_rows")).isBetween(0.0, 64.0);
    var right = new RightRows("right_rows");
    right.updateState(new int[] {0, 1}, new float[][] {{0.9f, 0.1f}, {0.8f, 0.2f}});
    right.updateState(new int[] {1}, new float[][] {{0.1f, 0.9f}});
    assertThat(right.result()).isEqualTo(2);
  }

  @Test
  void splitStep() {
    var model = new Sequential(new Input(4), new Dense(1));
    model.compile("sgd", "mse");
    // region splitStep
    try (SplitStep step = model.splitStep()) {
      for (int i = 0; i < 10; i++) {
        Logs logs = step.computeGradients(List.of(x), List.of(y));
        step.gradients().values().forEach(gradient -> gradient.muli(0.5));
        step.applyGradients();
      }
    }
    // endregion
    assertThat(model.iterations()).isEqualTo(10);
  }

  @Test
  void ownLoop() {
    var model = new Sequential(new Input(4), new Dense(1));
    model.compile("adam", "mse");
    // region ownLoop
    for (int step = 0; step < 100; step++) {
      Logs logs = model.trainOnBatch(x, y);
      if (logs.get("loss") < 1e-3) {
        break;
      }
    }
    // endregion
    assertThat(model.iterations()).isPositive();
  }

  @Test
  void metricAlone() {
    // region metricAlone
    var error = new MeanSquaredError();
    error.updateState(new float[][] {{1}, {2}}, new float[][] {{2}, {4}});
    error.updateState(new float[][] {{3}}, new float[][] {{3}});
    double squares = error.result(); // 5 / 3, of both batches
    error.resetState();
    // endregion
    assertThat(squares).isCloseTo(5 / 3.0, within(1e-6));
  }

  @Test
  void gradientPenalty() {
    var critic = new Sequential(new Input(4), new Dense(8).activation("tanh"), new Dense(1));
    var generator = new Sequential(new Input(2), new Dense(4));
    // region gradientPenalty
    Adam adam = new Adam(1e-2).beta1(0);
    OwnStep step =
        new OwnStep(
            s -> {
              Tensor real = s.input();
              Tensor fake = s.predict(generator, s.randomNormal(real.dim(0), 2));
              Tensor share = s.randomUniform(real.dim(0), 1);
              Tensor between = real.plus(share.times(fake.minus(real)));
              Tensor slope = gradients(s.call(critic, between), List.of(between)).get(0);
              Tensor steepness = sqrt(sum(square(slope), 1).plus(1e-12));
              Tensor penalty = mean(square(steepness.minus(1)));
              s.report("penalty", penalty);
              Tensor distance = mean(s.call(critic, fake)).minus(mean(s.call(critic, real)));
              s.minimize("loss", distance.plus(penalty.times(10)), adam, critic);
            });
    // endregion
    double before = step.run(x).get("penalty");
    for (int i = 0; i < 60; i++) {
      step.run(x);
    }
    assertThat(step.run(x).get("penalty")).isLessThan(before);
    step.close();
  }

  @Test
  void transfer() {
    // region transfer
    var base = new Sequential(new Input(4), new Dense(16).activation("relu"));
    // ... train it, or base.loadWeights(path)
    base.trainable(false);
    var model = new Sequential(base, new Dense(1));
    model.compile("adam", "mse");
    model.fit(x, y, f -> f.epochs(2).verbose(0)); // only the last layer learns

    base.trainable(true);
    model.compile("adam", "mse"); // what learns is decided when a model is compiled
    model.optimizer().learningRate(1e-5);
    model.fit(x, y, f -> f.epochs(2).verbose(0)); // now all of it, slowly
    // endregion
    assertThat(model.trainableWeights()).hasSize(4);
  }

  @Test
  void manyThreads() throws Exception {
    // region manyThreads
    Model model = new Sequential(new Input(4), new Dense(1)); // or Model.load(path)
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<INDArray>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(threads.submit(() -> model.predict(x))); // one model, any number of threads
    }
    // endregion
    for (Future<INDArray> answer : answers) {
      assertThat(answer.get()).isEqualTo(model.predict(x));
    }
    threads.shutdown();
  }

  @Test
  void into() {
    float[] row = {1, 2, 3, 4};
    Model model = new Sequential(new Input(4), new Dense(10));
    // region into
    float[] answer = new float[10];
    model.predictInto(row, answer); // rows one after the other; or predictInto(INDArray, INDArray)
    // endregion
    assertThat(answer).containsExactly(model.predict(new float[][] {row})[0]);
  }

  @Test
  void looking() {
    var model = new Sequential(new Input(4), new Dense(1).name("only"));
    model.compile("adam", "mse");
    // region looking
    try (Dashboard page = Dashboard.start(0)) { // or start(): http://localhost:9000/
      Callback live = page.run("first");
      var history = model.fit(x, y, f -> f.epochs(3).verbose(0).callbacks(live));
      Plots.history(history, folder.resolve("curves.svg"));
    }
    Plots.plot(model, folder.resolve("model.svg"), o -> o.showShapes(true));
    Plots.weightHistogram(model, folder.resolve("weights.svg"));
    // endregion
    assertThat(Files.exists(folder.resolve("weights.svg"))).isTrue();
  }

  @Test
  void files() {
    Model model = new Sequential(new Input(4), new Dense(1).name("only"));
    model.compile("adam", "mse");
    // region files
    model.save(folder.resolve("model.keras")); // Keras 3
    model.save(folder.resolve("model.h5")); // Keras 2
    model.saveWeights(folder.resolve("model.safetensors"));
    model.loadWeights(folder.resolve("model.safetensors"), o -> o.byName(true));
    Model again = Model.load(folder.resolve("model.h5"), o -> o.compile(false));
    // endregion
    assertThat(again.predict(x)).isEqualTo(model.predict(x));
  }

  // region ownModel
  /** Scores of three classes. */
  static final class Classifier extends Model {
    private final Dense hidden = new Dense(32).activation("relu");
    private final Dropout dropout = new Dropout(0.5);
    private final Dense scores = new Dense(3).activation("softmax");

    @Override
    protected Tensor call(Tensor input, CallContext context) {
      return scores.apply(dropout.apply(hidden.apply(input)));
    }
  }

  // endregion

  @Test
  void ownModelIsSaved() {
    // region ownModelSaved
    Classifier model = new Classifier();
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    model.fit(x, Nd4j.zeros(64), f -> f.verbose(0));
    model.save(folder.resolve("classifier.keras"));
    Model again =
        Model.load(
            folder.resolve("classifier.keras"),
            o -> o.register("Classifier", config -> new Classifier()));
    // endregion
    assertThat(again.predict(x)).isEqualTo(model.predict(x));
  }

  @Test
  void ownStep() {
    Sequential generator = new Sequential(new Input(1), new Dense(4));
    Sequential critic = new Sequential(new Input(4), new Dense(8).activation("relu"), new Dense(1));
    // region ownStep
    Adam forCritic = new Adam(1e-3);
    Adam forGenerator = new Adam(1e-3);
    OwnStep step =
        new OwnStep(
            s -> {
              Tensor real = s.input();
              Tensor noise = s.input();
              Tensor onReal = s.call(critic, real);
              Tensor onFake = s.call(critic, s.call(generator, noise));
              Tensor loss = mean(softplus(onReal.negated())).plus(mean(softplus(onFake)));
              s.minimize("critic", loss, forCritic, critic);
              s.then(); // the generator learns from the critic that has just learned
              Tensor again = s.call(critic, s.call(generator, noise));
              s.minimize("generator", mean(softplus(again.negated())), forGenerator, generator);
            });
    for (int i = 0; i < 10; i++) {
      Logs logs = step.run(x, y);
      System.out.println(logs.get("critic") + " " + logs.get("generator"));
    }
    step.close();
    // endregion
    assertThat(forCritic.iterations()).isEqualTo(10);
  }

  @Test
  void ownStepInFit() {
    Sequential model = new Sequential(new Input(4), new Dense(8).activation("relu"), new Dense(1));
    // region ownStepInFit
    model.compile(
        c ->
            c.optimizer(new Adam(1e-3))
                .step(
                    s -> {
                      Tensor input = s.input();
                      Tensor wanted = s.input();
                      Tensor output = s.call(model, input);
                      s.metric("mae", wanted, output);
                      Tensor loss = mean(square(output.minus(wanted))).plus(s.addedLosses());
                      s.minimize("loss", loss, model);
                    }));
    model.fit(x, y, f -> f.epochs(5).validationSplit(0.1).callbacks(new EarlyStopping()));
    // endregion
    assertThat(model.evaluate(x, y, e -> e.verbose(0))).containsKeys("loss", "mae");
  }

  @Test
  void ownStepInFiles() {
    Sequential model = new Sequential(new Input(4), new Dense(8).activation("relu"), new Dense(1));
    compileForSquares(model);
    model.fit(x, y, f -> f.epochs(2));
    // region ownStepInFiles
    model.save(folder.resolve("own-step.keras"));
    Model again = Model.load(folder.resolve("own-step.keras"));
    compileForSquares(again); // its optimizer and its step, as before
    again.loadWeights(folder.resolve("own-step.keras")); // the optimizer goes on, too
    again.fit(x, y, f -> f.epochs(2));
    // endregion
    model.fit(x, y, f -> f.epochs(2));
    assertThat(again.optimizer().iterations()).isEqualTo(model.optimizer().iterations());
  }

  private static void compileForSquares(Model model) {
    model.compile(
        c ->
            c.optimizer(new Adam(1e-3))
                .step(
                    s -> {
                      Tensor output = s.call(model, s.input());
                      s.minimize("loss", mean(square(output.minus(s.input()))), model);
                    }));
  }
}
