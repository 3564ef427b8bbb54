package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.activations.Activations;
import io.hornbill.base.Config;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.datasets.Timeseries;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.Lambda;
import io.hornbill.layers.Layer;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.Normalization;
import io.hornbill.layers.SimpleRNN;
import io.hornbill.layers.preprocessing.Discretization;
import io.hornbill.layers.preprocessing.IntegerLookup;
import io.hornbill.layers.preprocessing.StringLookup;
import io.hornbill.losses.Losses;
import io.hornbill.metrics.F1Score;
import io.hornbill.metrics.Mean;
import io.hornbill.metrics.Precision;
import io.hornbill.metrics.Recall;
import io.hornbill.metrics.SparseCategoricalAccuracy;
import io.hornbill.metrics.Sum;
import io.hornbill.optimizers.Adam;
import io.hornbill.optimizers.RMSprop;
import io.hornbill.optimizers.SGD;
import io.hornbill.optimizers.schedules.PiecewiseConstantDecay;
import io.hornbill.training.OwnStep;
import io.hornbill.training.SplitStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What users of Keras' guides type; numbers are worked by hand. */
class KerasGuidesTest {
  private static Sequential ones(int inputs) {
    return new Sequential(new Input(inputs), new Dense(1).kernelInitializer("ones").name("d"));
  }

  @Test
  void layersAreCalledOnArrays() {
    class ComputeSum extends Layer {
      private Variable total;

      @Override
      protected void build(Shape input) {
        total = addWeight("total", Shape.of(input.last()), "zeros", false);
      }

      @Override
      protected Tensor call(Tensor x, CallContext context) {
        Tensor next = context.value(total).plus(Ops.sum(x, 0));
        context.update(total, next);
        return next;
      }
    }
    ComputeSum sum = new ComputeSum();
    assertThat(sum.apply(Nd4j.ones(2, 2)).toFloatVector()).containsExactly(2, 2);
    assertThat(sum.apply(Nd4j.ones(2, 2)).toFloatVector()).containsExactly(4, 4);
    assertThat(sum.nonTrainableWeights()).hasSize(1);
    assertThat(sum.trainableWeights()).isEmpty();

    Sequential model = ones(2);
    assertThat(model.apply(Nd4j.ones(3, 2)).toFloatMatrix())
        .isEqualTo(new float[][] {{2}, {2}, {2}});
    assertThat(model.predict(new float[][] {{1, 2}})).isEqualTo(new float[][] {{3}});
    Hornbill.seed(1);
    INDArray dropped = new Dropout(0.5).apply(Nd4j.ones(1, 100), c -> c.training(true));
    assertThat(dropped.toFloatMatrix()[0]).contains(0, 2).doesNotContain(1);
    assertThat(new LSTM(3).returnState(true).applyAll(Nd4j.ones(2, 4, 1))).hasSize(3);
    assertThatThrownBy(() -> new Dense(1).apply(Nd4j.ones(1, 2), c -> c.mask(Input.of(2))))
        .hasMessageContaining("masks must be tensors of a model. Received: a mask for an array");
    INDArray closed = Nd4j.ones(1, 2);
    closed.close();
    assertThatThrownBy(() -> ones(2).apply(closed))
        .hasMessageContaining("the data must be an array that is open. Received: a closed one");
    assertThatThrownBy(() -> new IntegerLookup().apply(Nd4j.createFromArray(1 << 25)))
        .hasMessageContaining("whole numbers must be at most 16,777,216. Received: 33554432");
    assertThatThrownBy(() -> ones(2).apply(Nd4j.create("a", "b")))
        .hasMessageContaining("must read numbers. Received: strings");
    var lookup = new StringLookup().vocabulary("a", "b");
    assertThat(lookup.apply(List.of("b", "a", "c")).toFloatVector()).containsExactly(2, 1, 0);
  }

  @Test
  void layersAreBuiltByNumbersAndSayTheirShape() {
    BatchNormalization normalization = new BatchNormalization();
    normalization.build(-1, 4);
    assertThat(normalization.weights()).hasSize(4);
    Sequential model = new Sequential(new Dense(2), new Dense(3));
    model.build(-1, 4);
    assertThat(model.countParams()).isEqualTo(19);
    assertThat(ones(4).outputShape()).isEqualTo(Shape.of(-1, 1));
  }

  @Test
  void lossesAreAddedByTheLayer() {
    class Penalty extends Layer {
      @Override
      protected Tensor call(Tensor x, CallContext context) {
        addLoss(Ops.sum(x).times(0.1));
        return x;
      }
    }
    Penalty penalty = new Penalty();
    Sequential model = new Sequential(new Input(2), penalty);
    model.compile("sgd", "mse");
    double loss = model.testOnBatch(new float[][] {{1, 2}}, new float[][] {{1, 2}}).get("loss");
    assertThat(loss).isCloseTo(0.3, within(1e-6));
    assertThatThrownBy(() -> penalty.call(Input.of(2), null))
        .hasMessageContaining("addLoss must be called by call. Received: no call of the layer");
  }

  @Test
  void metricsAreUpdatedByHand() {
    var accuracy = new SparseCategoricalAccuracy();
    assertThat(accuracy.result()).isZero();
    accuracy.updateState(new int[] {0, 1}, new float[][] {{0.9f, 0.1f}, {0.8f, 0.2f}});
    accuracy.updateState(new int[] {1}, new float[][] {{0.1f, 0.9f}});
    assertThat(accuracy.result()).isCloseTo(2 / 3.0, within(1e-12));
    accuracy.resetState();
    assertThat(accuracy.result()).isZero();
    accuracy.updateState(
        new int[] {0, 1}, new float[][] {{0.9f, 0.1f}, {0.8f, 0.2f}}, new float[] {3, 1});
    assertThat(accuracy.result()).isCloseTo(0.75, within(1e-12));

    var loss = new Mean();
    loss.updateState(2.0);
    loss.updateState(new double[] {4, 6});
    assertThat(loss.result()).isEqualTo(4);
    loss.resetState();
    loss.updateState(new double[] {4, 6}, new double[] {3, 1});
    assertThat(loss.result()).isEqualTo(4.5);
    var sum = new Sum();
    sum.updateState(List.of(1, 2, 3));
    assertThat(sum.result()).isEqualTo(6);
    var scores = new F1Score();
    scores.updateState(new float[][] {{1, 0}, {0, 1}}, new float[][] {{0.9f, 0.1f}, {0.2f, 0.8f}});
    assertThat(scores.results().get("f1_score").toFloatVector())
        .containsExactly(new float[] {1, 1}, within(1e-6f));
    assertThatThrownBy(scores::result).hasMessageContaining("Ask results()");
  }

  @Test
  void callbacksSeeTheOptimizerAndPredict() {
    List<Double> seen = new ArrayList<>();
    class Halving extends Callback {
      @Override
      public void onEpochEnd(int epoch, Logs logs) {
        model().optimizer().learningRate(0.5 * model().optimizer().learningRate());
        seen.add(model().optimizer().learningRate());
        seen.add((double) model().predict(new float[][] {{0, 0}})[0][0]);
      }
    }
    Sequential model = ones(2);
    model.compile(new SGD(0.0), "mse");
    model.compile(new SGD(0.5), (yTrue, yPred) -> Ops.mean(yPred.times(0), -1));
    model.fit(Nd4j.ones(2, 2), Nd4j.ones(2, 1), f -> f.callbacks(new Halving()).verbose(0));
    assertThat(seen).containsExactly(0.25, 0.0);
    assertThatThrownBy(
            () ->
                model
                    .fit(Nd4j.ones(2, 2), Nd4j.ones(2, 1), f -> f.verbose(0))
                    .history()
                    .get("val_loss"))
        .hasMessageContaining("Received: \"val_loss\". Choose among [loss].");
  }

  @Test
  void rowsOfJavaCountDifferently() {
    Sequential model = ones(2);
    model.compile(new SGD(0.0), "mse");
    float[][] x = {{1, 1}, {2, 2}};
    float[] y = {0, 0};
    double[] w = {1, 3};
    double expected = (4 + 3 * 16) / 2.0;
    assertThat(model.trainOnBatch(x, y, w).get("loss")).isEqualTo(expected);
    assertThat(model.testOnBatch(x, y, Map.of("d", w)).get("loss")).isEqualTo(expected);
    assertThat(model.evaluate(x, y, e -> e.sampleWeight(w)).get("loss")).isEqualTo(expected);
    History h =
        model.fit(x, y, f -> f.sampleWeight(Map.of("d", w)).validationData(x, y, w).verbose(0));
    assertThat(h.get("loss")).containsExactly(expected);
    assertThat(h.get("val_loss")).containsExactly(expected);
    try (SplitStep step = model.splitStep()) {
      assertThat(step.computeGradients(x, y).get("loss")).isEqualTo(10);
    }
    var loss = new io.hornbill.losses.MeanSquaredError();
    model.compile(
        c ->
            c.optimizer(new SGD(0.0))
                .step(
                    s -> {
                      Tensor in = s.input(), target = s.input(), pred = s.call(model, in);
                      Tensor each = loss.apply(target, pred);
                      if (s.hasInput()) {
                        Tensor weight = s.input();
                        s.metric("mae", target, pred, weight);
                        each = each.times(weight);
                      }
                      s.minimize("loss", Ops.mean(each), model);
                    }));
    float[][] targets = {{0}, {0}};
    assertThat(model.evaluate(x, targets, e -> e.sampleWeight(w)))
        .containsEntry("loss", expected)
        .containsEntry("mae", 3.5);
    assertThat(model.evaluate(x, targets)).containsEntry("loss", 10.0);
    h = model.fit(x, new int[][] {{0}, {1}}, f -> f.classWeight(Map.of(0, 2, 1, 3)).verbose(0));
    assertThat(h.get("loss")).containsExactly((2 * 4 + 3 * 9) / 2.0);
  }

  @Test
  void sourcesAreLoopedOverAndMadeByNumbers() {
    BatchSource source = BatchSource.of(3, i -> new Batch(new float[][] {{i}}, new int[] {i}));
    assertThat(source.batches()).isEqualTo(3);
    List<Double> seen = new ArrayList<>();
    for (Batch batch : source) {
      seen.add(batch.x().get(0).getDouble(0) + batch.y().get(0).getDouble(0));
    }
    assertThat(seen).containsExactly(0.0, 2.0, 4.0);
    List<Batch> all = new ArrayList<>();
    BatchSource.of(new float[][] {{1}, {2}, {3}}, new int[] {1, 2, 3}, 2).forEach(all::add);
    assertThat(all.get(0).x().get(0).toFloatVector()).containsExactly(1, 2);
    Iterator<Batch> windows =
        Timeseries.dataset(new float[] {1, 2, 3, 4}, new float[] {3, 4}, 2, o -> {}).iterator();
    assertThat(windows.next().y().get(0).toFloatVector()).containsExactly(3, 4);
    assertThat(windows.hasNext()).isFalse();
    assertThatThrownBy(windows::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void statesAreGivenToACall() {
    Tensor x = Input.of(2, 1), h = Input.of(1), c = Input.of(1);
    var lstm = new LSTM(1);
    var one = new Model(List.of(x, h, c), lstm.apply(x, o -> o.initialState(h, c)));
    var other = new Model(List.of(x, h, c), lstm.apply(x, h, c));
    List<INDArray> data = List.of(Nd4j.ones(1, 2, 1), Nd4j.ones(1, 1), Nd4j.ones(1, 1).mul(2));
    assertThat(one.predict(data)).isEqualTo(other.predict(data));

    var stateful = new SimpleRNN(1).stateful(true).kernelInitializer("ones");
    var model = new Sequential(new Input(2, 1).batchSize(1), stateful);
    INDArray first = model.predict(Nd4j.ones(1, 2, 1));
    assertThat(model.predict(Nd4j.ones(1, 2, 1))).isNotEqualTo(first);
    model.resetStates();
    assertThat(model.predict(Nd4j.ones(1, 2, 1))).isEqualTo(first);
  }

  @Test
  void functionsAreRegisteredAndFoundInFiles(@TempDir Path folder) {
    Activations.register("guides_square", x -> Ops.square(x));
    Losses.register("guides_loss", (yTrue, yPred) -> Ops.mean(Ops.abs(yTrue.minus(yPred)), -1));
    var model = new Sequential(new Input(2), new Dense(1).activation("guides_square"));
    model.compile("sgd", "guides_loss");
    model.save(folder.resolve("m.keras"));
    Model again = Model.load(folder.resolve("m.keras"));
    assertThat(again.isCompiled()).isTrue();
    float[][] x = {{1, 2}};
    assertThat(again.predict(x)).isEqualTo(model.predict(x));
    assertThat(again.evaluate(x, new float[] {3})).isEqualTo(model.evaluate(x, new float[] {3}));

    Model copy = Model.cloneModel(model);
    copy.setWeights(model.getWeights());
    assertThat(copy.predict(x)).isEqualTo(model.predict(x));
  }

  @Test
  void mixedListsAndMapsAreTyped() {
    double rates = 0;
    for (var optimizer : List.of(new SGD(0.5), new RMSprop(0.25), new Adam(0.125))) {
      rates += optimizer.learningRate();
    }
    assertThat(rates).isEqualTo(0.875);
    assertThat(Stream.of(new Precision(), new Recall()).map(metric -> metric.name()))
        .containsExactly("precision", "recall");
    Map<String, ?> losses =
        Map.of(
            "priority", new io.hornbill.losses.BinaryCrossentropy().fromLogits(true),
            "kind", new io.hornbill.losses.CategoricalCrossentropy().fromLogits(true));
    assertThat(losses).hasSize(2);
    var decay = new PiecewiseConstantDecay(List.of(100, 200), List.of(1.0, 0.5, 0.1));
    assertThat(decay.rate(150)).isEqualTo(0.5);
    assertThat(new Discretization(0.5, 1.5).apply(Nd4j.createFromArray(0f, 1f, 2f).reshape(3, 1)))
        .isEqualTo(Nd4j.createFromArray(0f, 1f, 2f).reshape(3, 1));
    var normalization = new Normalization();
    normalization.adapt(new double[] {1, 3});
    assertThat(normalization.apply(Nd4j.ones(1, 1)).getDouble(0)).isCloseTo(-1, within(1e-6));
  }

  @Test
  void opsTakeNumbersOnBothSidesAndAreKeptInModels(@TempDir Path folder) {
    Tensor x = Input.of(2);
    Tensor zeros = Ops.concatenate(List.of(Ops.zerosLike(x), Ops.onesLike(x)), 1);
    List<Tensor> outputs =
        List.of(
            Ops.subtract(1, x),
            Ops.divide(1, x),
            Ops.power(2, x),
            Ops.maximum(1.5, x),
            Ops.minimum(1.5, x),
            Ops.add(1, Ops.multiply(2, x)),
            zeros,
            Ops.cast(x.times(-1.7), "int32"),
            Ops.cast(x.minus(1), "bool"));
    Model model = new Model(x, outputs);
    model.save(folder.resolve("ops.keras"));
    for (Model each : List.of(model, Model.load(folder.resolve("ops.keras")))) {
      assertThat(each.predict(List.of(Nd4j.createFromArray(new float[][] {{1, 2}}))))
          .extracting(y -> Arrays.toString(y.toFloatMatrix()[0]))
          .containsExactly(
              "[0.0, -1.0]",
              "[1.0, 0.5]",
              "[2.0, 4.0]",
              "[1.5, 2.0]",
              "[1.0, 1.5]",
              "[3.0, 5.0]",
              "[0.0, 0.0, 1.0, 1.0]",
              "[-1.0, -3.0]",
              "[0.0, 1.0]");
    }
    var taken =
        new Lambda(y -> Ops.take(y, Ops.arange(2, 0, -2), 1)).apply(Nd4j.arange(6).reshape(2, 3));
    assertThat(taken.toFloatMatrix()).isEqualTo(new float[][] {{2}, {5}});
    assertThatThrownBy(() -> Ops.cast(x, "float8")).hasMessageContaining("Received: \"float8\"");
    assertThatThrownBy(() -> Ops.arange(0, 1, 0)).hasMessageContaining("step must not be 0");
  }

  /** The gradient of (|w| - 1)² by w = (3, 4) is 2 · 4 · w / 5. */
  @Test
  void gradientsAreTakenOfGradients() {
    var critic = new Sequential(new Input(2), new Dense(1).useBias(false));
    critic.build(-1, 2);
    critic.setWeights(List.of(Nd4j.createFromArray(new float[][] {{3}, {4}})));
    var sgd = new SGD(0.1);
    try (var step =
        new OwnStep(
            s -> {
              Tensor x = s.input();
              Tensor slope = Ops.gradients(s.call(critic, x), List.of(x)).get(0);
              Tensor norm = Ops.sqrt(Ops.sum(Ops.square(slope), 1));
              s.minimize("penalty", Ops.mean(Ops.square(norm.minus(1))), sgd, critic);
            })) {
      assertThat(step.run(Nd4j.rand(4, 2)).get("penalty")).isCloseTo(16, within(1e-5));
    }
    float[] w = critic.getWeights().get(0).toFloatVector();
    assertThat(w[0]).isCloseTo(2.52f, within(1e-5f));
    assertThat(w[1]).isCloseTo(3.36f, within(1e-5f));
  }

  @Test
  void settingsThatMustBeThereAreAskedFor() {
    Config config = new Config().with("units", 3).with("rate", 0.5);
    assertThat(config.integer("units")).isEqualTo(3);
    assertThatThrownBy(() -> config.integer("rate")).hasMessageContaining("\"rate\"");
    assertThatThrownBy(() -> config.integer("filters")).hasMessageContaining("\"filters\"");
  }

  @Test
  void randomNumbersHaveTheShapeThatIsAsked() {
    try (var step =
        new OwnStep(
            s -> {
              Tensor x = s.input();
              s.report("normal", Ops.mean(s.randomNormal(x.dim(0), 5000)));
              s.report("uniform", Ops.mean(s.randomUniform(x.dim(0), 5000)));
            })) {
      Logs logs = step.run(Nd4j.ones(2, 1));
      assertThat(logs.get("normal")).isCloseTo(0, within(0.05));
      assertThat(logs.get("uniform")).isCloseTo(0.5, within(0.02));
    }
  }

  @Test
  void messagesSayWhoseTheyAreAndWhatToDo() {
    assertThatThrownBy(() -> ones(4).predict(new float[] {1, 2, 3, 4}))
        .hasMessageContaining("Received: [4]. Pass one sample as a batch of one");
    assertThatThrownBy(() -> new Dense(1).kernelInitializer("glorot"))
        .hasMessageContaining("The nearest names are \"glorot_normal\", \"glorot_uniform\"");
    assertThatThrownBy(() -> new Sequential(new Input(2, 2, 1), new Conv2D(3, 5).name("c")))
        .hasMessage(
            "Conv2D \"c\": the window must fit into the input. Received: kernelSize [5, 5], input [?,"
                + " 2, 2, 1]. Use a smaller one, padding \"same\", or larger inputs.");
    assertThatThrownBy(() -> new MaxPooling2D(3).name("p").apply(Input.of(2, 2, 1)))
        .hasMessageContaining(
            "MaxPooling2D \"p\": the window must fit into the input. Received: poolSize [3, 3]");
  }
}
