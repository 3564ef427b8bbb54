package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.layers.Layer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All networks have the layers that Keras 3.15.1 lists: names, classes, shapes of outputs, numbers
 * of parameters, and all settings. See {@code make_layer_lists.py} and {@code
 * make_configurations.py}.
 */
class NetworkLayersTest {
  private static List<Config> configurations = List.of();

  @BeforeAll
  static void read() throws IOException {
    configurations = KerasConfigurations.written();
  }

  @AfterAll
  static void forget() {
    configurations = List.of();
  }

  /** A network as Keras lists it. */
  record Listed(String name, boolean top, long params, long trained, List<String> layers) {
    @Override
    public String toString() {
      return name + (top ? "" : " without top");
    }
  }

  static List<Listed> listed() throws IOException {
    List<Listed> all = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(NetworkLayersTest.class.getResourceAsStream("layers.tsv.gz")),
                StandardCharsets.UTF_8))) {
      for (String line : lines.lines().toList()) {
        if (line.startsWith("# ")) {
          String[] words = line.split(" ");
          long params = Long.parseLong(words[3]);
          long trained = Long.parseLong(words[4]);
          all.add(new Listed(words[1], words[2].equals("top"), params, trained, new ArrayList<>()));
        } else {
          all.get(all.size() - 1).layers().add(line);
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("listed")
  void areThoseOfKeras(Listed keras) {
    Config settings = new Config().with("include_top", keras.top());
    try (Model model = ApplicationCase.create(keras.name(), settings)) {
      List<String> expected = new ArrayList<>(keras.layers());
      List<String> own = new ArrayList<>();
      for (Layer layer : model.layers()) {
        own.add(line(layer, model));
      }
      for (int i = 0; i < expected.size(); i++) {
        // Keras has sums and products by numbers as ops between layers.
        if (expected.get(i).contains("*\t") && i < own.size()) {
          expected.set(i, expected.get(i).replaceAll("\t\\w+\\*\t", "\top\t"));
          own.set(i, own.get(i).replaceAll("\t(Add|Rescaling)\t", "\top\t"));
        }
      }
      assertThat(own).containsExactlyElementsOf(expected);
      compareSettings(keras, model);
      assertThat(model.countParams()).isEqualTo(keras.params());
      assertThat(model.trainableWeights().stream().mapToLong(w -> w.shape().size()).sum())
          .isEqualTo(keras.trained());
    }
  }

  /** Every setting of every layer, and what each layer is applied to. */
  private static void compareSettings(Listed keras, Model model) {
    Config written =
        configurations.stream()
            .filter(line -> line.text("name", "").equals(keras.name()))
            .filter(line -> line.bool("top", true) == keras.top())
            .findFirst()
            .orElseThrow();
    Map<?, ?> settings = Config.config("model", written.get("model")).asMap();
    Map<?, ?> own = Json.read(model.toJson(), keras.name()).asMap();
    assertThat(KerasConfigurations.differences(settings, own)).isEmpty();
  }

  private static String line(Layer layer, Model model) {
    long[] shape =
        model.nodes().stream()
            .filter(node -> node.op().name().equals(layer.name()))
            .reduce((first, second) -> second)
            .orElseThrow()
            .output(0)
            .shape()
            .dims();
    return "%s\t%s\t%s\t%s"
        .formatted(
            layer.name(),
            layer.className(),
            LongStream.of(shape).mapToObj(String::valueOf).collect(Collectors.joining(",")),
            layer.countParams());
  }

  @ParameterizedTest
  @CsvSource({
    "VGG16, 138357544",
    "VGG19, 143667240",
    "ResNet50, 25636712",
    "ResNet101, 44707176",
    "ResNet152, 60419944",
    "ResNet50V2, 25613800",
    "ResNet101V2, 44675560",
    "ResNet152V2, 60380648",
    "InceptionV3, 23851784",
    "InceptionResNetV2, 55873736",
    "Xception, 22910480",
    "MobileNet, 4253864",
    "MobileNetV2, 3538984",
    "DenseNet121, 8062504",
    "DenseNet169, 14307880",
    "DenseNet201, 20242984",
    "NASNetMobile, 5326716",
    "NASNetLarge, 88949818",
    "EfficientNetB0, 5330571",
    "EfficientNetB7, 66658687",
    "ConvNeXtTiny, 28589128"
  })
  void areAsLargeAsPublished(String name, long params) throws IOException {
    assertThat(listed().stream().filter(l -> l.top() && l.name().equals(name)).toList())
        .extracting(Listed::params)
        .containsExactly(params);
  }
}
