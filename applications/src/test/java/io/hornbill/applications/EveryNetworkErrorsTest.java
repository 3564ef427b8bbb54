package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.base.Config;
import io.hornbill.layers.internal.ImageDataFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All networks refuse what Keras 3.15.1 refuses, before anything is made or fetched. */
class EveryNetworkErrorsTest {

  @AfterEach
  void reset() {
    ImageDataFormat.set(ImageDataFormat.CHANNELS_LAST);
  }

  static Stream<String> names() throws IOException {
    return NetworkLayersTest.listed().stream().map(NetworkLayersTest.Listed::name).distinct();
  }

  private static int least(String name) {
    return name.startsWith("Inception") ? 75 : name.equals("Xception") ? 71 : 32;
  }

  private static Config features(Integer... shape) {
    return new Config().with("include_top", false).with("input_shape", Arrays.asList(shape));
  }

  private static Config trained(String setting, Object value) {
    return new Config().with("weights", "imagenet").with(setting, value);
  }

  private static void refuses(String name, Config settings, String message) {
    assertThatThrownBy(() -> ApplicationCase.create(name, settings))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(name + ": " + message);
  }

  @ParameterizedTest
  @MethodSource("names")
  void wantImagesOfKerasLeastSize(String name) {
    int least = least(name);
    String message = "images must be at least %sx%s. Received: [%s, %s, 3]. Resize them.";
    refuses(name, features(least, least - 1, 3), message.formatted(least, least, least, least - 1));
    refuses(
        name,
        features(least - 1, least + 8, 3).with("include_top", true),
        message.formatted(least, least, least - 1, least + 8));
  }

  @ParameterizedTest
  @MethodSource("names")
  void wantImages(String name) {
    String message =
        "inputShape must be three lengths, [height, width, channels]. Received: %s. Leave the batch axis out.";
    refuses(name, features(80, 80), message.formatted("[80, 80]"));
    refuses(name, features(1, 80, 80, 3), message.formatted("[1, 80, 80, 3]"));
    refuses(name, features(80, 80, 0), message.formatted("[80, 80, 0]"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void wantWhatTrainedWeightsAreFor(String name) {
    refuses(
        name,
        trained("classes", 10),
        "with top and trained weights, classes must be 1000. Received: 10. Leave the top out and"
            + " add a layer of your own.");
    refuses(
        name,
        trained("classifier_activation", "relu"),
        "with trained weights, classifierActivation must be \"softmax\" or null. Received:"
            + " \"relu\". Choose one, or random weights.");
    refuses(
        name,
        features(80, 80, 1).with("weights", "imagenet"),
        "ImageNet's weights are for three channels. Received: [80, 80, 1]. Convert the images, or"
            + " choose random weights.");
    refuses(
        name,
        new Config().with("weights", "nope"),
        "weights must be one of %s, an existing file, or null for random ones. Received: \"nope\". Correct the name or the path."
            .formatted(WeightFiles.names(name)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void wantChannelsWhereTheFormatHasThem(String name) {
    ImageDataFormat.set(ImageDataFormat.CHANNELS_FIRST);
    int least = least(name);
    boolean refused = Stream.of("DenseNet", "NASNet", "ConvNeXt").anyMatch(name::startsWith);
    refuses(
        name,
        features(3, least, least - 1),
        refused
            ? "the image data format must be \"channels_last\". Received: \"channels_first\". Set"
                + " it before the network is made."
            : "images must be at least %s. Received: %s. Resize them."
                .formatted(least + "x" + least, List.of(3, least, least - 1)));
  }
}
