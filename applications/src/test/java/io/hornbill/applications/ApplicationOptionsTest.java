package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Layer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ApplicationOptionsTest {

  private static Model mobileNet(Consumer<MobileNetOptions> options) {
    return MobileNet.create(o -> options.accept(o.weights(null)));
  }

  private static Model mobileNetV3(Consumer<MobileNetV3Options> options) {
    return MobileNetV3Small.create(o -> options.accept(o.weights(null)));
  }

  private static List<Long> output(Model model) {
    return model.outputs().get(0).shape().toList();
  }

  @Test
  void decideHowANetworkEnds() {
    assertThat(output(mobileNet(o -> {}))).containsExactly(-1L, 1000L);
    assertThat(output(mobileNet(o -> o.classes(7)))).containsExactly(-1L, 7L);
    assertThat(output(mobileNet(o -> o.includeTop(false)))).containsExactly(-1L, -1L, -1L, 1024L);
    assertThat(output(mobileNet(o -> o.includeTop(false).pooling("avg"))))
        .containsExactly(-1L, 1024L);
    assertThat(mobileNet(o -> o.includeTop(false).pooling("max")).getLayer(-1).className())
        .isEqualTo("GlobalMaxPooling2D");
    assertThat(mobileNet(o -> o.classifierActivation(null)).getLayer(-1).config().get("activation"))
        .isEqualTo("linear");
    assertThat(
            mobileNet(o -> o.classifierActivation("sigmoid"))
                .getLayer(-1)
                .config()
                .get("activation"))
        .isEqualTo("sigmoid");
  }

  @Test
  void decideHowANetworkBegins() {
    Model model = mobileNet(o -> o.inputShape(64, 96, 3).includeTop(false));
    assertThat(model.inputs().get(0).shape().toList()).containsExactly(-1L, 64L, 96L, 3L);
    assertThat(output(model)).containsExactly(-1L, 2L, 3L, 1024L);
    assertThat(mobileNetV3(o -> {}).getLayer(1).className()).isEqualTo("Rescaling");
    assertThat(mobileNetV3(o -> o.includePreprocessing(false)).getLayer(1).className())
        .isEqualTo("Conv2D");
    assertThat(
            EfficientNetV2B0.create(o -> o.weights(null).includePreprocessing(false))
                .getLayer(1)
                .name())
        .isEqualTo("stem_conv");
  }

  @Test
  void decideHowWideANetworkIs() {
    assertThat(mobileNet(o -> o.alpha(0.25)).countParams()).isEqualTo(475_544);
    assertThat(mobileNet(o -> o.depthMultiplier(2)).getLayer("conv_dw_1").countParams())
        .isEqualTo(9 * 64);
    assertThat(mobileNet(o -> o.dropout(0.3)).getLayer("dropout").config().get("rate"))
        .isEqualTo(0.3);
    assertThat(MobileNetV2.create(o -> o.weights(null).alpha(0.35)).countParams())
        .isEqualTo(1_691_208);
    assertThat(mobileNetV3(o -> o.alpha(0.75)).countParams())
        .isLessThan(mobileNetV3(o -> {}).countParams());
    assertThat(mobileNetV3(o -> o.minimalistic(true)).layers())
        .noneMatch(layer -> layer.name().contains("squeeze"));
    assertThat(mobileNetV3(o -> o.dropoutRate(0)).layers())
        .noneMatch(layer -> layer.className().equals("Dropout"));
  }

  @Test
  void nameTheModelAsKerasDoes() {
    assertThat(mobileNet(o -> {}).name()).isEqualTo("mobilenet_1.00_224");
    assertThat(mobileNet(o -> o.includeTop(false)).name()).isEqualTo("mobilenet_1.00_None");
    assertThat(mobileNet(o -> o.name("mine")).name()).isEqualTo("mine");
    assertThat(EfficientNetV2L.create(o -> o.weights(null)).name()).isEqualTo("efficientnetv2-l");
    try (Model mine =
        ConvNeXtTiny.create(o -> o.weights(null).name("mine").inputShape(32, 32, 3))) {
      assertThat(mine.name()).isEqualTo("mine");
      assertThat(mine.getLayer("mine_stage_0_block_0_depthwise_conv").countParams()).isPositive();
    }
    assertThat(ConvNeXtXLarge.create(o -> o.weights(null)).name()).isEqualTo("convnext_xlarge");
  }

  @Test
  void letANetworkStartFromATensor() {
    Tensor image = Input.of("image", 96, 96, 1);
    Tensor colors = new Conv2D(3, 1).name("conv2d").apply(image);
    Model model = InceptionV3.create(o -> o.weights(null).includeTop(false).inputTensor(colors));
    assertThat(model.inputs()).containsExactly(image);
    assertThat(model.layers().subList(0, 3))
        .extracting(Layer::name)
        .containsExactly("image", "conv2d", "conv2d_1");
  }

  @Test
  void numberLayersFromTheStartOfEachNetworkAndNoOthersTheSame() {
    Model first = NASNetMobile.create(o -> o.weights(null));
    Model second = NASNetMobile.create(o -> o.weights(null));
    List<String> names = first.layers().stream().map(Layer::name).toList();
    assertThat(second.layers()).extracting(Layer::name).containsExactlyElementsOf(names);
    assertThat(names).contains("activation", "activation_1");
    assertThat(names).doesNotContain(new Activation("relu").name());
  }
}
