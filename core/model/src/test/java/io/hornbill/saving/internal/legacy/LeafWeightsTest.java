package io.hornbill.saving.internal.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.files.testing.Fixtures;
import io.hornbill.graph.Shape;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares converted weights with what Keras 2.3.1 made of them (generate_legacy_weights.py). */
class LeafWeightsTest {

  static Stream<Named<Config>> cases() {
    String json =
        new String(Fixtures.resource("saving/internal/legacy/legacy-weights.json"), UTF_8);
    return Json.read(json, "legacy-weights.json").list("cases").stream()
        .map(one -> Config.config("case", Objects.requireNonNull(one)))
        .map(one -> Named.of(one.text("label", ""), one));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void convertsWeightsAsKeras231Did(Config test) {
    Layer layer = built(test.text("class_name", ""), test);
    String backend = test.get("backend") instanceof String name ? name : null;
    Origin origin = Origin.of(test.text("era", ""), backend);
    List<INDArray> given = arrays(test.list("weights"));
    List<INDArray> actual = new WeightOrder(layer, origin).arrange(given);
    List<INDArray> expected = arrays(test.list("expected"));
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).shape()).isEqualTo(layer.weights().get(i).shape().dims());
      assertThat(actual.get(i).dup('c').data().asFloat())
          .isEqualTo(expected.get(i).data().asFloat());
    }
  }

  /** Keras 2.3.1 joined the gates along the wrong axis here; by hand: each kernel is transposed. */
  @Test
  void transposesTheKernelsOfEachGateOfKeras1WhereChannelsComeFirst() {
    Layer layer =
        Layers.get(
            "ConvLSTM2D",
            new Config()
                .with("filters", 1)
                .with("kernel_size", 2)
                .with("data_format", "channels_first"));
    layer.buildFor(Shape.of(-1, 3, 1, 4, 4));
    INDArray kernel = Nd4j.createFromArray(1f, 2, 3, 4).reshape(1, 1, 2, 2);
    INDArray zeros = Nd4j.zeros(1, 1, 2, 2);
    INDArray bias = Nd4j.zeros(1);
    List<INDArray> gates =
        List.of(kernel, zeros, bias, zeros, zeros, bias, zeros, zeros, bias, zeros, zeros, bias);
    List<INDArray> actual = new WeightOrder(layer, new Origin(1, false)).arrange(gates);
    assertThat(actual.get(0).shape()).containsExactly(2, 2, 1, 4);
    assertThat(actual.get(0).dup('c').data().asFloat())
        .containsExactly(1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0);
  }

  private static Layer built(String className, Config test) {
    Config config = Objects.requireNonNull(test.config("config"));
    Layer layer = Layers.get(className, config);
    layer.buildFor(Shape.of(IntStream.of(test.integers("input")).asLongStream().toArray()));
    return layer;
  }

  private static List<INDArray> arrays(List<?> written) {
    return written.stream()
        .map(one -> Config.config("array", Objects.requireNonNull(one)))
        .map(
            one -> {
              double[] data = one.numbers("data");
              long[] shape = IntStream.of(one.integers("shape")).asLongStream().toArray();
              return Nd4j.createFromArray(data)
                  .castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT)
                  .reshape('c', shape);
            })
        .toList();
  }
}
