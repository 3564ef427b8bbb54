package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.graph.Tensor;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Bidirectional;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Conv1D;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.GRU;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.GlobalMaxPooling1D;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.Layer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models without {@code Input} take data of other lengths than the first, as in Keras. */
class LengthsOfDataTest {
  private static INDArray data(long... shape) {
    INDArray all = Nd4j.arange(Nd4j.zeros(shape).length()).castTo(DataType.FLOAT);
    return all.fmod(9).reshape(shape);
  }

  private static Arguments of(
      String name, long[] first, long[] other, long[] open, Supplier<List<Layer>> layers) {
    return Arguments.of(name, first, other, open, layers);
  }

  private static long[] shape(long... dims) {
    return dims;
  }

  static Stream<Arguments> chains() {
    long[] seven = shape(2, 7, 3);
    long[] four = shape(2, 4, 3);
    long[] any = shape(-1, 3);
    return Stream.of(
        of("LSTM", seven, four, any, () -> List.of(new LSTM(4), new Dense(1))),
        of("GRU", seven, four, any, () -> List.of(new GRU(4).returnSequences(true))),
        of("Dense", seven, four, any, () -> List.of(new Dense(5), new Dense(2))),
        of("Conv1D", seven, four, any, () -> List.of(new Conv1D(4, 3), new GlobalMaxPooling1D())),
        of("nested", seven, four, any, () -> List.of(new Sequential(new GRU(4)), new Dense(1))),
        of(
            "Embedding",
            shape(2, 7),
            shape(2, 3),
            shape(-1),
            () -> List.of(new Embedding(9, 4).maskZero(true), new Bidirectional(new LSTM(3)))),
        of(
            "Conv2D",
            shape(2, 6, 6, 2),
            shape(2, 4, 8, 2),
            shape(-1, -1, 2),
            () ->
                List.of(new Conv2D(4, 3), new BatchNormalization(), new GlobalAveragePooling2D())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chains")
  void predictsAsIfNoLengthWereSaid(
      String name, long[] first, long[] other, long[] open, Supplier<List<Layer>> layers) {
    try (Sequential model = new Sequential(layers.get());
        Sequential expected = new Sequential(new Input(open))) {
      INDArray before = model.predict(data(first));
      layers.get().forEach(expected::add);
      expected.setWeights(model.getWeights());
      assertThat(model.predict(data(other))).isEqualTo(expected.predict(data(other)));
      assertThat(model.predict(data(first))).isEqualTo(before);
    }
  }

  @Test
  void trainsAndEvaluatesOnOtherLengths() {
    try (Sequential model = new Sequential(new GRU(4).returnSequences(true), new Dense(2))) {
      model.compile("sgd", "mse");
      model.fit(data(4, 7, 3), data(4, 7, 2), f -> f.verbose(0));
      double before = model.evaluate(data(4, 5, 3), data(4, 5, 2)).get("loss");
      model.fit(data(4, 5, 3), data(4, 5, 2), f -> f.epochs(3).verbose(0));
      assertThat(model.evaluate(data(4, 5, 3), data(4, 5, 2)).get("loss")).isLessThan(before);
      assertThatThrownBy(() -> model.evaluate(data(4, 5, 3), data(4, 7, 2)))
          .hasMessageContaining("yTrue [4, 7, 2], yPred [4, 5, 2]");
    }
  }

  /** Scores a sequence. */
  static final class Scores extends Model {
    private final GRU gru = new GRU(4);

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return gru.apply(x);
    }
  }

  @Test
  void subclassesTakeOtherLengthsToo() {
    try (Model model = new Scores()) {
      model.predict(data(2, 7, 3));
      assertThat(model.predict(data(5, 4, 3)).shape()).containsExactly(5, 4);
    }
  }

  @Test
  void lengthsThatWeightsDependOnAreRefused() {
    try (Sequential model = new Sequential(new Flatten(), new Dense(2));
        Sequential said = new Sequential(new Input(7, 3), new GRU(2))) {
      model.predict(data(2, 7, 3));
      assertThatThrownBy(() -> model.predict(data(2, 4, 3)))
          .hasMessage(
              "Model \"%s\": x must have shape [?, 7, 3]. Received: [2, 4, 3]. Reshape the data, or"
                  + " give the model another Input.",
              model.name());
      assertThatThrownBy(() -> said.predict(data(2, 4, 3)))
          .hasMessageContaining("x must have shape [?, 7, 3]");
    }
  }
}
