package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.files.ModelFormatException;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.internal.ImageDataFormat;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

class ApplicationErrorsTest {
  @TempDir Path folder;

  @AfterEach
  void reset() {
    ImageDataFormat.set(ImageDataFormat.CHANNELS_LAST);
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void wantsImageNetsClassesWithItsTop() {
    refuses(
        () -> VGG16.create(o -> o.classes(10)),
        "VGG16: with top and trained weights, classes must be 1000. Received: 10. Leave the top out"
            + " and add a layer of your own.");
    refuses(
        () -> MusicTaggerCRNN.create(o -> o.classes(10)),
        "MusicTaggerCRNN: with top and trained weights, classes must be 50. Received: 10. Leave the"
            + " top out and add a layer of your own.");
    refuses(
        () -> VGG16.create(o -> o.weights(null).classes(0)),
        "Application: classes must be at least 1. Received: 0. Give a positive whole number.");
  }

  @Test
  void wantsWeightsThatAreThere() {
    refuses(
        () -> ResNet50.create(o -> o.weights("image-net")),
        "ResNet50: weights must be one of [imagenet, imagenet-keras1], an existing file, or null"
            + " for random ones. Received: \"image-net\". Correct the name or the path.");
    refuses(
        () -> VGG16.create(o -> o.weights(folder)),
        "VGG16: weights must be one of [imagenet], an existing file, or null for random ones."
            + " Received: \"%s\". Correct the name or the path.".formatted(folder));
    refuses(
        () -> VGG16.create(o -> o.weights(5)),
        "Application: weights must be a name, a path or null. Received: 5. Choose a file, the name"
            + " of trained weights, or null for random ones.");
    refuses(
        () -> MobileNet.create(o -> o.alpha(0.3).includeTop(false)),
        "MobileNet: there must be trained weights for the settings. Received: \"imagenet 0.3 224"
            + " notop\". Choose among "
            + WeightFiles.all().stream()
                .filter(file -> file.architecture().equals("MobileNet"))
                .map(WeightFiles.WeightFile::variant)
                .toList()
            + ", or null for random weights.");
    refuses(
        () -> MobileNet.create(o -> o.depthMultiplier(2)),
        "MobileNet: with ImageNet's weights, depthMultiplier must be 1. Received: 2. Choose random"
            + " weights for another.");
  }

  @Test
  void wantsShapesThatFitTheWeights() {
    refuses(
        () -> Xception.create(o -> o.inputShape(128, 128, 3)),
        "Xception: with top and ImageNet's weights, inputShape must be [299, 299, 3]. Received:"
            + " [128, 128, 3]. Leave the shape or the top out, or choose random weights.");
    refuses(
        () -> VGG16.create(o -> o.includeTop(false).inputShape(64, 64, 1)),
        "VGG16: ImageNet's weights are for three channels. Received: [64, 64, 1]. Convert the"
            + " images, or choose random weights.");
    refuses(
        () -> VGG16.create(o -> o.weights(null).inputShape(-1, 64, 3)),
        "VGG16: a network must know the size of its images. Received: [?, 64, 3]. Give a full"
            + " shape; most networks do without one if they have no top.");
    refuses(
        () -> VGG16.create(o -> o.weights(null).inputShape(64, 64)),
        "VGG16: inputShape must be three lengths, [height, width, channels]. Received: [64, 64]."
            + " Leave the batch axis out.");
  }

  @Test
  void wantsTheShapeOfTheTensorThatMobileNetsStartFrom() {
    Tensor image = Input.of("image", 40, 48, 3);
    refuses(
        () -> MobileNetV2.create(o -> o.weights(null).inputTensor(image).inputShape(40, 32, 3)),
        "MobileNetV2: inputShape must be that of inputTensor. Received: [40, 32, 3], and a tensor"
            + " of [?, 40, 48, 3]. Leave the shape out.");
    refuses(
        () ->
            MobileNetV3Large.create(o -> o.weights(null).inputTensor(image).inputShape(32, 32, 3)),
        "MobileNetV3Large: inputShape must be that of inputTensor. Received: [32, 32, 3], and a"
            + " tensor of [?, 40, 48, 3]. Leave the shape out.");
    Tensor small = Input.of("image", 16, 20, 3);
    refuses(
        () -> MobileNetV3Small.create(o -> o.weights(null).inputTensor(small)),
        "MobileNetV3Small: images must be at least 32x32. Received: [16, 20, 3]. Resize them.");
  }

  @Test
  void wantsProbabilitiesOrLogitsOfTrainedWeights() {
    refuses(
        () -> ResNet50V2.create(o -> o.classifierActivation("sigmoid")),
        "ResNet50V2: with trained weights, classifierActivation must be \"softmax\" or null."
            + " Received: \"sigmoid\". Choose one, or random weights.");
    refuses(
        () -> ResNet50V2.create(o -> o.pooling("mean")),
        "Application: pooling must be \"avg\", \"max\" or null. Received: \"mean\". Choose one.");
  }

  @Test
  void wantsChannelsLastWhereKerasDoes() {
    ImageDataFormat.set(ImageDataFormat.CHANNELS_FIRST);
    refuses(
        () -> DenseNet121.create(o -> o.weights(null)),
        "DenseNet121: the image data format must be \"channels_last\". Received:"
            + " \"channels_first\". Set it before the network is made.");
  }

  @ParameterizedTest
  @CsvSource({"w.weights.h5", "w.h5"})
  void namesTheFirstThreeLayersThatDiffer(String name) {
    Path file = folder.resolve(name);
    try (Model narrow = MobileNet.create(o -> o.weights(null).includeTop(false).alpha(0.25))) {
      narrow.saveWeights(file);
    }
    assertThatThrownBy(() -> MobileNet.create(o -> o.weights(file).includeTop(false).alpha(0.5)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("conv1\"")
        .hasMessageContaining("conv1_bn\"")
        .hasMessageContaining("conv_dw_1\"")
        .message()
        .doesNotContain("conv_dw_1_bn");
  }

  @Test
  void namesLayersThatTheFileHasNot() {
    Path file = folder.resolve("w.h5");
    try (Model features = MobileNet.create(o -> o.weights(null).includeTop(false).alpha(0.25))) {
      features.saveWeights(file);
    }
    assertThatThrownBy(() -> MobileNet.create(o -> o.weights(file).alpha(0.25).classes(2)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("54 layers with weights in ")
        .hasMessageContaining(
            ", 55 in the model. Build the same architecture first, or load by name. The first that"
                + " differ are \"conv_preds\" [");
  }

  @Test
  void saysWhereAMissingFileIs() {
    assertThatThrownBy(
            () ->
                WeightFiles.find("VGG16", "imagenet notop")
                    .remote()
                    .home(folder)
                    .offline(true)
                    .fetch())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(
            "https://storage.googleapis.com/tensorflow/keras-applications/vgg16/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5")
        .hasMessageContaining("6d6bbae143d832006294945121d1f1fc")
        .hasMessageContaining(folder.resolve("models").toString());
  }

  @Test
  void decodesPredictionsOfImageNetOnly() {
    refuses(
        () -> VGG16.decodePredictions(Nd4j.zeros(2, 10)),
        "decodePredictions: predictions must be [batch, 1000]. Received: [2, 10]. Give what a"
            + " network with top and ImageNet's classes predicted.");
    refuses(
        () -> VGG16.decodePredictions(Nd4j.zeros(2, 1000), 0),
        "decodePredictions: top must be at least 1. Received: 0. Give a positive whole number.");
  }
}
