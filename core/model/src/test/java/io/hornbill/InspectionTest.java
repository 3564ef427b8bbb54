package io.hornbill;

import static io.hornbill.Fixtures.random;
import static io.hornbill.Fixtures.signs;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.callbacks.TrainedLayer;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.LSTM;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What callbacks see of layers. The paths are those that Keras 3.15.1 gives the same models. */
class InspectionTest {
  private final Sequential inner =
      new Sequential().add(new Input(4)).add(new Dense(3).name("a")).name("inner");
  private final Tensor from = Input.of(3);
  private final Model func = new Model(from, new Dense(2).name("b").apply(from)).name("func");

  private static List<String> paths(Model model) {
    return model.trainedLayers().stream()
        .flatMap(layer -> layer.weights().keySet().stream())
        .toList();
  }

  @Test
  void weightsOfASequentialModelHaveKerasPaths() {
    Hornbill.clearSession(); // the cell inside the layer is the first
    Sequential model =
        new Sequential()
            .add(new Input(5, 2))
            .add(new LSTM(4).name("r"))
            .add(new BatchNormalization().name("n"))
            .add(inner)
            .add(func)
            .add(new Dense(1).name("o"))
            .name("outer");
    model.predict(random(1, 2, 5, 2));
    assertThat(paths(model))
        .containsExactly(
            "outer/r/lstm_cell/kernel",
            "outer/r/lstm_cell/recurrent_kernel",
            "outer/r/lstm_cell/bias",
            "outer/n/gamma",
            "outer/n/beta",
            "outer/n/moving_mean",
            "outer/n/moving_variance",
            "inner/a/kernel",
            "inner/a/bias",
            "b/kernel",
            "b/bias",
            "outer/o/kernel",
            "outer/o/bias");
  }

  @Test
  void layersOfAFunctionalModelKnowWhereTheirInputsComeFrom() {
    Tensor input = Input.of(4);
    Tensor dense = new Dense(4).name("d").apply(input);
    Model model = new Model(input, func.apply(inner.apply(dense)));
    assertThat(paths(model))
        .containsExactly(
            "d/kernel", "d/bias", "inner/a/kernel", "inner/a/bias", "b/kernel", "b/bias");
    List<TrainedLayer> layers = model.trainedLayers();
    assertThat(layers.get(2)).extracting(TrainedLayer::name).isEqualTo("inner");
    assertThat(layers.get(2).inputs()).containsExactly("d");
    assertThat(layers.get(1).className()).isEqualTo("Dense");
    INDArray kernel = layers.get(1).weights().get("d/kernel");
    assertThat(kernel).isSameAs(model.getLayer("d").weights().get(0).value());
  }

  @Test
  void activationsAreThoseOfTheBatchComputedLast() {
    INDArray x = random(1, 20, 4);
    INDArray y = signs(x);
    Dense hidden = new Dense(3).activation("relu").name("h");
    Sequential model =
        new Sequential()
            .add(new Input(4))
            .add(hidden)
            .add(new Dropout(0.5).name("d"))
            .add(new Dense(1).name("o"));
    model.compile("sgd", "mse");
    assertThat(model.activations()).isEmpty();
    model.fit(x, y, f -> f.batchSize(8).shuffle(false).verbose(0));
    check(model, hidden, x.get(NDArrayIndex.interval(16, 20), NDArrayIndex.all()));
    model.fit(x, y, f -> f.batchSize(8).shuffle(false).verbose(0).validationSplit(0.2).epochs(2));
    check(model, hidden, x.get(NDArrayIndex.interval(16, 20), NDArrayIndex.all()));
    model.evaluate(x, y);
    check(model, hidden, x);
  }

  private static void check(Sequential model, Dense hidden, INDArray x) {
    Map<String, INDArray> seen = model.activations();
    assertThat(seen).containsOnlyKeys("h", "d", "o");
    assertThat(seen.get("o")).isEqualTo(model.predict(x.dup()));
    INDArray product = x.mmul(hidden.weights().get(0).value());
    INDArray expected = product.addRowVector(hidden.weights().get(1).value());
    for (long i = 0; i < expected.length(); i++) {
      double value = Math.max(0, expected.dup('c').getDouble(i));
      assertThat(seen.get("h").getDouble(i))
          .isCloseTo(value, org.assertj.core.data.Offset.offset(1e-6));
      assertThat(seen.get("d").getDouble(i)).isEqualTo(seen.get("h").getDouble(i));
    }
  }
}
