package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.*;
import io.hornbill.callbacks.*;
import io.hornbill.data.*;
import io.hornbill.datasets.*;
import io.hornbill.graph.*;
import io.hornbill.layers.*;
import io.hornbill.layers.preprocessing.*;
import io.hornbill.losses.*;
import io.hornbill.losses.BinaryCrossentropy; // the metric is compiled by its name
import io.hornbill.metrics.*;
import io.hornbill.optimizers.*;
import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What users of Keras type first, as they type it, from a package and with imports of theirs. */
class WhatPeopleTypeTest {
  @TempDir private Path folder;

  private static INDArray line(long rows, long columns) {
    return Nd4j.linspace(DataType.FLOAT, 0, 1.0 / (rows * columns), rows * columns)
        .reshape(rows, columns);
  }

  private static Sequential binary() {
    return new Sequential(new Input(4), new Dense(1).activation("sigmoid"));
  }

  private final INDArray xa = line(8, 3);
  private final INDArray xb = line(8, 2);
  private final INDArray y = line(8, 1);

  private Model twoInputs() {
    Tensor a = Input.of("a", 3);
    Tensor b = Input.of("b", 2);
    Tensor out = new Dense(1).apply(new Concatenate().apply(a, b));
    return new Model(List.of(a, b), out);
  }

  @Test
  void modelsOfListsTakeListsAndMapsWithoutOptions() {
    Model model = twoInputs();
    model.compile(new Adam(0.001), "mse");

    History history = model.fit(List.of(xa, xb), List.of(y));
    Logs scores = model.evaluate(List.of(xa, xb), List.of(y));
    List<INDArray> p = model.predict(Map.of("a", xa, "b", xb));

    assertThat(history.history()).containsKey("loss");
    assertThat(scores.get("loss")).isPositive();
    assertThat(p.get(0).shape()).containsExactly(8, 1);
  }

  @Test
  void filesAreNamedByStrings() {
    Model model = twoInputs();
    String file = folder.resolve("m.keras").toString();
    model.save(file);
    model.saveWeights(folder.resolve("m.weights.h5").toString());
    Model again = Model.load(file);
    again.loadWeights(folder.resolve("m.weights.h5").toString());

    assertThat(again.predict(List.of(xa, xb)).get(0))
        .isEqualTo(model.predict(List.of(xa, xb)).get(0));
  }

  @Test
  void classesWeighWholeNumbers() {
    Sequential model = binary();
    model.compile(new SGD(0.01), "binary_crossentropy", "accuracy");
    INDArray labels = Nd4j.createFromArray(0, 1, 0, 1, 0, 1, 0, 1).reshape(8, 1);
    assertThat(
            model
                .fit(line(8, 4), labels, f -> f.classWeight(Map.of(0, 1, 1, 50)).verbose(0))
                .history())
        .containsKey("accuracy");
  }

  @Test
  void lossesOfSeveralOutputsAreListsAndMaps() {
    Input in = new Input(4);
    Tensor h = new Dense(4).dtype("float32").apply(in);
    Model model =
        new Model(in, List.of(new Dense(1).name("a").apply(h), new Dense(3).name("b").apply(h)));
    List<INDArray> targets = List.of(y, line(8, 3));
    model.compile(new Adam(0.0002, 0.5).clipnorm(1).clipvalue(0.5), List.of("mse", new Huber()));
    double listed = model.evaluate(List.of(line(8, 4)), targets).get("loss");
    model.compile("adam", Map.of("a", "mse", "b", new Huber()), "mae");
    Logs named = model.evaluate(List.of(line(8, 4)), targets);
    assertThat(named.get("loss")).isEqualTo(listed);
    assertThat(named).containsKeys("a_mae", "b_mae");
    assertThat(model.trainableVariables()).isEqualTo(model.trainableWeights()).hasSize(6);
  }

  @Test
  void layersAreCalledAsInKeras() {
    Input words = new Input(6, 4);
    LSTM lstm = new LSTM(3).returnState(true);
    List<Tensor> first = lstm.applyAll(words, c -> c.training(false));
    List<Tensor> next = lstm.applyAll(words, c -> c.initialState(first.get(1), first.get(2)));
    Tensor seen = new MultiHeadAttention(2, 4).apply(words, words, c -> c.training(false));
    Tensor gap = new Lambda((a, b) -> a.minus(b)).apply(seen, words);
    Tensor pooled = new MaxPooling1D().poolSize(3).apply(gap);
    assertThat(next).hasSize(3);
    assertThat(pooled.shape()).isEqualTo(Shape.of(-1, 2, 4));
    Dense dense = new Dense(1);
    dense.build(-1, 2);
    dense.setWeights(line(2, 1), line(1, 1).reshape(1));
    assertThat(dense.getWeights().get(0)).isEqualTo(line(2, 1));
  }

  /** Passes the context on, as Keras' layers pass on {@code training}. */
  static final class Block extends Layer {
    private final Dropout dropout = new Dropout(0.5);

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return x.plus(dropout.apply(x, context));
    }
  }

  @Test
  void aLayerPassesTheContextOn() {
    INDArray ones = Nd4j.ones(2, 3);
    assertThat(new Block().apply(ones)).isEqualTo(ones.mul(2));
    assertThat(new Block().apply(Nd4j.ones(9, 9), c -> c.training(true)).minNumber().intValue())
        .isEqualTo(1);
  }

  @Test
  void losslessModelsLowerWhatIsAdded() {
    Sequential model = binary();
    model.compile(
        c ->
            c.optimizer(new SGD(0.5))
                .step(s -> s.minimize(Ops.mean(Ops.square(s.call(model, s.input()).minus(1))))));
    List<Double> losses = model.fit(line(8, 4), f -> f.epochs(3).verbose(0)).history().get("loss");
    assertThat(losses.get(2)).isLessThan(losses.get(0));
    model.compile("sgd");
    assertThat(model.isCompiled()).isTrue();
    model.compile(new SGD(0.1));
    assertThat(model.optimizer().learningRate()).isEqualTo(0.1);
  }

  @Test
  void stepsTakeJavaArraysForEachOfTheirInputs() {
    Sequential model = binary();
    model.compile(
        c ->
            c.optimizer("sgd")
                .step(
                    s -> {
                      Tensor p = s.call(model, s.input());
                      Tensor actions = s.input();
                      s.minimize(Ops.mean(p.times(Ops.reshape(actions.times(s.input()), -1, 1))));
                    }));
    List<Object> targets = List.of(new int[] {1, 0, 1}, new float[] {1, 2, 3});
    assertThat(model.trainOnBatch(new float[3][4], targets).get("loss"))
        .isCloseTo(0.5 * (1 + 3) / 3, within(1e-6));
  }

  @Test
  void boundariesAreAList() {
    INDArray x = Nd4j.createFromArray(1f, 25f, 70f).reshape(3, 1);
    assertThat(new Discretization(List.of(20, 40, 60)).apply(x).toFloatVector())
        .containsExactly(0, 1, 3);
  }

  /** Ends at once. */
  static final class Once extends Callback {
    @Override
    public void onEpochEnd(int epoch, Logs logs) {
      model().stopTraining(epoch < 0);
      model().stopTraining(epoch == 0);
    }
  }

  @Test
  void callbacksStopTrainingByATruth() {
    Sequential model = binary();
    model.compile("sgd", "mse");
    assertThat(model.fit(line(8, 4), y, f -> f.epochs(5).callbacks(new Once()).verbose(0)).epoch())
        .hasSize(1);
  }

  @Test
  void patchesAndGradientsAreThoseOfKeras() {
    Input image = new Input(5, 4, 1);
    Input x = new Input(1);
    Tensor slope = Ops.gradients(Ops.square(x), x);
    try (Model patches = new Model(image, Ops.extractPatches(image, 2));
        Model slopes = new Model(x, slope)) {
      assertThat(
              patches
                  .predict(Nd4j.arange(20).reshape(1, 5, 4, 1).castTo(DataType.FLOAT))
                  .reshape(4, 4)
                  .toIntMatrix())
          .isDeepEqualTo(
              new int[][] {{0, 1, 4, 5}, {2, 3, 6, 7}, {8, 9, 12, 13}, {10, 11, 14, 15}});
      assertThat(slopes.predict(new float[][] {{3}})).isDeepEqualTo(new float[][] {{6}});
    }
  }

  @Test
  void earlyStoppingIsToldWhatToMonitor() {
    Sequential model = binary();
    model.compile(new Adam(0.001), "mse");
    EarlyStopping stop = new EarlyStopping().monitor("loss").minDelta(10).patience(1);
    model.fit(line(8, 4), y, f -> f.epochs(20).callbacks(stop).verbose(0));
    assertThat(stop.stoppedEpoch()).isEqualTo(1);
  }

  @Test
  void metricsAreLambdasOrLists() {
    Sequential model = binary();
    model.compile("adam", "mse", (yTrue, yPred) -> Ops.mean(Ops.abs(yTrue.minus(yPred))));
    assertThat(model.evaluate(line(8, 4), y)).containsKeys("loss", "metric");
    model.compile("adam", "mse", List.of("mae"));
    assertThat(model.evaluate(line(8, 4), y)).containsKeys("loss", "mae");
    model.compile(c -> c.optimizer("adam").loss("mse").metrics(List.of("mae", "accuracy")));
    assertThat(model.evaluate(line(8, 4), y)).containsKeys("loss", "mae", "accuracy");
    model.compile(new Adam(0.001), (yTrue, yPred) -> Ops.mean(Ops.square(yTrue.minus(yPred)), -1));
    assertThat(model.evaluate(line(8, 4), y)).containsKeys("loss");
  }

  @Test
  void binaryCrossentropyIsTheLossWhereOneIsImported() {
    Sequential model = binary();
    // region binaryCrossentropy
    // import io.hornbill.losses.*;
    // import io.hornbill.losses.BinaryCrossentropy;
    // import io.hornbill.metrics.*;
    model.compile("adam", new BinaryCrossentropy().labelSmoothing(0.1), "binary_crossentropy");

    var metric = new io.hornbill.metrics.BinaryCrossentropy();
    model.compile("adam", "binary_crossentropy", metric, "accuracy");
    // endregion
    assertThat(model.evaluate(line(8, 4), y)).containsKeys("loss", "accuracy");
    model.compile("adam", new BinaryCrossentropy(), "binary_crossentropy", "accuracy");
    assertThat(model.evaluate(line(8, 4), y)).containsKeys("loss", "binary_crossentropy");
    model.compile("adam", "logloss");
    assertThat(model.evaluate(line(8, 4), y).get("loss")).isPositive();
  }

  @Test
  void gradientsAreClippedByNormAndByValueAsInKerasOne() {
    Sequential model = new Sequential(new Input(2), new Dense(1).useBias(false));
    model.setWeights(List.of(Nd4j.zeros(DataType.FLOAT, 2, 1)));
    model.compile(new SGD(1).clipNorm(5).clipValue(3.5), "mse");
    // The gradient is -2 y x = (-60, -80): (-3, -4) by its norm, (-3, -3.5) by value.
    model.trainOnBatch(new float[][] {{3, 4}}, new float[] {10});
    float[] kernel = model.getWeights().get(0).data().asFloat();
    assertThat(kernel)
        .containsExactly(new float[] {3, 3.5f}, org.assertj.core.api.Assertions.within(1e-5f));
  }

  @Test
  void callbacksRunAlone() {
    List<String> seen = new ArrayList<>();
    Callback spy =
        new Callback() {
          @Override
          public void onEpochEnd(int epoch, Logs logs) {
            seen.add(epoch + " " + logs.get("loss"));
          }
        };
    History history = new History();
    Sequential model = binary();
    model.compile("adam", "mse");
    CallbackList callbacks = new CallbackList(List.of(spy, history), model);
    callbacks.onTrainBegin();
    for (int epoch = 0; epoch < 2; epoch++) {
      callbacks.onEpochBegin(epoch);
      Logs logs = model.trainOnBatch(line(8, 4), y);
      callbacks.onEpochEnd(epoch, logs);
    }
    callbacks.onTrainEnd();
    assertThat(seen).hasSize(2);
    assertThat(history.history().get("loss")).hasSize(2);
  }

  @Test
  void aMisspelledNumberNamesThoseThatAreThere() {
    Sequential model = binary();
    model.compile("adam", "mse", "accuracy");
    Logs logs = model.evaluate(line(8, 4), y);
    assertThatThrownBy(() -> logs.get("acc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Received: \"acc\". Choose among [loss, accuracy]");
  }

  @Test
  void imdbIsSplitAsInTheFirstVersions() {
    assumeTrue(
        Files.exists(
            Path.of(System.getenv().getOrDefault("KERAS_HOME", "none"), "datasets/imdb.npz")));
    var data = Imdb.loadData(o -> o.numWords(1000).testSplit(0.2));
    assertThat(data.test().x()).hasSize(10_000);
  }

  @Test
  void weightsBeginAsAFunctionOfShapeAndName() {
    List<String> names = new ArrayList<>();
    Dense dense =
        new Dense(2)
            .kernelInitializer(
                (shape, name) -> {
                  names.add(name);
                  return Nd4j.ones(shape).mul(3);
                })
            .biasInitializer((shape, name) -> Nd4j.ones(shape));
    Sequential model = new Sequential(new Input(3), dense);
    assertThat(model.predict(Nd4j.ones(DataType.FLOAT, 1, 3)).toFloatVector())
        .containsExactly(10, 10);
    assertThat(names).containsExactly("kernel");
    assertThatThrownBy(
            () ->
                new Sequential(
                        new Input(3), new Dense(2).kernelInitializer((shape, name) -> Nd4j.ones(7)))
                    .predict(Nd4j.ones(1, 3)))
        .hasMessageContaining("must have the shape of the weight \"kernel\", [3, 2]");
  }

  @Test
  void lossesAreCalledOnArrays() {
    INDArray y = Nd4j.createFromArray(new float[][] {{0, 1}, {0, 0}});
    INDArray p = Nd4j.createFromArray(new float[][] {{0.6f, 0.4f}, {0.4f, 0.6f}});
    assertThat(new Huber().apply(y, p).toFloatVector())
        .containsExactly(new float[] {0.18f, 0.13f}, within(1e-6f));
    assertThat(Losses.get("mse").apply(y, p).toFloatVector())
        .containsExactly(new float[] {0.36f, 0.26f}, within(1e-6f));
    Loss mine = (yTrue, yPred) -> Ops.mean(Ops.abs(yPred.minus(yTrue)), -1);
    assertThat(mine.apply(y, p).toFloatVector())
        .containsExactly(new float[] {0.6f, 0.5f}, within(1e-6f));
    INDArray classes = Nd4j.createFromArray(7, 0).castTo(DataType.FLOAT);
    assertThatThrownBy(() -> Losses.get("sparse_categorical_crossentropy").apply(classes, p))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7");
  }

  @Test
  void sequencesAndWindowsAreListsAndArraysOfJava() {
    float[] padded = {1, 2, 3, 0, 0, 4};
    assertThat(Sequences.pad(List.of(List.of(1, 2, 3), List.of(4))).ravel().toFloatVector())
        .containsExactly(padded);
    assertThat(Sequences.pad(List.of(List.of(1, 2, 3), new int[] {4}), 3).ravel().toFloatVector())
        .containsExactly(padded);
    assertThatThrownBy(() -> Sequences.pad(List.of(List.of(1.5))))
        .hasMessageContaining("each sequence must be an int[] or a list of whole numbers");
    assertThat(Timeseries.dataset(new float[] {1, 2, 3, 4}, null, 3).iterator().next().x().get(0))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{1, 2, 3}, {2, 3, 4}}));
  }

  @Test
  void metricsTakeWhatBatchesHave() {
    Sequential model = binary();
    var accuracy = new BinaryAccuracy();
    for (Batch batch : BatchSource.of(line(8, 4), Nd4j.ones(DataType.FLOAT, 8, 1), 4)) {
      accuracy.updateState(batch.y(), model.predictOnBatch(batch.x()));
    }
    assertThat(accuracy.result())
        .isEqualTo(
            model.predict(line(8, 4)).gt(0.5).castTo(DataType.FLOAT).meanNumber().doubleValue());
  }

  @Test
  void stringsAreInRows() {
    StringLookup jobs =
        new StringLookup().maskToken(null).vocabulary("cook", "smith").outputMode("multi_hot");
    assertThat(jobs.apply(new String[][] {{"cook", "cook"}, {"smith", "king"}}))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{0, 1, 0}, {1, 0, 1}}));
    assertThatThrownBy(() -> jobs.apply(new String[][] {{"cook"}, {"smith", "king"}}))
        .hasMessageContaining("rows must have one length. Received: 1 and 2");
    TextVectorization words = new TextVectorization();
    words.adapt("a good film", "a film");
    assertThat(words.getVocabulary(false)).containsExactly("film", "a", "good");
    assertThat(words.getVocabulary(true)).hasSize(5);
  }

  @Test
  void weightsAreVariables() {
    Sequential model = new Sequential(new Input(4), new Dense(2), new BatchNormalization());
    assertThat(model.variables()).isEqualTo(model.weights()).hasSize(6);
    assertThat(model.nonTrainableVariables()).isEqualTo(model.nonTrainableWeights()).hasSize(2);
    assertThat(new GlobalMaxPooling2D().keepdims(true).apply(Nd4j.ones(2, 3, 3, 4)).shape())
        .containsExactly(2, 1, 1, 4);
  }

  @Test
  void theFirstLayerSaysWhatTheDataAre() {
    Sequential model = new Sequential();
    model.add(new Dense(8).activation("relu").inputShape(4));
    model.add(new Dense(2).inputShape(99)); // of no meaning here
    assertThat(model.countParams()).isEqualTo(4 * 8 + 8 + 8 * 2 + 2);
    assertThat(model.inputs()).extracting(Tensor::shape).containsExactly(Shape.of(-1, 4));
    assertThat(new Sequential(new Dense(3).inputDim(5)).countParams()).isEqualTo(18);

    Sequential texts = new Sequential(new Embedding(10, 2).inputLength(6), new Flatten());
    assertThat(texts.outputs().get(0).shape()).isEqualTo(Shape.of(-1, 12));
    Sequential any = new Sequential(new Bidirectional(new LSTM(3)).inputShape(-1, 2));
    assertThat(any.predict(Nd4j.ones(1, 5, 2)).shape()).containsExactly(1, 6);

    TextVectorization words = new TextVectorization().outputSequenceLength(3).inputShape(1);
    words.adapt("a good film", "a film");
    assertThat(new Sequential(words).predict(List.of("a film")).toFloatVector())
        .containsExactly(3, 2, 0);
    assertThatThrownBy(() -> new Sequential(new Dense(1).inputShape(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lengths must be at least 1, or -1 for unknown");
    Sequential pictures = new Sequential();
    assertThatThrownBy(() -> pictures.add(new Conv2D(4, 3).inputShape(8, 8)))
        .isInstanceOf(IllegalArgumentException.class);
    pictures.add(new Conv2D(4, 3).inputShape(8, 8, 1));
    assertThat(pictures.outputs().get(0).shape()).isEqualTo(Shape.of(-1, 6, 6, 4));
    assertThatThrownBy(() -> ((Dense) model.layers().get(0)).inputShape(4))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void convolutionsAreToldTheirKernelsByName() {
    Sequential model =
        new Sequential(
            new Conv2D(4).kernelSize(3, 2).activation("relu").inputShape(8, 8, 1),
            new MaxPooling2D().poolSize(2, 2));
    assertThat(model.getWeights().get(0).shape()).containsExactly(3, 2, 1, 4);
    Conv2D unsized = new Conv2D(4);
    assertThatThrownBy(() -> unsized.apply(Input.of(8, 8, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there must be a size of the kernel. Received: none.");
  }
}
