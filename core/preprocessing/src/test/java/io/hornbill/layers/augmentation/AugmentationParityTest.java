package io.hornbill.layers.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hornbill.base.Config;
import io.hornbill.base.RandomStream;
import io.hornbill.layers.Layers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What layers make of pictures by given parameters, against real Keras. */
class AugmentationParityTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode FIXTURES = read();

  private static JsonNode read() {
    try (InputStream in = AugmentationParityTest.class.getResourceAsStream("augmentation.json")) {
      return JSON.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Arguments> cases() {
    return StreamSupport.stream(FIXTURES.path("cases").spliterator(), false)
        .map(one -> Arguments.of(one.path("layer").asText(), one.path("config").toString(), one));
  }

  private static float[] floats(JsonNode node) {
    float[] values = new float[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) node.get(i).asDouble();
    }
    return values;
  }

  private static double[][] rows(JsonNode node) {
    return JSON.convertValue(node, double[][].class);
  }

  @SuppressWarnings("unchecked")
  private static ImageLayer<?> layer(JsonNode one) {
    Map<String, Object> config = JSON.convertValue(one.path("config"), Map.class);
    return (ImageLayer<?>) Layers.get(one.path("layer").asText(), new Config(config));
  }

  private static INDArray pictures(JsonNode one) {
    INDArray values = Nd4j.createFromArray(floats(FIXTURES.path(one.path("input").asText())));
    return one.path("input").asText().equals("small")
        ? values.reshape(2, 5, 4, 3)
        : values.reshape(2, 6, 8, 3);
  }

  private static INDArray changed(ImageLayer<?> layer, INDArray pictures, JsonNode one) {
    return one.has("parameters")
        ? ((RandomImageLayer<?>) layer).transform(pictures, rows(one.path("parameters")))
        : layer.augment(pictures, RandomStream.of(1));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void changesPicturesAsKerasDoes(String name, String config, JsonNode one) {
    INDArray out = changed(layer(one), pictures(one), one);

    assertThat(out.shape()).isEqualTo(JSON.convertValue(one.path("shape"), long[].class));
    double scale = one.path("input").asText().equals("small") ? 1 : 255;
    assertClose(out.dup('c').data().asFloat(), floats(one.path("output")), 2e-5 * scale);
    if (one.has("labels")) {
      INDArray labels = Nd4j.create(JSON.convertValue(one.path("labels"), float[][].class));
      INDArray mixed =
          ((MixingLayer<?>) layer(one)).transformLabels(labels, rows(one.path("parameters")));
      assertClose(mixed.dup('c').data().asFloat(), floats(one.path("mixed")), 1e-6);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void changesPicturesWithTheirChannelsFirstAlike(String name, String config, JsonNode one) {
    ImageLayer<?> layer = layer(one);
    INDArray last = changed(layer, pictures(one), one);
    INDArray first =
        changed(
            (ImageLayer<?>) layer(one).dataFormat("channels_first"),
            pictures(one).permute(0, 3, 1, 2).dup('c'),
            one);

    assertClose(
        first.permute(0, 2, 3, 1).dup('c').data().asFloat(), last.dup('c').data().asFloat(), 1e-6);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void writesTheSettingsThatKerasWrites(String name, String config, JsonNode one) {
    JsonNode written = JSON.valueToTree(layer(one).config().asMap());

    one.path("config").properties().stream()
        // Keras writes the range of a shear, which it then does not read, and we one number.
        .filter(field -> !field.getKey().matches("[xy]_factor"))
        .forEach(
            field ->
                assertThat(number(written.path(field.getKey())))
                    .as(field.getKey())
                    .isEqualTo(number(field.getValue())));
  }

  /** Numbers are compared as numbers, whether they were written whole or not. */
  private static String number(JsonNode node) {
    return node.toString().replaceAll("(?<=\\d)\\.0(?=\\D|$)", "").replace("null", "");
  }

  private static void assertClose(float[] actual, float[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i])
          .as("element %s", i)
          .isCloseTo(expected[i], Offset.offset(tolerance));
    }
  }

  static INDArray constant(double value, long... shape) {
    return Nd4j.valueArrayOf(shape, value, DataType.FLOAT);
  }
}
