package io.hornbill;

import static io.hornbill.Fixtures.mlp;
import static io.hornbill.Fixtures.random;
import static io.hornbill.Fixtures.signs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.graph.Tensor;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Reshape;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What users do wrong gets a message before anything changes. */
class BadInputTest {
  private static final INDArray X = random(1, 40, 4);
  private static final INDArray Y = signs(X);

  private Sequential model;

  @BeforeEach
  void makeAModel() {
    model = mlp();
    model.compile("adam", "binary_crossentropy", "accuracy");
  }

  /** Fails with a message of four parts, and the model is as it was. */
  private void fails(ThrowingCallable call, String... parts) {
    List<INDArray> before = model.getWeights();
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining("Received:");
    assertThat(model.getWeights()).isEqualTo(before);
    assertThat(model.optimizer().iterations()).isZero();
  }

  @Test
  void wrongShape() {
    fails(() -> model.fit(random(1, 40, 5), Y), "x must have shape [?, 4]", "[40, 5]");
    fails(() -> model.predict(random(1, 40, 5)), "x must have shape [?, 4]");
    fails(() -> model.evaluate(random(1, 40, 5), Y), "x must have shape [?, 4]");
  }

  @Test
  @SuppressWarnings("NullAway") // what must not be null is null here
  void arraysThatAreMissing() {
    String x = "x must be an array. Received: null. Pass an array [rows, …].";
    String y = "y must be an array. Received: null. Pass an array [rows, …].";
    INDArray none = null;
    fails(() -> model.fit(none, Y), x);
    fails(() -> model.fit(X, none), y);
    fails(() -> model.trainOnBatch(none, Y), x);
    fails(() -> model.trainOnBatch(X, none), y);
    fails(() -> model.testOnBatch(none, Y), x);
    fails(() -> model.testOnBatch(X, none), y);
    fails(() -> model.evaluate(none, Y), x);
    fails(() -> model.evaluate(X, none), y);
    fails(() -> model.predict(none), x);
    fails(() -> model.predictOnBatch(none), x);
    fails(() -> model.fit((List<INDArray>) null, List.of(Y), f -> {}), "x must be a list of");
    fails(() -> model.fit(List.of(X), null, f -> {}), "y must be a list of arrays");
    fails(() -> model.evaluate((Map<String, INDArray>) null, Y, e -> {}), "x must be a map of");
    fails(() -> new Sequential(new Dense(1)).predict(none), x);
    fails(() -> model.fit(X, Y, f -> f.validationData(X, none)), "y must be arrays");
  }

  @Test
  void arraysThatWereClosed() {
    INDArray closed = random(1, 40, 4);
    INDArray labels = random(1, 40);
    closed.close();
    labels.close();
    String message =
        " must be an array that is open. Received: one that was closed. Close it when it is no longer needed.";
    fails(() -> model.fit(closed, Y), "x" + message);
    fails(() -> model.fit(X, labels), "y" + message);
    fails(() -> model.fit(X, Y, f -> f.sampleWeight(labels)), "sampleWeight" + message);
    fails(() -> model.fit(X, Y, f -> f.validationData(closed, Y)), "x" + message);
    fails(() -> model.trainOnBatch(closed, Y), "x" + message);
    fails(() -> model.evaluate(closed, Y), "x" + message);
    fails(() -> model.predict(closed), "x" + message);
    fails(() -> model.predictOnBatch(closed), "x" + message);
    fails(() -> new Sequential(new Dense(1)).predict(closed), "x" + message);
    List<INDArray> weights = model.getWeights();
    weights.get(1).close();
    fails(() -> model.setWeights(weights), "weight 1 must be an array that is open");
  }

  @Test
  void wrongRank() {
    fails(() -> model.fit(random(1, 40, 4, 2), Y), "x must have shape", "[40, 4, 2]");
    fails(() -> model.fit(Nd4j.scalar(1.0), Y), "x must have at least one row");
  }

  @Test
  void targetsThatDoNotFitTheOutput() {
    fails(() -> model.fit(X, random(1, 40, 3)), "yTrue");
  }

  @Test
  void differentNumbersOfRows() {
    fails(() -> model.fit(X, signs(random(1, 39, 4))), "as many rows", "40", "39");
    fails(
        () -> model.fit(X, Y, f -> f.sampleWeight(random(1, 39))), "as many rows", "sampleWeight");
  }

  @Test
  void emptyArrays() {
    INDArray none = Nd4j.create(DataType.FLOAT, 0, 4);
    fails(() -> model.fit(none, none), "at least one row", "[0, 4]");
    fails(() -> model.predict(none), "at least one row");
  }

  @Test
  void wrongNumberOfArrays() {
    fails(() -> model.fit(List.of(X, X), List.of(Y), f -> {}), "one array per input");
    fails(() -> model.fit(List.of(X), List.of(Y, Y), f -> {}), "one array per output");
    fails(() -> model.fit(Map.of("z", X), Map.of("z", Y), f -> {}), "must be names", "\"z\"");
  }

  @Test
  void labelsOutOfRange() {
    Sequential classes = new Sequential(new Input(4), new Dense(3).activation("softmax"));
    classes.compile("adam", "sparse_categorical_crossentropy");
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 40);
    labels.putScalar(7, 3);
    assertThatThrownBy(() -> classes.fit(X, labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7")
        .hasMessageContaining("3");
  }

  @Test
  void hyperparametersThatAreNoNumbers() {
    assertThatThrownBy(() -> new Dropout(Double.NaN)).hasMessageContaining("rate must be in");
    assertThatThrownBy(() -> new Dense(0)).hasMessageContaining("units must be at least 1");
    assertThatThrownBy(() -> new Conv2D(3, 0)).hasMessageContaining("kernelSize");
    assertThatThrownBy(() -> new Reshape(-2)).hasMessageContaining("targetShape");
    fails(() -> model.fit(X, Y, f -> f.validationSplit(Double.NaN)), "validationSplit");
    fails(() -> model.fit(X, Y, f -> f.validationSplit(0.999)), "validationSplit");
    fails(() -> model.fit(X, Y, f -> f.batchSize(0)), "batchSize");
    fails(() -> model.fit(X, Y, f -> f.epochs(-1)), "epochs");
    fails(() -> model.fit(X, Y, f -> f.verbose(3)), "verbose");
    fails(() -> model.fit(X, Y, f -> f.classWeight(Map.of(0, Double.NaN))), "classWeight");
    fails(() -> model.compile(c -> c.lossWeights(Double.NaN)), "lossWeights");
    fails(() -> model.compile(c -> c.mixedPrecision("int8")), "mixedPrecision");
  }

  @Test
  void unknownNames() {
    assertThatThrownBy(() -> model.compile("adma", "mse"))
        .hasMessageContaining("Did you mean \"Adam\"?");
    assertThatThrownBy(() -> model.compile("adam", "msee")).hasMessageContaining("Unknown loss");
    assertThatThrownBy(() -> model.compile("adam", "mse", "accurracy"))
        .hasMessageContaining("Unknown metric");
    assertThatThrownBy(() -> model.compile("adam", "mse", 3))
        .hasMessageContaining("a metric must be");
    assertThatThrownBy(() -> new Dense(3).activation("rellu"))
        .hasMessageContaining("Did you mean \"relu\"?");
    assertThatThrownBy(() -> model.getLayer("nobody")).hasMessageContaining("\"nobody\"");
    assertThatThrownBy(() -> model.getLayer(9)).hasMessageContaining("index must be in");
    fails(() -> model.compile(c -> c.loss("nobody", "mse")), "must name an output", "\"nobody\"");
  }

  @Test
  void callsOutOfOrder() {
    Sequential raw = mlp();
    assertThatThrownBy(() -> raw.fit(X, Y))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("fit() was called before compile()");
    assertThatThrownBy(() -> model.add(new Dense(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("layers must be added before the model is built");
    Dense built = (Dense) model.getLayer(0);
    assertThatThrownBy(() -> built.activation("relu"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must be set before the layer is built");
  }

  @Test
  void layersNameThemselvesAndWhatTheyExpect() {
    assertThatThrownBy(() -> new Dense(3).name("fc1").apply(Input.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Dense \"fc1\": input must have at least 2 axes");
    assertThatThrownBy(() -> new Sequential(new Input(4), new Conv2D(3, 3).name("c")))
        .hasMessageContaining("Conv2D \"c\": input must have 4 axes");
    assertThatThrownBy(
            () -> new Sequential(new Input(4), new Dense(1).name("a"), new Dense(1).name("a")))
        .hasMessageContaining("two layers named \"a\"");
    Tensor a = Input.of("a", 4);
    Tensor b = Input.of("b", 4);
    assertThatThrownBy(() -> new Model(a, new Dense(1).apply(b)))
        .hasMessageContaining("must be listed")
        .hasMessageContaining("\"b\"");
    Dense shared = new Dense(2).name("s");
    shared.apply(a);
    assertThatThrownBy(() -> shared.apply(Input.of(5)))
        .hasMessageContaining("Dense \"s\": axis -1 of the input must have length 4");
  }

  @Test
  void aLossThatIsNotFiniteIsNoReasonToStop() {
    Sequential wild = new Sequential(new Input(4), new Dense(1));
    wild.compile(new io.hornbill.optimizers.SGD().learningRate(1e30), "mse");
    assertThat(wild.fit(X, Y, f -> f.epochs(3).verbose(0)).epoch()).hasSize(3);
  }

  @Test
  void wrongWeightsChangeNothing() {
    List<INDArray> weights = model.getWeights();
    fails(() -> model.setWeights(weights.subList(0, 1)), "one array per weight");
    fails(
        () ->
            model.setWeights(
                List.of(weights.get(0), weights.get(1), weights.get(1), weights.get(3))),
        "weight 2",
        "must have shape [5, 1]");
  }
}
