package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.*;
import io.hornbill.base.Config;
import io.hornbill.callbacks.*;
import io.hornbill.data.*;
import io.hornbill.graph.*;
import io.hornbill.layers.*;
import io.hornbill.layers.preprocessing.*;
import io.hornbill.losses.*;
import io.hornbill.metrics.Metric;
import io.hornbill.optimizers.*;
import io.hornbill.optimizers.schedules.*;
import io.hornbill.training.*;
import java.nio.file.Path;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The programs of Keras' guides, as somebody who knows them writes them in Java. */
class GuidesAsTypedTest {
  @TempDir private Path folder;

  private static INDArray line(long... shape) {
    long count = 1;
    for (long length : shape) {
      count *= length;
    }
    return Nd4j.linspace(DataType.FLOAT, 0, 1.0 / count, count).reshape(shape);
  }

  private static INDArray classes(int rows, int count) {
    float[] labels = new float[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % count;
    }
    return Nd4j.createFromArray(labels);
  }

  // The functional API.

  @Test
  void aFunctionalClassifierIsTrainedTestedAndSaved() {
    Tensor inputs = Input.of("digits", 784);
    Tensor x = new Dense(64).activation("relu").apply(inputs);
    x = new Dense(64).activation("relu").apply(x);
    Tensor outputs = new Dense(10).apply(x);
    Model model = new Model(inputs, outputs).name("mnist_model");
    model.summary();
    model.compile(
        new RMSprop(), new SparseCategoricalCrossentropy().fromLogits(true), List.of("accuracy"));
    History history =
        model.fit(
            line(20, 784), classes(20, 10), f -> f.batchSize(64).epochs(2).validationSplit(0.2));
    Logs scores = model.evaluate(line(20, 784), classes(20, 10), e -> e.verbose(2));
    System.out.println("Test loss: " + scores.get("loss"));
    System.out.println("Test accuracy: " + scores.get("accuracy"));
    model.save(folder + "/my_model.keras");
    Model again = Model.load(folder + "/my_model.keras");
    assertThat(again.predict(line(2, 784))).isEqualTo(model.predict(line(2, 784)));
    assertThat(history.history()).containsKeys("val_loss", "val_accuracy");
  }

  @Test
  void oneGraphGivesSeveralModels() {
    Tensor image = Input.of("img", 28, 28, 1);
    Tensor x = new Conv2D(16, 3).activation("relu").apply(image);
    x = new Conv2D(32, 3).activation("relu").apply(x);
    x = new MaxPooling2D(3).apply(x);
    Tensor code = new GlobalMaxPooling2D().apply(x);
    Model encoder = new Model(image, code).name("encoder");
    x = new Reshape(4, 8, 1).apply(code);
    x = new Conv2DTranspose(16, 3).activation("relu").apply(x);
    Tensor decoded = new UpSampling2D(3).apply(x);
    Model autoencoder = new Model(image, decoded);
    assertThat(encoder.predict(line(2, 28, 28, 1)).shape()).containsExactly(2, 32);
    assertThat(autoencoder.predict(line(2, 28, 28, 1)).shape()).containsExactly(2, 18, 30, 16);
  }

  @Test
  void modelsAreCalledLikeLayersAndAveraged() {
    Tensor inputs = Input.of(16);
    List<Tensor> guesses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      guesses.add(new Model(inputs, new Dense(1).apply(inputs)).apply(inputs));
    }
    Model ensemble = new Model(inputs, new Average().apply(guesses));
    assertThat(ensemble.predict(line(2, 16)).shape()).containsExactly(2, 1);
  }

  @Test
  void ticketsHaveSeveralInputsAndOutputs() {
    Tensor title = Input.of("title", -1);
    Tensor body = Input.of("body", -1);
    Tensor tags = Input.of("tags", 12);
    Tensor titleFeatures = new LSTM(8).apply(new Embedding(100, 8).apply(title));
    Tensor bodyFeatures = new LSTM(4).apply(new Embedding(100, 8).apply(body));
    Tensor x = new Concatenate().apply(titleFeatures, bodyFeatures, tags);
    Tensor priority = new Dense(1).name("priority").apply(x);
    Tensor department = new Dense(4).name("department").apply(x);
    Model model =
        new Model(
            Map.of("title", title, "body", body, "tags", tags).values().stream().toList(),
            List.of(priority, department));
    model.compile(
        c ->
            c.optimizer(new RMSprop(1e-3))
                .loss("priority", new io.hornbill.losses.BinaryCrossentropy().fromLogits(true))
                .loss("department", new CategoricalCrossentropy().fromLogits(true))
                .lossWeights(Map.of("priority", 1.0, "department", 0.2)));
    History history =
        model.fit(
            Map.of("title", Nd4j.ones(8, 5), "body", Nd4j.ones(8, 7), "tags", line(8, 12)),
            Map.of("priority", classes(8, 2).reshape(8, 1), "department", Nd4j.eye(4).repeat(0, 2)),
            f -> f.epochs(2).batchSize(4).verbose(0));
    assertThat(history.history()).containsKeys("loss", "priority_loss", "department_loss");
  }

  @Test
  void aSmallResNetAddsTensors() {
    Tensor inputs = Input.of(12, 12, 3);
    Tensor x = new Conv2D(8, 3).activation("relu").apply(inputs);
    Tensor block = new MaxPooling2D(2).apply(x);
    x = new Conv2D(8, 3).activation("relu").padding("same").apply(block);
    x = new Conv2D(8, 3).activation("relu").padding("same").apply(x);
    Tensor sum = new Add().apply(x, block);
    Tensor plus = x.plus(block);
    x = new GlobalAveragePooling2D().apply(sum.plus(plus));
    x = new Dropout(0.5).apply(x);
    Model model = new Model(inputs, new Dense(10).apply(x));
    model.compile(
        new RMSprop(1e-3), new CategoricalCrossentropy().fromLogits(true), List.of("acc"));
    model.fit(line(4, 12, 12, 3), Nd4j.eye(10).get(rows(4)), f -> f.batchSize(2).verbose(0));
    assertThat(model.evaluate(line(4, 12, 12, 3), Nd4j.eye(10).get(rows(4)))).containsKey("acc");
  }

  private static org.nd4j.linalg.indexing.INDArrayIndex rows(int count) {
    return org.nd4j.linalg.indexing.NDArrayIndex.interval(0, count);
  }

  @Test
  void sharedLayersAndFeaturesOfLayers() {
    Embedding shared = new Embedding(100, 8);
    Tensor a = Input.of(-1);
    Tensor b = Input.of(-1);
    Model two = new Model(List.of(a, b), List.of(shared.apply(a), shared.apply(b)));
    assertThat(two.weights()).hasSize(1);

    Sequential model =
        new Sequential(new Input(4), new Dense(3).name("first"), new Dense(2).name("last"));
    List<Tensor> outputs = new ArrayList<>();
    for (Layer layer : model.layers()) {
      outputs.add(layer.output());
    }
    Model features = new Model(model.input(), outputs);
    assertThat(features.predict(List.of(line(2, 4)))).hasSize(2);
    Model last = new Model(model.inputs(), model.getLayer("last").output());
    assertThat(last.predict(line(2, 4))).isEqualTo(model.predict(line(2, 4)));
  }

  // The Sequential model.

  @Test
  void aSequentialIsBuiltWhenItSeesData() {
    Sequential model = new Sequential();
    model.add(new Dense(2).activation("relu"));
    model.add(new Dense(3).activation("relu"));
    model.add(new Dense(4));
    INDArray y = model.predict(Nd4j.ones(3, 3));
    assertThat(y.shape()).containsExactly(3, 4);
    assertThat(model.weights()).hasSize(6);
    model.summary();
  }

  @Test
  void transferLearningFreezesAllButTheLastLayer() {
    Sequential model = new Sequential(new Input(4), new Dense(3), new Dense(3), new Dense(2));
    for (Layer layer : model.layers().subList(0, model.layers().size() - 1)) {
      layer.trainable(false);
    }
    assertThat(model.trainableWeights()).hasSize(2);
    Sequential base = new Sequential(new Input(4), new Dense(3));
    base.trainable(false);
    Sequential whole = new Sequential(base, new Dense(1000));
    assertThat(whole.predict(line(2, 4)).shape()).containsExactly(2, 1000);
    assertThat(whole.trainableWeights()).hasSize(2);
  }

  // Training and evaluation with the built-in methods.

  @Test
  void ownLossesAndMetrics() {
    Sequential model = new Sequential(new Input(4), new Dense(2).activation("softmax"));
    Loss custom = (yTrue, yPred) -> Ops.mean(Ops.square(yTrue.minus(yPred)), -1);
    model.compile(new Adam(), custom);
    model.fit(line(8, 4), Nd4j.eye(2).repeat(0, 4), f -> f.batchSize(4).epochs(1).verbose(0));
    model.compile(
        new Adam(1e-3), custom, Metric.of("mine", (t, p) -> Ops.mean(Ops.abs(t.minus(p)))), "mse");
    assertThat(model.evaluate(line(8, 4), Nd4j.eye(2).repeat(0, 4)))
        .containsKeys("loss", "mine", "mse");
  }

  @Test
  void schedulesAndWeights() {
    Sequential model = new Sequential(new Input(4), new Dense(1));
    Schedule schedule = new ExponentialDecay(0.1, 100000, 0.96).staircase(true);
    model.compile(new RMSprop(schedule), "mse");
    INDArray sampleWeight = Nd4j.ones(8);
    model.fit(line(8, 4), line(8, 1), f -> f.sampleWeight(sampleWeight).epochs(1).verbose(0));
    model.fit(
        line(8, 4),
        line(8, 1),
        f -> f.validationData(line(4, 4), line(4, 1)).validationSteps(1).verbose(0));
    assertThat(model.learningRate()).isPositive();
  }

  @Test
  void callbacksOfTheGuide() {
    Sequential model = new Sequential(new Input(4), new Dense(1));
    model.compile("sgd", "mse");
    model.fit(
        line(20, 4),
        line(20, 1),
        f ->
            f.epochs(4)
                .batchSize(8)
                .validationSplit(0.2)
                .verbose(0)
                .callbacks(
                    List.of(
                        new EarlyStopping().monitor("val_loss").minDelta(1e-2).patience(2),
                        new ModelCheckpoint(folder + "/model_{epoch}.keras")
                            .saveBestOnly(true)
                            .monitor("val_loss"),
                        new ReduceLROnPlateau().monitor("val_loss").factor(0.2),
                        new CSVLogger(folder + "/log.csv"),
                        new LambdaCallback().onEpochEnd((epoch, logs) -> logs.get("val_loss")))));
    assertThat(folder.resolve("log.csv")).exists();
  }

  // Making layers and models by subclass.

  static final class Linear extends Layer {
    private final int units;
    private Variable w;
    private Variable b;

    Linear(int units) {
      this.units = units;
    }

    @Override
    protected void build(Shape input) {
      w = addWeight("w", Shape.of(input.last(), units), "random_normal");
      b = addWeight("b", units, "zeros");
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return Ops.matmul(x, w.tensor()).plus(b);
    }

    @Override
    public Config config() {
      return super.config().with("units", units);
    }
  }

  static final class MLPBlock extends Layer {
    private final Linear linear1 = new Linear(32);
    private final Linear linear2 = new Linear(32);
    private final Linear linear3 = new Linear(1);

    @Override
    protected Tensor call(Tensor inputs, CallContext context) {
      Tensor x = linear1.apply(inputs);
      x = Ops.relu(x);
      x = linear2.apply(x);
      x = Ops.relu(x);
      return linear3.apply(x);
    }
  }

  static final class Sampling extends Layer {
    @Override
    protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
      Tensor mean = inputs.get(0);
      Tensor logVar = inputs.get(1);
      context.addLoss(Ops.mean(Ops.square(mean)).times(0.01));
      return List.of(
          mean.plus(Ops.exp(logVar.times(0.5)).times(context.randomNormal(mean.spec()))));
    }
  }

  static final class Encoder extends Layer {
    private final Dense proj = new Dense(8).activation("relu");
    private final Dense mean = new Dense(2);
    private final Dense logVar = new Dense(2);
    private final Sampling sampling = new Sampling();

    @Override
    protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
      Tensor x = proj.apply(inputs.get(0));
      Tensor m = mean.apply(x);
      Tensor v = logVar.apply(x);
      return List.of(m, v, sampling.apply(m, v));
    }
  }

  static final class VariationalAutoEncoder extends Model {
    private final Encoder encoder = new Encoder();
    private final Sequential decoder =
        new Sequential(new Dense(8).activation("relu"), new Dense(6).activation("sigmoid"));

    @Override
    protected Tensor call(Tensor inputs, CallContext context) {
      List<Tensor> code = encoder.applyAll(List.of(inputs));
      Tensor reconstructed = decoder.apply(code.get(2));
      Tensor v = code.get(1);
      context.addLoss(
          Ops.mean(v.minus(Ops.square(code.get(0))).minus(Ops.exp(v)).plus(1)).times(-0.0005));
      return reconstructed;
    }
  }

  @Test
  void ownLayersAreMadeOfOwnLayers() {
    MLPBlock block = new MLPBlock();
    Sequential model = new Sequential(new Input(64), block);
    assertThat(model.predict(Nd4j.ones(3, 64)).shape()).containsExactly(3, 1);
    assertThat(block.weights()).hasSize(6);
    assertThat(block.trainableWeights()).hasSize(6);
  }

  @Test
  void aVariationalAutoencoderOfTheGuide() {
    Hornbill.seed(1);
    VariationalAutoEncoder vae = new VariationalAutoEncoder();
    vae.compile(new Adam(1e-2), "mse");
    List<Double> loss =
        vae.fit(line(32, 6), line(32, 6), f -> f.epochs(40).verbose(0)).history().get("loss");
    assertThat(loss.get(39)).isLessThan(loss.get(0));
    vae.saveWeights(folder + "/vae.weights.h5");
    VariationalAutoEncoder again = new VariationalAutoEncoder();
    again.buildFor(Shape.of(-1, 6));
    again.loadWeights(folder + "/vae.weights.h5");
    assertThat(again.getWeights()).isEqualTo(vae.getWeights());
  }

  // Customizing what happens in fit; a loop from scratch.

  static final class CustomModel extends Model {
    private final Dense dense = new Dense(1);

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return dense.apply(x);
    }
  }

  @Test
  void fitIsCustomized() {
    CustomModel model = new CustomModel();
    model.compile(
        c ->
            c.optimizer("adam")
                .step(
                    s -> {
                      Tensor x = s.input();
                      Tensor y = s.input();
                      Tensor yPred = s.call(model, x);
                      s.metric("mae", y, yPred);
                      s.minimize("loss", Ops.mean(Ops.square(y.minus(yPred))), model);
                    }));
    History history = model.fit(line(16, 4), line(16, 1), f -> f.epochs(3).verbose(0));
    assertThat(history.history()).containsOnlyKeys("loss", "mae");
  }

  @Test
  void aLoopFromScratch() {
    Sequential model = new Sequential(new Input(4), new Dense(1));
    Optimizer optimizer = new SGD(1e-2);
    try (OwnStep trainStep =
        new OwnStep(
            s -> {
              Tensor x = s.input();
              Tensor y = s.input();
              Tensor logits = s.call(model, x);
              s.metric("mae", y, logits);
              s.minimize("loss", Ops.mean(Ops.square(logits.minus(y))), optimizer, model);
            })) {
      for (int epoch = 0; epoch < 2; epoch++) {
        trainStep.resetMetrics();
        for (int step = 0; step < 3; step++) {
          Logs logs = trainStep.run(line(8, 4), line(8, 1));
          assertThat(logs.get("loss")).isPositive();
        }
      }
    }
  }

  // Masks and recurrent layers.

  @Test
  void masksOfTheGuide() {
    Sequential model =
        new Sequential(new Embedding(100, 8).maskZero(true), new LSTM(4), new Dense(1));
    INDArray padded = Nd4j.createFromArray(new float[][] {{1, 2, 0, 0}, {3, 4, 5, 6}});
    assertThat(model.predict(padded).shape()).containsExactly(2, 1);
    Tensor inputs = Input.of(-1, 3);
    Tensor masked = new Masking().apply(inputs);
    Model lstm = new Model(inputs, new LSTM(4).apply(masked));
    assertThat(lstm.predict(line(2, 5, 3)).shape()).containsExactly(2, 4);
  }

  @Test
  void recurrentLayersOfTheGuide() {
    Sequential model = new Sequential();
    model.add(new Input(5, 10));
    model.add(new Bidirectional(new LSTM(8).returnSequences(true)));
    model.add(new Bidirectional(new GRU(4)));
    model.add(new Dense(10));
    assertThat(model.predict(line(2, 5, 10)).shape()).containsExactly(2, 10);

    Tensor encoderInput = Input.of(-1, 6);
    List<Tensor> encoded =
        new LSTM(8).returnState(true).name("encoder").applyAll(List.of(encoderInput));
    Tensor decoderInput = Input.of(-1, 6);
    Tensor decoded =
        new LSTM(8).name("decoder").apply(List.of(decoderInput, encoded.get(1), encoded.get(2)));
    Model seq = new Model(List.of(encoderInput, decoderInput), new Dense(10).apply(decoded));
    assertThat(seq.predict(List.of(line(2, 4, 6), line(2, 3, 6))).get(0).shape())
        .containsExactly(2, 10);
    Sequential stacked = new Sequential(new RNN(new LSTMCell(8)), new Dense(1));
    assertThat(stacked.predict(line(2, 4, 6)).shape()).containsExactly(2, 1);
  }

  // Own callbacks.

  @Test
  void callbacksOfOnesOwn() {
    List<String> seen = new ArrayList<>();
    class CustomCallback extends Callback {
      @Override
      public void onTrainBegin(Logs logs) {
        seen.add("Starting training; got log keys: " + logs.keySet());
      }

      @Override
      public void onEpochEnd(int epoch, Logs logs) {
        seen.add("End epoch %d; got log keys: %s".formatted(epoch, logs.keySet()));
        if (logs.get("loss") < 1e9) {
          model().stopTraining();
        }
        model().learningRate(model().learningRate() / 2);
      }

      @Override
      public void onTrainBatchEnd(int batch, Logs logs) {
        seen.add("...batch " + batch + " " + logs.get("loss"));
      }

      @Override
      public void onTestEnd(Logs logs) {
        seen.add("Stop testing");
      }

      @Override
      public void onPredictEnd(Logs logs) {
        seen.add("Stop predicting");
      }
    }
    Sequential model = new Sequential(new Input(4), new Dense(1));
    model.compile(new RMSprop(0.1), "mean_squared_error", "mean_absolute_error");
    model.fit(
        line(16, 4),
        line(16, 1),
        f -> f.batchSize(8).epochs(5).verbose(0).callbacks(new CustomCallback()));
    model.evaluate(line(16, 4), line(16, 1), e -> e.verbose(0).callbacks(new CustomCallback()));
    model.predict(line(16, 4), p -> p.callbacks(new CustomCallback()));
    assertThat(seen)
        .contains(
            "Starting training; got log keys: []",
            "End epoch 0; got log keys: [loss, mean_absolute_error]",
            "Stop testing",
            "Stop predicting");
    assertThat(model.learningRate()).isEqualTo(0.05);
  }

  // Transfer learning; serialization.

  @Test
  void aBaseIsCalledAsInPrediction() {
    Sequential base =
        new Sequential(new Input(8, 8, 3), new Conv2D(4, 3), new BatchNormalization());
    base.trainable(false);
    Tensor inputs = Input.of(8, 8, 3);
    Tensor x = new Rescaling(1 / 127.5, -1).apply(inputs);
    x = base.apply(x, c -> c.training(false));
    x = new GlobalAveragePooling2D().apply(x);
    x = new Dropout(0.2).apply(x);
    Model model = new Model(inputs, new Dense(1).apply(x));
    model.compile(
        new Adam(),
        new io.hornbill.losses.BinaryCrossentropy().fromLogits(true),
        "binary_accuracy");
    List<INDArray> before = base.getWeights();
    model.fit(line(4, 8, 8, 3), Nd4j.ones(4, 1), f -> f.epochs(1).verbose(0));
    assertThat(base.getWeights()).isEqualTo(before);
    base.trainable(true);
    model.compile(new Adam(1e-5), "binary_crossentropy");
    assertThat(model.trainableWeights()).hasSize(6);
  }

  @Test
  void architecturesAndWeightsAreKeptApart() {
    Sequential model = new Sequential(new Input(4), new Dense(3).activation("relu"), new Dense(1));
    String json = model.toJson();
    Model copy = Model.fromJson(json);
    copy.setWeights(model.getWeights());
    assertThat(copy.predict(line(2, 4))).isEqualTo(model.predict(line(2, 4)));
    model.save(folder + "/linear.keras");
    Sequential own = new Sequential(new Input(4), new Linear(2));
    own.save(folder + "/own.keras");
    Model loaded =
        Model.load(
            folder + "/own.keras",
            o -> o.register("Linear", config -> new Linear(config.integer("units", 1))));
    assertThat(loaded.predict(line(2, 4))).isEqualTo(own.predict(line(2, 4)));
  }

  @Test
  void javaArraysAreEnough() {
    Sequential model =
        new Sequential(new Dense(8).activation("relu"), new Dense(3).activation("softmax"));
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    float[][] x = {{1, 2}, {3, 4}, {5, 6}};
    int[] y = {0, 1, 2};
    model.fit(x, y, f -> f.epochs(2).verbose(0));
    double accuracy = model.evaluate(x, y).get("accuracy");
    float[][] p = model.predict(x);
    assertThat(p).hasDimensions(3, 3);
    assertThat(accuracy).isBetween(0.0, 1.0);
    assertThat(model.trainOnBatch(x, y)).containsKey("loss");
    assertThat(model.testOnBatch(x, y)).containsKey("loss");
  }
}
