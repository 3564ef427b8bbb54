package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.*;
import io.hornbill.base.Config;
import io.hornbill.callbacks.*;
import io.hornbill.data.*;
import io.hornbill.graph.*;
import io.hornbill.initializers.*;
import io.hornbill.layers.*;
import io.hornbill.layers.augmentation.*;
import io.hornbill.layers.preprocessing.*;
import io.hornbill.losses.*;
import io.hornbill.metrics.*;
import io.hornbill.optimizers.*;
import io.hornbill.optimizers.schedules.*;
import io.hornbill.regularizers.*;
import io.hornbill.training.*;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Programs in the manner of Keras' code examples, as somebody who knows them writes them. */
class CodeExamplesAsTypedTest {
  @TempDir private Path folder;

  private static float[][] rows(int count, int width) {
    float[][] x = new float[count][width];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        x[i][j] = (float) Math.sin(i * 0.7 + j);
      }
    }
    return x;
  }

  private static int[] labels(int count, int classes) {
    int[] y = new int[count];
    for (int i = 0; i < count; i++) {
      y[i] = i % classes;
    }
    return y;
  }

  private static INDArray pictures(int count, int size) {
    return Nd4j.linspace(0, 255, (long) count * size * size * 3)
        .castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT)
        .reshape(count, size, size, 3);
  }

  @Test
  void aConvnetForDigits() {
    Sequential model =
        new Sequential(
            new Input(28, 28, 1),
            new Conv2D(8, 3).activation("relu"),
            new MaxPooling2D(2, 2),
            new Conv2D(8, 3).activation("relu"),
            new MaxPooling2D(2),
            new Flatten(),
            new Dropout(0.5),
            new Dense(10, "softmax"));
    model.compile("adam", "categorical_crossentropy", "accuracy");
    INDArray x = Nd4j.rand(6, 28, 28, 1);
    INDArray y = Nd4j.eye(10).get(org.nd4j.linalg.indexing.NDArrayIndex.interval(0, 6));
    model.fit(x, y, f -> f.batchSize(2).epochs(1).validationSplit(0.34).verbose(0));
    Logs score = model.evaluate(x, y, e -> e.verbose(0));
    assertThat(score).containsKeys("loss", "accuracy");
  }

  private static Tensor entry(Tensor inputs) {
    Tensor x = new Rescaling(1.0 / 255).apply(inputs);
    x = new Conv2D(8, 3).strides(2).padding("same").apply(x);
    x = new BatchNormalization().apply(x);
    return new Activation("relu").apply(x);
  }

  @Test
  void imagesFromScratchAsASmallXception() {
    Tensor inputs = Input.of(16, 16, 3);
    Tensor x = entry(inputs);
    Tensor previous = x;
    for (int size : List.of(8, 12)) {
      x = new Activation("relu").apply(x);
      x = new SeparableConv2D(size, 3).padding("same").apply(x);
      x = new BatchNormalization().apply(x);
      x = new MaxPooling2D(3).strides(2).padding("same").apply(x);
      Tensor residual = new Conv2D(size, 1).strides(2).padding("same").apply(previous);
      x = new Add().apply(x, residual);
      previous = x;
    }
    x = new GlobalAveragePooling2D().apply(x);
    x = new Dropout(0.25).apply(x);
    Model model = new Model(inputs, new Dense(1).apply(x));
    model.compile(
        new Adam(3e-4),
        new io.hornbill.losses.BinaryCrossentropy().fromLogits(true),
        new io.hornbill.metrics.BinaryAccuracy().name("acc"));
    History history =
        model.fit(
            pictures(4, 16),
            new int[] {0, 1, 0, 1},
            f ->
                f.epochs(2)
                    .verbose(0)
                    .callbacks(new ModelCheckpoint(folder + "/save_at_{epoch}.keras")));
    assertThat(history.history()).containsKeys("loss", "acc");
    assertThat(folder.resolve("save_at_2.keras")).exists();
  }

  @Test
  void augmentationStandsBeforeTheModel() {
    Sequential augmentation =
        new Sequential(
            new RandomFlip("horizontal"),
            new RandomRotation(0.1),
            new RandomZoom(0.2, 0.2),
            new RandomContrast(0.1),
            new RandomTranslation(0.1, 0.1));
    Sequential model =
        new Sequential(
            new Input(8, 8, 3),
            augmentation,
            new Rescaling(1 / 127.5, -1),
            new Conv2D(4, 3).activation("relu"),
            new GlobalMaxPooling2D(),
            new Dense(2, "softmax"));
    model.compile("adam", "sparse_categorical_crossentropy");
    model.fit(pictures(4, 8), labels(4, 2), f -> f.verbose(0));
    INDArray once = model.predict(pictures(2, 8));
    assertThat(model.predict(pictures(2, 8))).isEqualTo(once);
  }

  @Test
  void textFromScratch() {
    TextVectorization vectorize =
        new TextVectorization().maxTokens(50).outputMode("int").outputSequenceLength(6);
    List<String> texts = List.of("a good film", "a bad film", "good good", "bad bad film");
    vectorize.adapt(texts);
    Sequential model =
        new Sequential(
            new Input(1).dtype("string"),
            vectorize,
            new Embedding(50, 8),
            new Dropout(0.5),
            new Conv1D(8, 3).padding("valid").activation("relu").strides(1),
            new GlobalMaxPooling1D(),
            new Dense(1, "sigmoid"));
    model.compile("adam", "binary_crossentropy", "accuracy");
    model.fit(
        texts, Nd4j.createFromArray(1f, 0f, 1f, 0f).reshape(4, 1), f -> f.epochs(2).verbose(0));
    assertThat(model.predict(List.of("what a film")).shape()).containsExactly(1, 1);
  }

  @Test
  void aBidirectionalLstmOnWordNumbers() {
    Tensor inputs = new Input(-1).dtype("int32").tensor();
    Tensor x = new Embedding(200, 16).apply(inputs);
    x = new Bidirectional(new LSTM(4).returnSequences(true)).apply(x);
    x = new Bidirectional(new LSTM(4)).apply(x);
    Tensor outputs = new Dense(1, "sigmoid").apply(x);
    Model model = new Model(inputs, outputs);
    model.compile("adam", "binary_crossentropy", "accuracy");
    int[][] words = {{1, 14, 22}, {5, 9, 0}};
    model.fit(words, new int[] {1, 0}, f -> f.batchSize(32).epochs(2).verbose(0));
    assertThat(model.predict(words)).hasDimensions(2, 1);
  }

  static final class TransformerBlock extends Layer {
    private final MultiHeadAttention att;
    private final Sequential ffn;
    private final LayerNormalization layernorm1 = new LayerNormalization().epsilon(1e-6);
    private final LayerNormalization layernorm2 = new LayerNormalization().epsilon(1e-6);
    private final Dropout dropout1;
    private final Dropout dropout2;

    TransformerBlock(int embedDim, int numHeads, int ffDim, double rate) {
      att = new MultiHeadAttention(numHeads, embedDim);
      ffn = new Sequential(new Dense(ffDim, "relu"), new Dense(embedDim));
      dropout1 = new Dropout(rate);
      dropout2 = new Dropout(rate);
    }

    @Override
    protected Tensor call(Tensor inputs, CallContext context) {
      Tensor attention = att.apply(inputs, inputs);
      attention = dropout1.apply(attention);
      Tensor out1 = layernorm1.apply(inputs.plus(attention));
      Tensor ffnOutput = ffn.apply(out1);
      ffnOutput = dropout2.apply(ffnOutput);
      return layernorm2.apply(out1.plus(ffnOutput));
    }
  }

  static final class TokenAndPositionEmbedding extends Layer {
    private final Embedding tokens;
    private final Embedding positions;
    private final int maxLength;

    TokenAndPositionEmbedding(int maxLength, int vocabulary, int width) {
      this.maxLength = maxLength;
      tokens = new Embedding(vocabulary, width);
      positions = new Embedding(maxLength, width);
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      Tensor places = Ops.expandDims(Ops.arange(maxLength, x.dataType()), 0);
      return tokens.apply(x).plus(positions.apply(places));
    }
  }

  @Test
  void aTransformerClassifiesTexts() {
    Tensor inputs = Input.of(6);
    Tensor x = new TokenAndPositionEmbedding(6, 30, 8).apply(inputs);
    x = new TransformerBlock(8, 2, 16, 0.1).apply(x);
    x = new GlobalAveragePooling1D().apply(x);
    x = new Dropout(0.1).apply(x);
    x = new Dense(20, "relu").apply(x);
    Model model = new Model(inputs, new Dense(2, "softmax").apply(x));
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    float[][] words = {{1, 2, 3, 4, 5, 6}, {6, 5, 4, 3, 2, 1}};
    model.fit(words, labels(2, 2), f -> f.epochs(3).verbose(0));
    assertThat(model.predict(words)).hasDimensions(2, 2);
  }

  @Test
  void aTimeseriesIsForecast() {
    Tensor inputs = Input.of(12, 3);
    Tensor lstm = new LSTM(8).apply(inputs);
    Model model = new Model(inputs, new Dense(1).apply(lstm));
    model.compile(new Adam(0.001), "mse");
    String path = folder + "/checkpoint.weights.h5";
    model.fit(
        Nd4j.rand(8, 12, 3),
        Nd4j.rand(8, 1),
        f ->
            f.epochs(2)
                .verbose(0)
                .validationSplit(0.25)
                .callbacks(
                    new EarlyStopping().monitor("val_loss").minDelta(0).patience(5),
                    new ModelCheckpoint(path)
                        .monitor("val_loss")
                        .saveWeightsOnly(true)
                        .saveBestOnly(true)));
    model.loadWeights(path);
    assertThat(Files.exists(Path.of(path))).isTrue();
  }

  @Test
  void anAutoencoderFindsAnomalies() {
    Sequential model =
        new Sequential(
            new Input(16, 1),
            new Conv1D(8, 7).padding("same").strides(2).activation("relu"),
            new Dropout(0.2),
            new Conv1D(4, 7).padding("same").strides(2).activation("relu"),
            new Conv1DTranspose(4, 7).padding("same").strides(2).activation("relu"),
            new Dropout(0.2),
            new Conv1DTranspose(8, 7).padding("same").strides(2).activation("relu"),
            new Conv1DTranspose(1, 7).padding("same"));
    model.compile(new Adam(0.001), "mse");
    INDArray x = Nd4j.rand(6, 16, 1);
    model.fit(x, x, f -> f.epochs(2).batchSize(3).verbose(0));
    INDArray mae = org.nd4j.linalg.ops.transforms.Transforms.abs(model.predict(x).sub(x)).mean(1);
    assertThat(mae.shape()).containsExactly(6, 1);
  }

  @Test
  void structuredDataWithPreprocessingLayers() {
    Normalization normalize = new Normalization();
    normalize.adapt(Nd4j.createFromArray(new float[][] {{20}, {40}, {60}}));
    StringLookup lookup =
        new StringLookup().vocabulary(List.of("low", "high")).outputMode("one_hot");
    Tensor age = new Input(1).name("age").tensor();
    Tensor kind = Input.strings("kind", 1);
    Tensor x = new Concatenate().apply(normalize.apply(age), lookup.apply(kind));
    x = new Dense(8, "relu").apply(x);
    x = new Dropout(0.5).apply(x);
    Model model = new Model(List.of(age, kind), new Dense(1, "sigmoid").apply(x));
    model.compile("adam", "binary_crossentropy", "accuracy");
    Map<String, Object> data =
        Map.of("age", new double[] {25, 35, 50}, "kind", List.of("low", "high", "low"));
    model.fit(data, new int[] {0, 1, 0}, f -> f.epochs(2).verbose(0));
    assertThat(model.predictRows(data).get(0)).hasDimensions(3, 1);
  }

  @Test
  void imbalancedClassesAreWeighed() {
    Sequential model =
        new Sequential(
            new Input(4),
            new Dense(8).activation("relu"),
            new Dropout(0.3),
            new Dense(1).activation("sigmoid"));
    model.compile(
        c ->
            c.optimizer(new Adam(1e-2))
                .loss("binary_crossentropy")
                .metrics(
                    new FalseNegatives().name("fn"),
                    new TruePositives().name("tp"),
                    new Precision().name("precision"),
                    new Recall().name("recall")));
    History history =
        model.fit(
            rows(8, 4),
            labels(8, 2),
            f -> f.epochs(1).verbose(0).classWeight(Map.of(0, 0.1, 1, 5.0)));
    assertThat(history.history()).containsKeys("fn", "tp", "precision", "recall");
  }

  @Test
  void moviesAreRecommendedByEmbeddings() {
    Tensor user = Input.of("user", 1);
    Tensor movie = Input.of("movie", 1);
    Tensor u =
        new Flatten()
            .apply(
                new Embedding(10, 4)
                    .embeddingsInitializer("he_normal")
                    .embeddingsRegularizer(new L2(1e-6))
                    .apply(user));
    Tensor m = new Flatten().apply(new Embedding(20, 4).apply(movie));
    Tensor score = new Activation("sigmoid").apply(new Dot(1).apply(u, m));
    Model model = new Model(List.of(user, movie), score);
    model.compile(new Adam(0.001), new io.hornbill.losses.BinaryCrossentropy());
    model.fit(
        List.of(new int[] {1, 2, 3}, new int[] {4, 5, 6}),
        new float[] {0, 0.5f, 1},
        f -> f.batchSize(64).epochs(1).verbose(0));
    assertThat(model.predictRows(List.of(new int[] {1}, new int[] {4})).get(0)).hasDimensions(1, 1);
  }

  @Test
  void numbersAreAddedBySequenceToSequence() {
    Sequential model = new Sequential();
    model.add(new Input(5, 12));
    model.add(new LSTM(16));
    model.add(new RepeatVector(3));
    model.add(new LSTM(16).returnSequences(true));
    model.add(new TimeDistributed(new Dense(12, "softmax")));
    model.compile("adam", "categorical_crossentropy", "accuracy");
    model.fit(Nd4j.rand(4, 5, 12), Nd4j.ones(4, 3, 12).div(12), f -> f.epochs(1).verbose(0));
    assertThat(model.predict(Nd4j.rand(2, 5, 12)).shape()).containsExactly(2, 3, 12);
  }

  static class AntirectifierLayer extends Layer {
    private Variable kernel;

    @Override
    protected void build(Shape input) {
      kernel = addWeight("kernel", Shape.of(input.last() * 2, input.last()), "he_normal");
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      x = x.minus(Ops.mean(x, new int[] {-1}, true));
      Tensor pos = Ops.relu(x);
      Tensor neg = Ops.relu(x.times(-1));
      return Ops.matmul(Ops.concatenate(List.of(pos, neg), -1), kernel.tensor());
    }
  }

  @Test
  void theAntirectifierIsSavedByItsConstructor() {
    Sequential model =
        new Sequential(new Input(6), new AntirectifierLayer(), new Dense(3), new Softmax());
    model.compile(new RMSprop(), "sparse_categorical_crossentropy", "sparse_categorical_accuracy");
    model.fit(rows(6, 6), labels(6, 3), f -> f.verbose(0));
    model.save(folder + "/anti.keras");
    Model again =
        Model.load(
            folder + "/anti.keras", o -> o.register("AntirectifierLayer", AntirectifierLayer::new));
    assertThat(again.predict(rows(2, 6))).isDeepEqualTo(model.predict(rows(2, 6)));
  }

  @Test
  void featuresAreTakenFromAPartOfAModel() {
    Tensor inputs = Input.of(8, 8, 3);
    Tensor x = new Conv2D(4, 3).name("block1").apply(inputs);
    x = new ReLU(6.0).apply(x);
    x = new Conv2D(4, 3).name("block2").apply(x);
    Model base = new Model(inputs, new GlobalAveragePooling2D().apply(x));
    Model extractor =
        new Model(
            base.inputs(),
            List.of(base.getLayer("block1").output(), base.getLayer("block2").output()));
    assertThat(extractor.predict(List.of(pictures(1, 8)))).hasSize(2);
    for (Layer layer : base.layers()) {
      layer.trainable(layer.name().startsWith("block2"));
    }
    assertThat(base.trainableWeights()).hasSize(2);
  }

  @Test
  void ratesFollowASchedule() {
    Sequential model =
        new Sequential(
            new Dense(4)
                .kernelInitializer(new RandomNormal(0, 0.02))
                .kernelRegularizer(new L1L2(1e-5, 1e-4))
                .activityRegularizer(new L2(1e-5)),
            new LeakyReLU(0.2),
            new Dense(1));
    model.compile(new SGD(new CosineDecay(0.1, 100)).momentum(0.9).nesterov(true), new Huber(2));
    List<Double> rates = new ArrayList<>();
    model.fit(
        rows(8, 3),
        new float[8],
        f ->
            f.epochs(3)
                .verbose(0)
                .callbacks(
                    new LambdaCallback()
                        .onEpochEnd((epoch, logs) -> rates.add(model.learningRate()))));
    assertThat(rates).hasSize(3).isSortedAccordingTo(Comparator.reverseOrder());
    model.compile(new SGD(0.1, 0.9), "mse");
    model.fit(
        rows(8, 3),
        new float[8],
        f ->
            f.epochs(2)
                .verbose(0)
                .callbacks(new LearningRateScheduler(epoch -> epoch < 1 ? 0.1 : 0.01)));
    assertThat(model.learningRate()).isEqualTo(0.01);
  }

  @Test
  void dataComeFromASource() {
    Sequential model = new Sequential(new Input(2), new Dense(1));
    model.compile("sgd", "mse", "mae");
    BatchSource numbers = BatchSource.of(Nd4j.rand(32, 2), Nd4j.rand(32, 1), 4);
    BatchSource train = numbers.take(6).shuffle(4, 1).prefetch(2);
    BatchSource validation = numbers.skip(6);
    History history = model.fit(train, f -> f.epochs(2).verbose(0).validation(validation));
    assertThat(history.history()).containsKeys("loss", "mae", "val_loss", "val_mae");
    assertThat(model.evaluate(validation)).containsKey("mae");
  }

  static final class DenseEncoder extends Model {
    private final Dense hidden;
    private final Dense out;
    private final int width;

    DenseEncoder(int width) {
      this.width = width;
      hidden = new Dense(width, "relu");
      out = new Dense(2);
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return out.apply(hidden.apply(x));
    }

    @Override
    public Config config() {
      return super.config().with("width", width);
    }
  }

  @Test
  void aSubclassedModelIsSavedAndLoaded() {
    DenseEncoder model = new DenseEncoder(5);
    model.compile("adam", "mse");
    model.fit(rows(4, 3), new float[4][2], f -> f.verbose(0));
    model.save(folder + "/encoder.keras");
    Model again =
        Model.load(
            folder + "/encoder.keras",
            o -> o.register("DenseEncoder", c -> new DenseEncoder(c.integer("width", 1))));
    assertThat(again.predict(rows(2, 3))).isDeepEqualTo(model.predict(rows(2, 3)));
  }

  @Test
  void stackedCellsRunAlongASequence() {
    RNN stacked = new RNN(List.of(new LSTMCell(8), new LSTMCell(4)));
    Sequential model = new Sequential(new Input(-1, 3), new Masking(0), stacked, new Dense(1));
    model.compile(new Adam(1e-3, 0.9, 0.98), "mse");
    model.fit(Nd4j.rand(4, 5, 3), new float[4], f -> f.verbose(0));
    assertThat(model.predict(Nd4j.rand(2, 7, 3)).shape()).containsExactly(2, 1);
  }

  @Test
  void gradientsAndNamesCanBeLookedAt() {
    Tensor inputs = Input.of(3);
    Tensor x = new Dense(4, "tanh").name("hidden").apply(inputs);
    x = new Concatenate(-1).apply(x, inputs);
    x = new ActivityRegularization().l2(1e-3).apply(x);
    Model model = new Model(inputs, new Dense(2).name("out").apply(x));
    model.compile(
        "adam",
        new io.hornbill.losses.SparseCategoricalCrossentropy().fromLogits(true),
        new io.hornbill.metrics.SparseTopKCategoricalAccuracy(1));
    Map<String, INDArray> gradients =
        model.gradients(Nd4j.rand(2, 3), Nd4j.createFromArray(0f, 1f));
    assertThat(gradients).hasSize(4);
    assertThat(model.getLayer("hidden").getWeights()).hasSize(2);
    assertThat(model.weights().get(0).name()).contains("kernel");
  }
}
