package io.hornbill.saving.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Layer;
import io.hornbill.optimizers.SGD;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Functional models as Keras 3.15.1 writes them, which note {@code training=False} for each call of
 * a layer that takes it unless it is told otherwise, and tell it otherwise in training.
 */
class ToldOfTrainingTest {
  private static String model(String layer) {
    return """
        {"module": "keras.src.models.functional", "class_name": "Functional", "config": {
        "name": "m", "trainable": true, "layers": [
        {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 2],
        "dtype": "float32", "name": "x"}, "registered_name": null, "name": "x", "inbound_nodes": []},
        {%s, "name": "told", "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__",
        "config": {"shape": [null, 2], "dtype": "float32", "keras_history": ["x", 0, 0]}}],
        "kwargs": {"training": false}}]}],
        "input_layers": ["x", 0, 0], "output_layers": ["told", 0, 0]},
        "registered_name": "Functional"}
        """
        .formatted(layer);
  }

  private static Model compiled(String json) {
    Model model = Model.fromJson(json, o -> o.register("Seen", Seen::new));
    model.compile(new SGD(0), "mse");
    return model;
  }

  /** Doubles in training. */
  static final class Seen extends Layer {
    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return x.times(context.training() ? 2 : 1);
    }
  }

  @Test
  void dropoutDropsInTraining() {
    INDArray x = Nd4j.ones(500, 2);
    INDArray y = Nd4j.zeros(500, 2);

    Model model =
        compiled(
            model(
                """
                "module": "keras.layers", "class_name": "Dropout", "config": {"name": "told",
                "trainable": true, "rate": 0.5, "seed": null, "noise_shape": null},
                "registered_name": null"""));

    assertThat(model.testOnBatch(x, y).get("loss")).isEqualTo(1);
    // Half of the elements are 2.
    assertThat(model.trainOnBatch(x, y).get("loss")).isCloseTo(2, within(0.4));
  }

  @Test
  void spectralNormalizationDividesInTraining() {
    Model model =
        compiled(
            model(
                """
                "module": "keras.layers", "class_name": "SpectralNormalization", "config": {
                "name": "told", "trainable": true, "layer": {"module": "keras.layers",
                "class_name": "Dense", "config": {"name": "d", "units": 2, "use_bias": false},
                "registered_name": null}, "power_iterations": 1}, "registered_name": null"""));
    model.setWeights(
        List.of(
            Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}}),
            Nd4j.createFromArray(new float[][] {{1, 0}})));
    INDArray x = Nd4j.ones(1, 2);
    INDArray y = Nd4j.zeros(1, 2);

    assertThat(model.testOnBatch(x, y).get("loss")).isCloseTo(26, within(1e-5));
    assertThat(model.trainOnBatch(x, y).get("loss")).isCloseTo(0.87837839, within(1e-6));
    assertThat(model.getWeights().get(0).ravel().toFloatVector())
        .containsExactly(
            new float[] {0.18380366f, 0.36760733f, 0.55141097f, 0.73521465f}, within(1e-6f));
    assertThat(model.getWeights().get(1).ravel().toFloatVector())
        .containsExactly(new float[] {0.58123821f, 0.81373352f}, within(1e-6f));
  }

  @Test
  void ownLayersTrainInTraining() {
    Model model =
        compiled(
            model(
                """
                "module": "own", "class_name": "Seen", "config": {"name": "told"},
                "registered_name": "own>Seen\""""));

    assertThat(model.trainOnBatch(Nd4j.ones(1, 2), Nd4j.zeros(1, 2)).get("loss")).isEqualTo(4);
    assertThat(model.testOnBatch(Nd4j.ones(1, 2), Nd4j.zeros(1, 2)).get("loss")).isEqualTo(1);
  }
}
