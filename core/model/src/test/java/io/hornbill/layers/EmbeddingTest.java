package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.optimizers.SGD;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Ids and what they teach; the values of single calls are in the fixtures of Keras. */
class EmbeddingTest {
  private static Model model(Embedding layer) {
    return new Sequential().add(new Input(2)).add(layer);
  }

  @ParameterizedTest
  @ValueSource(floats = {10, -1, 2.5f, Float.NaN})
  void anIdOutsideTheTableNamesLayerAndRow(float id) {
    Model model = model(new Embedding(10, 3).name("words"));
    assertThat(model.predict(Nd4j.createFromArray(new float[][] {{0, 9}})).shape())
        .containsExactly(1, 2, 3);
    INDArray bad = Nd4j.createFromArray(new float[][] {{0, 1}, {1, 2}, {3, id}});
    assertThatThrownBy(() -> model.predict(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Embedding \"words\": ids must be whole numbers in [0, 10). Received: %s in row 2 at position 1. Correct the ids, or enlarge the table."
                .formatted((double) id));
  }

  @Test
  void aBadIdInTrainingChangesNothing() {
    Model model = model(new Embedding(10, 3));
    model.compile(new SGD(), "mse");
    List<INDArray> before = model.getWeights();
    INDArray bad = Nd4j.createFromArray(new float[][] {{0, 10}});
    assertThatThrownBy(() -> model.trainOnBatch(bad, Nd4j.ones(DataType.FLOAT, 1, 2, 3)))
        .hasMessageContaining("in row 0 at position 1");
    assertThat(model.getWeights()).isEqualTo(before);
  }

  /** 4096 rows all name the ids 3 and 7, so their gradients are sums of 4096 equal numbers. */
  @Test
  void repeatedIdsAddUpExactly() {
    int rows = 4096;
    Model model = model(new Embedding(10, 2).embeddingsInitializer("zeros"));
    model.compile(new SGD().learningRate(1), "mse");
    INDArray ids = Nd4j.create(rows, 2).castTo(DataType.FLOAT);
    ids.getColumn(0).assign(3);
    ids.getColumn(1).assign(7);
    // the loss is the mean of (0 - 1)² over rows * 2 * 2 numbers: its gradient -2 / (rows * 4)
    model.trainOnBatch(ids, Nd4j.ones(DataType.FLOAT, rows, 2, 2));
    float[] table = model.getWeights().get(0).reshape(20).toFloatVector();
    float[] expected = new float[20];
    IntStream.of(6, 7, 14, 15).forEach(i -> expected[i] = 0.5f);
    assertThat(table).containsExactly(expected);
  }

  @Test
  void settingsOfTheTableAreItsOwn() {
    Embedding layer =
        new Embedding(4, 2)
            .embeddingsInitializer("ones")
            .embeddingsRegularizer("l2")
            .embeddingsConstraint("unit_norm");
    layer.buildFor(Shape.of(-1, 3));
    assertThat(layer.getWeights().get(0).minNumber().doubleValue()).isEqualTo(1);
    assertThat(layer.weights().get(0).regularizer()).isNotNull();
    assertThat(layer.weights().get(0).constraint()).isNotNull();
    assertThatThrownBy(() -> new Embedding(0, 2)).hasMessageContaining("inputDim");
    assertThatThrownBy(() -> new Embedding(2, 0)).hasMessageContaining("outputDim");
    assertThatThrownBy(() -> layer.maskZero(true)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEmbeddingIsUsedBothWaysWithOneTable() {
    ReversibleEmbedding words = new ReversibleEmbedding(3, 2).name("words");
    Tensor ids = Input.of(1);
    Tensor scores = words.reversed().apply(words.apply(ids));
    Model model = new Model(List.of(ids), List.of(scores));
    assertThat(words.reversed()).isSameAs(words.reversed());
    model.setWeights(List.of(Nd4j.createFromArray(new float[][] {{1, 0}, {0, 2}, {1, 1}})));
    // the row [0, 2] times each row of the table
    assertThat(model.predict(Nd4j.createFromArray(new float[][] {{1}})))
        .isEqualTo(Nd4j.createFromArray(new float[][][] {{{0, 4, 2}}}));
    assertThat(model.layers()).hasSize(2).contains(words);
    Model again = Model.fromJson(model.toJson());
    again.setWeights(model.getWeights());
    assertThat(again.predict(Nd4j.createFromArray(new float[][] {{2}})))
        .isEqualTo(Nd4j.createFromArray(new float[][][] {{{1, 2, 2}}}));
    assertThatThrownBy(words.reversed()::config)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("ReversibleEmbedding \"words_reversed\": a layer in another one");
    assertThatThrownBy(() -> words.reversed().apply(Input.of(4, 3)))
        .hasMessageContaining("axis -1 of the input must have length 2");
  }

  /**
   * By Keras 3.15.1 on JAX: x = [1.01, 2.003], kernel rows as here; 1.3887882 and -0.64193428 in 32
   * bits.
   */
  @Test
  void scoresAreRoundedToTheTypeOfAFile() {
    ReversibleEmbedding own =
        new ReversibleEmbedding(2, 2).reverseDataType("bfloat16").logitSoftCap(3);
    ReversibleEmbedding words = (ReversibleEmbedding) Layers.read(Layers.write(own));
    assertThat(words.config().get("reverse_dtype")).isEqualTo("bfloat16");
    assertThatThrownBy(() -> own.reverseDataType("float8"))
        .hasMessageContaining("Received: float8");
    Tensor x = Input.of(2);
    Model model = new Model(x, words.reversed().apply(x));
    words
        .weights()
        .get(0)
        .assign(Nd4j.createFromArray(new float[][] {{0.1f, 0.7f}, {-1.3f, 0.33f}}));
    INDArray scores = model.predict(Nd4j.createFromArray(new float[][] {{1.01f, 2.003f}}));
    assertThat(scores.toFloatVector()).containsExactly(1.390625f, -0.640625f);
  }

  @Test
  void scoresMayBeComputedInDouble() {
    ReversibleEmbedding words = new ReversibleEmbedding(3, 2).reverseDataType(DataType.DOUBLE);
    Tensor scores = words.reversed().apply(words.apply(Input.of(1)));
    assertThat(scores.dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(words.config().get("reverse_dtype")).isEqualTo("float64");
    assertThatThrownBy(() -> words.tieWeights(false)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new ReversibleEmbedding(3, 2).logitSoftCap(0))
        .hasMessageContaining("ReversibleEmbedding: logitSoftCap must be positive");
  }
}
