package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.applications.WeightFiles.WeightFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table is what Keras 3.15.1 fetches; see {@code make_weight_files.py}. */
class WeightFilesTest {

  @Test
  void haveAddressesAndHashes() {
    assertThat(WeightFiles.all())
        .hasSizeGreaterThan(140)
        .allSatisfy(
            file -> {
              assertThat(file.url()).startsWith("https://");
              assertThat(file.name()).matches("[\\w.-]+\\.(h5|json)");
              assertThat(file.hash()).matches("([0-9a-f]{32}|[0-9a-f]{64})?");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "VGG16, imagenet top, vgg16_weights_tf_dim_ordering_tf_kernels.h5,"
        + " 64373286793e3c8b2b4e3219cbf3544b",
    "ResNet50, imagenet top, resnet50_weights_tf_dim_ordering_tf_kernels.h5,"
        + " 2cb95161c43110f7111970584f804107",
    "ResNet50, imagenet-keras1 top, resnet50_weights_tf_dim_ordering_tf_kernels.h5,"
        + " a7b3fe01876f51b976af0dea6bc144eb",
    "InceptionV3, imagenet-keras1 notop, inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5,"
        + " 2f3609166de1d967d1a481094754f691",
    "MobileNet, imagenet 0.75 128 top, mobilenet_7_5_128_tf.h5, ''",
    "EfficientNetB7, imagenet notop, efficientnetb7_notop.h5, cbcfe4450ddf6f3ad90b1b398090fe4a",
    "MobileNetV3Small, imagenet minimalistic top,"
        + " weights_mobilenet_v3_small_minimalistic_224_1.0_float.h5,"
        + " 99cd97fb2fcdad2bf028eb838de69e37",
    "ConvNeXtTiny, imagenet top, convnext_tiny.h5,"
        + " 8ae6e78ce2933352b1ef4008e6dd2f17bc40771563877d156bc6426c7cf503ff",
    "ImageNet, classes, imagenet_class_index.json, c2c37ea517e94d9795004a39431a14cb"
  })
  void areThoseOfKeras(String architecture, String variant, String name, String hash) {
    WeightFile file = WeightFiles.find(architecture, variant);
    assertThat(List.of(file.name(), file.hash())).containsExactly(name, hash);
  }

  @Test
  void areNamedByWhatWeightsTakes() {
    assertThat(WeightFiles.names("ResNet50")).containsExactly("imagenet", "imagenet-keras1");
    assertThat(WeightFiles.names("VGG19")).containsExactly("imagenet");
    assertThat(WeightFiles.names("MusicTaggerCRNN")).containsExactly("msd");
  }
}
