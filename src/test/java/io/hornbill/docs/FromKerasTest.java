package io.hornbill.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.activations.Activations;
import io.hornbill.base.Config;
import io.hornbill.callbacks.CSVLogger;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.EarlyStopping;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.LambdaCallback;
import io.hornbill.callbacks.LearningRateScheduler;
import io.hornbill.callbacks.Logs;
import io.hornbill.callbacks.ModelCheckpoint;
import io.hornbill.callbacks.ReduceLROnPlateau;
import io.hornbill.callbacks.TensorBoard;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.datasets.Digits;
import io.hornbill.datasets.ImageFolder;
import io.hornbill.datasets.Labels;
import io.hornbill.datasets.Sequences;
import io.hornbill.datasets.TextFolder;
import io.hornbill.datasets.Timeseries;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Bidirectional;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.GRU;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.Lambda;
import io.hornbill.layers.Layer;
import io.hornbill.layers.LayerNormalization;
import io.hornbill.layers.Layers;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.MultiHeadAttention;
import io.hornbill.layers.Subtract;
import io.hornbill.layers.SummaryOptions;
import io.hornbill.layers.preprocessing.StringLookup;
import io.hornbill.layers.preprocessing.TextVectorization;
import io.hornbill.losses.BinaryCrossentropy;
import io.hornbill.losses.Huber;
import io.hornbill.losses.Loss;
import io.hornbill.losses.MeanSquaredError;
import io.hornbill.metrics.MeanAbsoluteError;
import io.hornbill.metrics.Metric;
import io.hornbill.operations.KerasOps;
import io.hornbill.optimizers.Adam;
import io.hornbill.optimizers.SGD;
import io.hornbill.optimizers.schedules.CosineDecay;
import io.hornbill.optimizers.schedules.Schedule;
import io.hornbill.regularizers.L1L2;
import io.hornbill.training.Remat;
import io.hornbill.visualization.Plots;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The Java of "From Keras to Hornbill", each pair in its turn. */
@SuppressWarnings({"unused", "ResultOfMethodCallIgnored"}) // as readers see it
class FromKerasTest {
  @TempDir private Path folder;
  private final INDArray x = Nd4j.linspace(0, 1, 256).reshape(64, 4);
  private final INDArray y = Nd4j.linspace(0, 1, 64).reshape(64, 1);

  private static Sequential model() {
    return new Sequential(new Input(4), new Dense(3).name("first"), new Dense(1));
  }

  private static Sequential compiled() {
    Sequential model = model();
    model.compile("adam", "mse", "mae");
    return model;
  }

  @Test
  void sequential() throws Exception {
    // region sequential
    var model = new Sequential(new Input(4), new Dense(32).activation("relu"), new Dense(1));
    // endregion
  }

  @Test
  void add() throws Exception {
    // region add
    var model = new Sequential();
    model.add(new Input(4));
    model.add(new Dense(1));
    // endregion
  }

  @Test
  void functional() throws Exception {
    // region functional
    Tensor a = Input.of(4);
    Tensor b = new Dense(8).activation("relu").apply(a);
    var model = new Model(a, new Dense(1).apply(b));
    // endregion
  }

  @Test
  void several() throws Exception {
    // region several
    Tensor a = Input.of(4), b = Input.of(2);
    Tensor both = new Concatenate().apply(a, b);
    var model =
        new Model(
            List.of(a, b),
            List.of(new Dense(1).name("price").apply(both), new Dense(3).name("kind").apply(both)));
    // endregion
  }

  @Test
  void gradients() throws Exception {
    var model = model();
    // region gradients
    class Saliency extends Model {
      private final Model of = model;

      @Override
      protected Tensor call(Tensor x, CallContext context) {
        Tensor score = Ops.max(of.apply(x), -1);
        return Ops.gradients(score, x);
      }
    }
    INDArray saliency = new Saliency().predict(x);
    // endregion
    assertThat(saliency.shape()).isEqualTo(x.shape());
  }

  @Test
  void ownStep() throws Exception {
    var model = model();
    // region ownStep
    model.compile(
        c ->
            c.optimizer(new Adam(1e-3))
                .step(
                    s -> {
                      Tensor input = s.input(), target = s.input(); // x, then y
                      Tensor prediction = s.call(model, input);
                      s.minimize(Ops.mean(Ops.square(prediction.minus(target))));
                      s.metric("mae", target, prediction);
                    }));
    model.fit(x, y, f -> f.epochs(2));
    // endregion
    assertThat(model.evaluate(x, y)).containsKeys("loss", "mae");
  }

  @Test
  void attention() throws Exception {
    // region attention
    Input words = new Input(-1, 16);
    Tensor seen = new MultiHeadAttention(2, 8).useCausalMask(true).apply(words, words);
    Tensor summed = new LayerNormalization().apply(words.plus(seen));
    // endregion
  }

  @Test
  void lossesOfOutputs() throws Exception {
    Tensor x = Input.of(4);
    var model = new Model(x, List.of(new Dense(1).apply(x), new Dense(3).apply(x)));
    // region lossesOfOutputs
    model.compile("adam", List.of("mse", "sparse_categorical_crossentropy"), "accuracy");
    // endregion
  }

  @Test
  void shared() throws Exception {
    // region shared
    Dense tower = new Dense(8);
    Tensor left = Input.of(4), right = Input.of(4);
    Tensor out = new Subtract().apply(tower.apply(left), tower.apply(right));
    // endregion
  }

  @Test
  void nested() throws Exception {
    // region nested
    var encoder = new Sequential(new Input(4), new Dense(2));
    var model = new Sequential(encoder, new Dense(1));
    // endregion
  }

  @Test
  void compile() throws Exception {
    var model = model();
    // region compile
    model.compile("adam", "mse", "mae");
    // endregion
  }

  @Test
  void compileObjects() throws Exception {
    var model = model();
    // region compileObjects
    model.compile(new Adam().learningRate(1e-3).clipNorm(1.0), new Huber().delta(0.5), "mae");
    // endregion
  }

  @Test
  void fit() throws Exception {
    var model = compiled();
    // region fit
    History history = model.fit(x, y, f -> f.batchSize(16).epochs(2).validationSplit(0.25));
    // endregion
  }

  @Test
  void history() throws Exception {
    var model = compiled();
    History history = model.fit(x, y);
    // region history
    List<Double> losses = history.history().get("loss");
    double last = losses.get(losses.size() - 1);
    // endregion
  }

  @Test
  void validation() throws Exception {
    var model = compiled();
    // region validation
    model.fit(x, y, f -> f.validationData(x, y).validationFreq(2).epochs(2));
    // endregion
  }

  @Test
  void weights() throws Exception {
    var model = compiled();
    INDArray w = Nd4j.ones(64);
    // region weights
    model.fit(x, y, f -> f.sampleWeight(w));
    // endregion
  }

  @Test
  void evaluate() throws Exception {
    var model = compiled();
    // region evaluate
    Logs scores = model.evaluate(x, y);
    double loss = scores.get("loss");
    // endregion
  }

  @Test
  void predict() throws Exception {
    var model = compiled();
    // region predict
    INDArray p = model.predict(x, o -> o.batchSize(256));
    // endregion
  }

  @Test
  void batch() throws Exception {
    var model = compiled();
    // region batch
    model.trainOnBatch(x, y);
    model.testOnBatch(x, y);
    model.predictOnBatch(x);
    // endregion
  }

  @Test
  void early() throws Exception {
    // region early
    var stop = new EarlyStopping("val_loss").patience(3).restoreBestWeights(true);
    // endregion
  }

  @Test
  void checkpoint() throws Exception {
    // region checkpoint
    var best = new ModelCheckpoint("best.keras").monitor("loss").saveBestOnly(true);
    // endregion
  }

  @Test
  void plateau() throws Exception {
    // region plateau
    var slower = new ReduceLROnPlateau("val_loss").factor(0.5).patience(2);
    // endregion
  }

  @Test
  void schedule() throws Exception {
    // region schedule
    var schedule = new LearningRateScheduler(epoch -> 0.1 / (epoch + 1));
    // endregion
  }

  @Test
  void tensorboard() throws Exception {
    // region tensorboard
    var board = new TensorBoard(Path.of("logs")).histogramFreq(1);
    // endregion
  }

  @Test
  void csv() throws Exception {
    // region csv
    var log = new CSVLogger(Path.of("training.csv")).append(true);
    // endregion
  }

  @Test
  void lambda() throws Exception {
    // region lambda
    var print =
        new LambdaCallback()
            .onEpochEnd((epoch, logs) -> System.out.println(epoch + " " + logs.get("loss")));
    // endregion
  }

  @Test
  void ownCallback() throws Exception {
    // region ownCallback
    class Losses extends Callback {
      final List<Double> losses = new ArrayList<>();

      @Override
      public void onTrainBatchEnd(int batch, Logs logs) {
        losses.add(logs.get("loss"));
      }
    }
    // endregion
    model().compile("sgd", "mse");
    assertThat(new Losses().losses).isEmpty();
  }

  @Test
  void save() throws Exception {
    var model = compiled();
    // region save
    model.save(folder.resolve("model.keras"));
    Model again = Model.load(folder.resolve("model.keras"));
    // endregion
    assertThat(again.predict(x)).isEqualTo(model.predict(x));
  }

  @Test
  void saveWeights() throws Exception {
    var model = compiled();
    // region saveWeights
    model.saveWeights(folder.resolve("model.weights.h5"));
    model.loadWeights(folder.resolve("model.weights.h5"));
    // endregion
  }

  @Test
  void json() throws Exception {
    var model = model();
    // region json
    Model again = Model.fromJson(model.toJson());
    // endregion
  }

  @Test
  void summary() throws Exception {
    var model = model();
    // region summary
    model.summary(new SummaryOptions().lineLength(80).showTrainable(true));
    // endregion
  }

  @Test
  void plot() throws Exception {
    var model = model();
    // region plot
    Plots.plot(model, folder.resolve("model.svg"), o -> o.showShapes(true));
    // endregion
  }

  @Test
  void freeze() throws Exception {
    var model = model();
    // region freeze
    model.getLayer("first").trainable(false);
    // endregion
  }

  @Test
  void getWeights() throws Exception {
    var model = model();
    // region getWeights
    List<INDArray> arrays = model.getWeights();
    model.setWeights(arrays);
    // endregion
  }

  @Test
  void part() throws Exception {
    Tensor in = Input.of(4);
    Tensor first = new Dense(3).name("first").apply(in);
    var model = new Model(in, new Dense(1).apply(first));
    // region part
    var features = new Model(model.inputs(), List.of(first));
    // endregion
  }

  @Test
  void cnn() throws Exception {
    // region cnn
    new Conv2D(32, 3, 3).padding("same").activation("relu");
    new MaxPooling2D(2, 2);
    // endregion
  }

  @Test
  void rnn() throws Exception {
    // region rnn
    new Embedding(1000, 16).maskZero(true);
    new Bidirectional(new LSTM(8).returnSequences(true));
    new GRU(8);
    // endregion
  }

  @Test
  void regularizer() throws Exception {
    // region regularizer
    new Dense(8)
        .kernelInitializer("he_normal")
        .kernelRegularizer(new L1L2(0, 1e-4))
        .biasConstraint("non_neg");
    // endregion
  }

  @Test
  void ownLoss() throws Exception {
    var model = model();
    // region ownLoss
    Loss clipped = (yTrue, yPred) -> Ops.mean(Ops.minimum(Ops.square(yPred.minus(yTrue)), 4.0), -1);
    // endregion
    model.compile("sgd", clipped);
    model.fit(x, y, f -> f.verbose(0));
  }

  @Test
  void ownMetric() throws Exception {
    var model = model();
    // region ownMetric
    Metric meanPred = Metric.of("mean_pred", (yTrue, yPred) -> Ops.mean(yPred));
    // endregion
    model.compile("sgd", "mse", meanPred);
    assertThat(model.evaluate(x, y)).containsKey("mean_pred");
  }

  @Test
  void metricWithTotals() {
    var model = model();
    // region metricWithTotals
    class MeanOfPositive implements Metric {
      @Override
      public String name() {
        return "mean_of_positive";
      }

      @Override
      public Map<String, Tensor> totals(Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
        Tensor positive = Ops.greater(yPred, 0);
        return Map.of("sum", Ops.sum(Ops.multiply(yPred, positive)), "count", Ops.sum(positive));
      }

      @Override
      public Map<String, Tensor> results(Map<String, Tensor> totals) {
        return Map.of(name(), Ops.divideNoNan(totals.get("sum"), totals.get("count")));
      }
    }
    // endregion
    model.compile("sgd", "mse", new MeanOfPositive());
    float[] predictions = model.predict(x).data().asFloat();
    double sum = 0;
    int count = 0;
    for (float prediction : predictions) {
      sum += Math.max(0, prediction);
      count += prediction > 0 ? 1 : 0;
    }
    assertThat(model.evaluate(x, y).get("mean_of_positive"))
        .isCloseTo(count == 0 ? 0 : sum / count, within(1e-6));
  }

  // region savedLayer
  // import io.hornbill.base.Config;

  static class Power extends Layer {
    private final double exponent;

    Power(double exponent) {
      this.exponent = exponent;
    }

    static Power fromConfig(Config config) {
      return new Power(config.number("exponent", 1));
    }

    @Override
    public Config config() {
      return super.config().with("exponent", exponent);
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return x.pow(exponent);
    }
  }

  // endregion

  @Test
  void savedLayer() {
    Path path = folder.resolve("power.keras");
    try (Model made = new Sequential(new Input(4), new Power(2))) {
      made.save(path);
    }
    // region savedLayerLoaded
    Model model = Model.load(path, o -> o.register("Power", Power::fromConfig));
    // endregion
    assertThat(model.predict(new float[][] {{1, 2, 3, 4}})[0]).containsExactly(1, 4, 9, 16);
  }

  @Test
  void countingLayer() {
    // region countingLayer
    class Total extends Layer {
      private @Nullable Variable total;

      @Override
      protected void build(Shape input) {
        total = addWeight("total", Shape.of(), "zeros", false); // not trained
      }

      @Override
      protected Tensor call(Tensor x, CallContext context) {
        Variable known = Objects.requireNonNull(total);
        context.update(known, context.value(known).plus(Ops.sum(x)));
        return x;
      }
    }
    // endregion
    Total layer = new Total();
    try (Model model = new Sequential(new Input(4), layer)) {
      model.predict(new float[][] {{1, 2, 3, 4}});
      model.predict(new float[][] {{1, 2, 3, 4}});
      assertThat(layer.getWeights().get(0).getFloat(0)).isEqualTo(20);
    }
  }

  @Test
  void ownLayer() throws Exception {
    // region ownLayer
    class Scale extends Layer {
      private @Nullable Variable gain;

      @Override
      protected void build(Shape input) {
        gain = addWeight("gain", input.last(), "ones");
      }

      @Override
      protected Tensor call(Tensor x, CallContext context) {
        return x.times(Objects.requireNonNull(gain));
      }
    }
    // endregion
    assertThat(new Sequential(new Input(4), new Scale()).predict(x)).isEqualTo(x);
  }

  @Test
  void lambdaLayer() throws Exception {
    // region lambdaLayer
    new Lambda(x -> Ops.square(x));
    new Lambda((a, b) -> a.minus(b)); // of two tensors
    Lambda.ofAll(all -> all.get(0).plus(all.get(1)).plus(all.get(2)));
    // endregion
  }

  @Test
  void remat() throws Exception {
    Sequential model = model();
    // region remat
    model.compile(c -> c.optimizer("adam").loss("mse").remat(Remat.full()));
    // endregion
  }

  @Test
  void seed() throws Exception {
    // region seed
    Hornbill.seed(42);
    // endregion
  }

  @Test
  void categorical() throws Exception {
    // region categorical
    INDArray y = Labels.toCategorical(new int[] {0, 2, 1}, 3);
    // endregion
  }

  @Test
  void shapes() throws Exception {
    Tensor x = Input.of(3, 4);
    // region shapes
    Tensor m = Ops.mean(x, new int[] {1, 2}, true); // Ops.mean(x, 1, 2) without keepdims
    Tensor wide = Ops.tile(x, 1, 2, 1);
    long batch = x.shape().dim(0), width = x.shape().dim(-1); // -1 while it is not known
    // endregion
    assertThat(m.shape()).isEqualTo(Shape.of(-1, 1, 1));
    assertThat(wide.shape()).isEqualTo(Shape.of(-1, 6, 4));
    assertThat(List.of(batch, width)).containsExactly(-1L, 4L);
  }

  @Test
  void lossOfArrays() throws Exception {
    INDArray y = Nd4j.ones(2, 2);
    INDArray p = Nd4j.zeros(2, 2);
    Tensor z = Input.of(3);
    // region lossOfArrays
    INDArray perRow = new MeanSquaredError().apply(y, p);
    Tensor smooth = Activations.get("gelu").apply(z); // as Ops.gelu(z)
    // endregion
    assertThat(perRow.toFloatVector()).containsExactly(1, 1);
    assertThat(smooth.shape()).isEqualTo(z.shape());
  }

  @Test
  void copy() throws Exception {
    Dense dense = new Dense(3);
    var model = new Sequential(new Input(4), dense);
    // region copy
    Model copy = Model.cloneModel(model);
    Layer layer = Layers.get("Dense", dense.config());
    // endregion
    assertThat(copy.countParams()).isEqualTo(15);
    assertThat(layer.name()).isEqualTo(dense.name());
  }

  @Test
  void folders() throws Exception {
    Path photoFolder = folder.resolve("photos");
    Path reviewFolder = folder.resolve("reviews");
    for (String label : List.of("bad", "good")) {
      Files.createDirectories(photoFolder.resolve(label));
      Files.createDirectories(reviewFolder.resolve(label));
      Files.writeString(reviewFolder.resolve(label).resolve("1.txt"), "a " + label + " film");
      var image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(image, "png", photoFolder.resolve(label).resolve("1.png").toFile());
    }
    var words = new TextVectorization();
    // region folders
    BatchSource photos = ImageFolder.of(photoFolder, o -> o.imageSize(32, 32).batchSize(8));
    TextFolder texts = TextFolder.of(reviewFolder, o -> {});
    words.adapt(texts.texts().toList());
    BatchSource reviews = texts.batches(words::apply);
    // endregion
    assertThat(photos.iterator().next().x().get(0).shape()).containsExactly(2, 32, 32, 3);
    assertThat(reviews.iterator().next().x().get(0).shape()).containsExactly(2, 3);
  }

  @Test
  void pad() throws Exception {
    // region pad
    INDArray padded = Sequences.pad(List.of(new int[] {1, 2}, new int[] {3}), 4);
    // endregion
  }

  @Test
  void generator() throws Exception {
    var model = compiled();
    // region generator
    BatchSource source = BatchSource.of(() -> Stream.generate(() -> new Batch(x, y)).iterator());
    model.fit(source, f -> f.stepsPerEpoch(4));
    // endregion
  }

  @Test
  void data() throws Exception {
    // region data
    var data = Digits.loadData(); // or Mnist, Cifar10, Imdb, Reuters, ...
    INDArray digits = data.train().x();
    // endregion
  }

  @Test
  void named() throws Exception {
    var left = new float[][] {{1, 2, 3, 4}, {4, 3, 2, 1}};
    var right = new float[][] {{1, 2}, {2, 1}};
    var prices = new float[] {1, 2};
    var kinds = new int[] {0, 2};
    // region named
    Tensor a = Input.of("a", 4), b = Input.of("b", 2);
    Tensor both = new Concatenate().apply(a, b);
    var model =
        new Model(
            List.of(a, b),
            Map.of("price", new Dense(1).apply(both), "kind", new Dense(3).apply(both)));
    model.compile(
        c ->
            c.optimizer("adam")
                .loss(Map.of("price", "mse", "kind", "sparse_categorical_crossentropy"))
                .metrics(Map.of("kind", List.of("accuracy"))));
    model.fit(Map.of("a", left, "b", right), Map.of("price", prices, "kind", kinds));
    Map<String, INDArray> answers = model.predictNamed(Map.of("a", left, "b", right));
    // endregion
    assertThat(answers.get("kind").shape()).containsExactly(2, 3);
  }

  @Test
  void slices() throws Exception {
    Tensor x = Input.of(4);
    // region slices
    Tensor middle = Ops.slice(x, 1, 1, 3);
    Tensor first = Ops.select(x, 1, 0);
    Tensor turned = Ops.concatenate(List.of(Ops.slice(x, 1, 2, 4), Ops.slice(x, 1, 0, 2)), 1);
    // endregion
    assertThat(new Model(x, List.of(middle, first, turned)).predict(List.of(Nd4j.ones(2, 4))))
        .extracting(INDArray::length)
        .containsExactly(4L, 2L, 8L);
  }

  @Test
  void called() throws Exception {
    // region called
    INDArray y = new Dense(3).apply(x);
    INDArray dropped = new Dropout(0.5).apply(x, c -> c.training(true));
    // endregion
    assertThat(y.size(1)).isEqualTo(3);
    assertThat(dropped.shape()).isEqualTo(x.shape());
  }

  @Test
  void states() throws Exception {
    Tensor words = Input.of(5, 4), more = Input.of(6, 4);
    // region states
    List<Tensor> all = new LSTM(8).returnState(true).applyAll(List.of(words));
    Tensor h = all.get(1), memory = all.get(2);
    Tensor last = new LSTM(8).apply(more, c -> c.initialState(h, memory));
    // endregion
    assertThat(last.shape()).isEqualTo(Shape.of(-1, 8));
  }

  @Test
  void metricLoop() throws Exception {
    var model = model();
    model.compile("sgd", "mse");
    BatchSource source = BatchSource.of(x, y, 16);
    // region metricLoop
    var error = new MeanAbsoluteError();
    for (Batch batch : source) {
      model.trainOnBatch(batch.x(), batch.y());
      error.updateState(batch.y().get(0), model.predict(batch.x().get(0)));
    }
    double result = error.result();
    // endregion
    assertThat(result).isPositive();
  }

  @Test
  void registered() throws Exception {
    // region registered
    Activations.register("my_square", z -> Ops.square(z));
    new Dense(1).activation("my_square");
    // endregion
    assertThat(Activations.get("my_square").name()).isEqualTo("my_square");
  }

  @Test
  void mixed() throws Exception {
    var model = model();
    // region mixed
    model.compile(c -> c.optimizer("adam").loss("mse").mixedPrecision("mixed_bfloat16"));
    // endregion
    assertThat(model.isCompiled()).isTrue();
  }

  private static float[][] read(int number) {
    return new float[][] {{number, 1, 2, 3}};
  }

  @Test
  void numbered() throws Exception {
    var model = model();
    model.compile("sgd", "mse");
    // region numbered
    BatchSource rows = BatchSource.of(4, i -> new Batch(read(i), new float[] {i}));
    model.fit(rows);
    // endregion
    assertThat(rows.batches()).isEqualTo(4);
  }

  @Test
  void schedules() throws Exception {
    // region schedules
    var rate = new CosineDecay(0, 1000).warmupTarget(0.1).warmupSteps(100);
    double early = rate.rate(50); // 0.05
    Schedule slower = step -> 0.1 / (step + 1);
    var optimizers = List.of(new Adam(rate), new SGD(slower).momentum(0.9));
    // endregion
    assertThat(early).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void sampling() throws Exception {
    // region sampling
    class Sampling extends Layer {
      @Override
      protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
        Tensor mean = inputs.get(0), spread = inputs.get(1);
        Tensor noise = context.randomNormal(mean);
        return List.of(mean.plus(Ops.exp(spread.div(2)).times(noise)));
      }
    }
    Tensor mean = Input.of(2), spread = Input.of(2);
    Tensor z = new Sampling().apply(mean, spread);
    // endregion
    INDArray drawn =
        new Model(List.of(mean, spread), z)
            .predict(List.of(Nd4j.ones(3, 2), Nd4j.zeros(3, 2).sub(60)))
            .get(0);
    assertThat(drawn.equalsWithEps(Nd4j.ones(3, 2), 1e-5)).isTrue();
  }

  @Test
  void gan() throws Exception {
    var generator = new Sequential(new Input(2), new Dense(4));
    var critic = new Sequential(new Input(4), new Dense(1));
    var gan = new Sequential(generator, critic);
    // region gan
    var loss = new BinaryCrossentropy().fromLogits(true);
    gan.compile(
        c ->
            c.step(
                s -> {
                  Tensor real = s.input();
                  Tensor fake = s.call(generator, s.randomNormal(16, 2));
                  Tensor onReal = s.call(critic, real), onFake = s.call(critic, fake);
                  Tensor right = Ops.mean(loss.apply(Ops.onesLike(onReal), onReal));
                  Tensor wrong = Ops.mean(loss.apply(Ops.zerosLike(onFake), onFake));
                  Tensor fooled = Ops.mean(loss.apply(Ops.onesLike(onFake), onFake));
                  s.minimize("critic", right.plus(wrong), new Adam(1e-3), critic);
                  s.minimize("generator", fooled, new Adam(1e-3), generator);
                  s.report("seen", Ops.mean(Ops.sigmoid(onFake)));
                }));
    // endregion
    History history = gan.fit(x, f -> f.batchSize(16).epochs(1).verbose(0));
    assertThat(history.history()).containsOnlyKeys("critic", "generator", "seen");
  }

  @Test
  void words() throws Exception {
    // region words
    var words = new TextVectorization().maxTokens(1000).outputSequenceLength(4);
    words.adapt("a good film", "a bad film"); // strings, a String[], or a list
    var jobs = new StringLookup().vocabulary("cook", "smith").outputMode("one_hot");
    INDArray rows = jobs.apply("smith", "cook");
    Tensor job = Input.strings("job", 1);
    Tensor encoded = jobs.apply(job);
    // endregion
    assertThat(words.getVocabulary()).hasSize(6);
    assertThat(rows.toFloatMatrix()).isDeepEqualTo(new float[][] {{0, 0, 1}, {0, 1, 0}});
    assertThat(encoded.shape().last()).isEqualTo(3);
  }

  @Test
  void windows() throws Exception {
    var model = new Sequential(new Input(3, 4), new Flatten(), new Dense(1));
    model.compile("sgd", "mse");
    INDArray past = x, future = y;
    // region windows
    BatchSource windows = Timeseries.dataset(past, future, 3, o -> o.batchSize(16).shuffle(true));
    model.fit(windows);
    // endregion
    assertThat(windows.batches()).isEqualTo(4);
  }

  @Test
  void operations() throws Exception {
    Tensor x = Input.of(2, 2);
    Tensor images = Input.of(128, 128, 3);
    // region operations
    Tensor root = KerasOps.sqrt(x);
    Tensor below = KerasOps.tril(x, -1);
    List<Tensor> parts = KerasOps.svd(x); // u, s, vh
    Tensor small = KerasOps.Image.resize(images, 64, 64);
    Loss loss = (yTrue, yPred) -> KerasOps.binaryCrossentropy(yTrue, yPred, true);
    // endregion
    INDArray given = Nd4j.createFromArray(new float[][][] {{{1, 2}, {3, 4}}});
    assertThat(parts).hasSize(3);
    assertThat(small.shape().dims()).containsExactly(-1, 64, 64, 3);
    assertThat(new Model(x, below).predict(given).ravel().toFloatVector())
        .containsExactly(0, 0, 3, 0);
    var model = new Sequential(new Input(4), new Dense(1).kernelInitializer("zeros"));
    model.compile("sgd", loss);
    var half = model.evaluate(this.x, Nd4j.ones(64, 1), o -> o.verbose(0)).get("loss");
    assertThat(half).isCloseTo(Math.log(2), within(1e-6));
    assertThat(model.trainOnBatch(this.x, Nd4j.ones(64, 1)).get("loss"))
        .isGreaterThan(model.testOnBatch(this.x, Nd4j.ones(64, 1)).get("loss"));
  }
}
