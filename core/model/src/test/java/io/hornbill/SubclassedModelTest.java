package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.callbacks.History;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Layer;
import io.hornbill.optimizers.Adam;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models that compute by a call of their own. */
class SubclassedModelTest {
  @TempDir private Path folder;

  private static INDArray line(int rows, int columns) {
    return Nd4j.linspace(DataType.FLOAT, -1, 2.0 / (rows * columns), rows * columns)
        .reshape(rows, columns);
  }

  /** As in Keras' guide: layers in fields, also in a list, and a call that differs in training. */
  static final class Classifier extends Model {
    private static final Setting<Integer> UNITS = Setting.integer("units", 8).positive();

    private final Dense hidden;
    private final List<Layer> blocks = new ArrayList<>();
    private final Dropout dropout = new Dropout(0.5);
    private final Dense outputScores = new Dense(3).activation("softmax");

    Classifier(int units) {
      declare(UNITS);
      set(UNITS, units);
      hidden = new Dense(units).activation("relu");
      blocks.add(new Dense(units).activation("tanh"));
      blocks.add(new BatchNormalization());
      blocks.add(new Dense(units).activation("tanh"));
    }

    static Classifier fromConfig(Config config) {
      return new Classifier(config.integer("units", 8));
    }

    @Override
    protected Tensor call(Tensor input, CallContext context) {
      Tensor x = hidden.apply(input);
      for (Layer block : blocks) {
        x = x.plus(block.apply(x));
      }
      if (context.training()) {
        x = dropout.apply(x);
      }
      return outputScores.apply(x);
    }
  }

  @Test
  void aSubclassTrainsPredictsAndSumsUpLikeAnyModel() {
    Hornbill.seed(3);
    Classifier model = new Classifier(8);
    model.compile(new Adam(0.01), "sparse_categorical_crossentropy", "accuracy");
    INDArray y = Nd4j.createFromArray(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2);
    History history = model.fit(line(12, 4), y, f -> f.epochs(60).verbose(0));
    List<Double> losses = history.history().get("loss");
    List<String> lines = new ArrayList<>();
    model.summary(lines::add);

    assertThat(losses.get(59)).isLessThan(losses.get(0));
    assertThat(model.evaluate(line(12, 4), y, e -> e.verbose(0)).get("accuracy"))
        .isGreaterThan(0.8);
    assertThat(model.predict(line(5, 4)).shape()).containsExactly(5, 3);
    assertThat(model.layers().stream().map(Layer::className))
        .containsExactly("Dense", "Dense", "BatchNormalization", "Dense", "Dropout", "Dense");
    assertThat(String.join("\n", lines)).contains("(None, 8)", "(None, 3)", "Total params: 243");
  }

  @Test
  void aSubclassIsSavedAndLoadedByRegistration() {
    Classifier model = new Classifier(6);
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    model.fit(line(12, 4), Nd4j.zeros(12), f -> f.verbose(0));
    Path file = folder.resolve("classifier.keras");
    model.save(file);
    Model again = Model.load(file, o -> o.register("Classifier", Classifier::fromConfig));

    assertThat(again).isInstanceOf(Classifier.class);
    assertThat(again.name()).isEqualTo(model.name());
    assertThat(again.predict(line(5, 4))).isEqualTo(model.predict(line(5, 4)));
    assertThat(again.isCompiled()).isTrue();
    assertThat(again.optimizer().iterations()).isEqualTo(1);

    Path weights = folder.resolve("classifier.weights.h5");
    model.saveWeights(weights);
    Classifier fresh = new Classifier(6);
    fresh.buildFor(Shape.of(-1, 4));
    fresh.loadWeights(weights);
    assertThat(fresh.predict(line(5, 4))).isEqualTo(model.predict(line(5, 4)));
  }

  /** Written by src/test/python/make_subclassed.py of this module, with Keras 3.15.1. */
  @Test
  void readsWhatASubclassOfKerasWrote() throws Exception {
    Path file = folder.resolve("keras.keras");
    try (InputStream in =
        SubclassedModelTest.class.getResourceAsStream("subclassed/classifier.keras")) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    Model model = Model.load(file, o -> o.register("Classifier", Classifier::fromConfig));
    INDArray y = Nd4j.createFromArray(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2);

    assertThat(model.name()).isEqualTo("classifier");
    float[] first = model.predict(line(12, 4)).getRow(0).dup('c').data().asFloat();
    float[] last = model.predict(line(12, 4)).getRow(11).dup('c').data().asFloat();
    assertThat(first)
        .containsExactly(
            new float[] {0.606512188911438f, 0.12439920753240585f, 0.2690885066986084f},
            within(1e-6f));
    assertThat(last)
        .containsExactly(
            new float[] {0.7759755849838257f, 0.036174140870571136f, 0.18785031139850616f},
            within(1e-6f));
    assertThat(model.evaluate(line(12, 4), y, e -> e.verbose(0)).get("loss"))
        .isCloseTo(1.0991086959838867, within(1e-6));
    assertThat(model.optimizer().iterations()).isEqualTo(3);

    Classifier fresh = new Classifier(6);
    fresh.buildFor(Shape.of(-1, 4));
    fresh.loadWeights(file);
    assertThat(fresh.predict(line(12, 4))).isEqualTo(model.predict(line(12, 4)));
  }

  @Test
  void filesAreRefusedWhereTheyCannotHoldSuchAModel() {
    Classifier model = new Classifier(6);
    assertThatThrownBy(() -> model.saveWeights(folder.resolve("a.weights.h5")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the shape of the input must be known")
        .hasMessageContaining("buildFor(Shape.of(-1, …))");
    model.buildFor(Shape.of(-1, 4));
    assertThatThrownBy(() -> model.save(folder.resolve("a.h5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be saved as .keras");
  }

  /** Two inputs, two outputs, and a weight of its own. */
  static final class Pair extends Model {
    private final Dense left = new Dense(2).useBias(false).kernelInitializer("ones");
    private final Dense right = new Dense(2).useBias(false).kernelInitializer("ones");

    @Override
    protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
      Tensor sum = left.apply(inputs.get(0)).plus(right.apply(inputs.get(1)));
      return List.of(sum, Ops.square(sum));
    }
  }

  @Test
  void aSubclassTakesAndGivesSeveral() {
    Pair model = new Pair();
    List<INDArray> y = model.predict(List.of(line(3, 2), line(3, 4)));
    double sum =
        line(3, 2).getRow(0).sumNumber().doubleValue()
            + line(3, 4).getRow(0).sumNumber().doubleValue();

    assertThat(y.get(0).getDouble(0)).isCloseTo(sum, within(1e-5));
    assertThat(y.get(1).getDouble(0)).isCloseTo(sum * sum, within(1e-5));
    assertThat(model.outputNames()).containsExactly("output_0", "output_1");
    model.compile("sgd", "mse");
    assertThat(
            model
                .trainOnBatch(List.of(line(3, 2), line(3, 4)), List.of(line(3, 2), line(3, 2)))
                .keySet())
        .containsExactly("loss", "output_0_loss", "output_1_loss");
    Path file = folder.resolve("pair.keras");
    model.save(file);
    Model again = Model.load(file, o -> o.register("Pair", config -> new Pair()));
    assertThat(again.predict(List.of(line(3, 2), line(3, 4))).get(0))
        .isEqualTo(model.predict(List.of(line(3, 2), line(3, 4))).get(0));
  }

  /** Keras builds a model whose call takes a dictionary from a dictionary of shapes. */
  @Test
  void inputsThatHaveNamesKeepThemInFiles() {
    Pair model = new Pair();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("wide", Shape.of(-1, 2));
    shapes.put("deep", Shape.of(-1, 4));
    model.buildFor(shapes);
    Map<String, INDArray> x = Map.of("deep", line(3, 4), "wide", line(3, 2));
    Path file = folder.resolve("named.keras");
    model.save(file);
    Model again = Model.load(file, o -> o.register("Pair", config -> new Pair()));
    again.save(file);
    Model twice = Model.load(file, o -> o.register("Pair", config -> new Pair()));

    assertThat(model.predict(x)).isEqualTo(model.predict(List.of(line(3, 2), line(3, 4))));
    assertThat(twice.inputNames()).containsExactly("wide", "deep");
    assertThat(twice.predict(x)).isEqualTo(model.predict(x));
  }

  @Test
  void aSubclassStandsInOtherModels() {
    Tensor x = Input.of(4);
    Model around = new Model(x, new Dense(1).apply(new Classifier(5).name("inner").apply(x)));
    Path file = folder.resolve("around.keras");
    around.save(file);
    Model again = Model.load(file, o -> o.register("Classifier", Classifier::fromConfig));

    assertThat(again.predict(line(5, 4))).isEqualTo(around.predict(line(5, 4)));
    assertThat(new Sequential(new Classifier(5), new Dense(1)).predict(line(5, 4)).shape())
        .containsExactly(5, 1);
  }

  @Test
  void frozenLayersOfASubclassStayAsTheyAre() {
    Classifier model = new Classifier(5);
    model.buildFor(Shape.of(-1, 4));
    model.getLayer(0).trainable(false);
    model.compile("sgd", "sparse_categorical_crossentropy");
    INDArray before = model.getLayer(0).getWeights().get(0);
    INDArray last = model.getLayer(-1).getWeights().get(0);
    model.fit(line(12, 4), Nd4j.zeros(12), f -> f.verbose(0));

    assertThat(model.getLayer(0).getWeights().get(0)).isEqualTo(before);
    assertThat(model.getLayer(-1).getWeights().get(0)).isNotEqualTo(last);
  }

  /** A layer of one's own whose inner layers are fields, and nothing more. */
  static final class Residual extends Layer {
    private final Dense inner = new Dense(4);
    private final transient Dense other = new Dense(4);

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return x.plus(inner.apply(x));
    }
  }

  @Test
  void layersInFieldsOfOwnLayersAreParts() {
    Residual residual = new Residual();
    Sequential model = new Sequential(new Input(4), residual);

    assertThat(model.weights()).hasSize(2);
    assertThat(residual.sublayers()).containsExactly(residual.inner);
    assertThat(residual.other.isBuilt()).isFalse();
    Path file = folder.resolve("residual.keras");
    model.save(file);
    Model again = Model.load(file, o -> o.register("Residual", config -> new Residual()));
    assertThat(again.predict(line(2, 4))).isEqualTo(model.predict(line(2, 4)));
  }
}
