package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Model;
import io.hornbill.base.Config;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of weights with top, as Keras' documentation publishes them. */
class PublishedSizesTest {
  @ParameterizedTest
  @CsvSource({
    "Xception, 22910480",
    "ResNet50, 25636712",
    "ResNet50V2, 25613800",
    "InceptionV3, 23851784",
    "MobileNet, 4253864",
    "MobileNetV2, 3538984",
    "DenseNet121, 8062504",
    "NASNetMobile, 5326716",
    "EfficientNetB0, 5330571"
  })
  void areThoseOfKeras(String architecture, long parameters) {
    try (Model model = ApplicationCase.create(architecture, new Config())) {
      assertThat(model.countParams()).isEqualTo(parameters);
      assertThat(model.outputs().get(0).shape().last()).isEqualTo(1000);
    }
  }
}
