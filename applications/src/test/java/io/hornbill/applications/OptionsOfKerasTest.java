package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.layers.internal.ImageDataFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shapes, channels, widths, ends and beginnings of networks give models like those of Keras 3.15.1.
 * See {@code make_options.py}.
 */
class OptionsOfKerasTest {

  @AfterEach
  void reset() {
    ImageDataFormat.set(ImageDataFormat.CHANNELS_LAST);
  }

  static Stream<String> lines() throws IOException {
    try (InputStream in = OptionsOfKerasTest.class.getResourceAsStream("options.jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void giveModelsLikeThoseOfKeras(String line) {
    Config keras = Json.read(line, "options.jsonl");
    ImageDataFormat.set(keras.text("format", ""));
    Config settings = keras.config("settings");
    if (keras.get("tensor") != null) {
      settings.with("input_tensor", Input.of("image", dims(keras.list("tensor"))));
    }
    try (Model model = ApplicationCase.create(keras.text("network", ""), settings)) {
      assertThat(model.name()).isEqualTo(keras.text("name", ""));
      assertThat(model.inputs().get(0).shape().dims()).containsExactly(dims(keras.list("input")));
      assertThat(model.outputs().get(0).shape().dims()).containsExactly(dims(keras.list("output")));
      assertThat(model.countParams()).isEqualTo(((Number) keras.get("params")).longValue());
    }
  }

  private static long[] dims(List<?> shape) {
    return shape.stream().mapToLong(n -> n == null ? -1 : ((Number) n).longValue()).toArray();
  }
}
