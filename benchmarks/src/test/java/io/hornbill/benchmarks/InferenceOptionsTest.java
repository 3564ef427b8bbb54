package io.hornbill.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What the modes of saved networks were asked for. */
class InferenceOptionsTest {
  @Test
  void allNetworksAreComparedWithOneAndEightImages() {
    InferenceOptions options = InferenceOptions.of("benchmarks", "inference");
    assertThat(options.models()).hasSize(6).contains("VGG16", "EfficientNetB0");
    assertThat(options.batches()).containsExactly(1, 8);
    assertThat(options.contenders())
        .containsExactly(Contender.HORNBILL, Contender.DJL_PYTORCH, Contender.ONNXRUNTIME_JAVA);
  }

  @Test
  void theOtherModesAskTwoNetworksForOneImage() {
    InferenceOptions options = InferenceOptions.of("benchmarks", "busy");
    assertThat(options.models()).containsExactly("ResNet50", "MobileNetV2");
    assertThat(options.batches()).containsExactly(1);
  }

  @Test
  void namesAndOptionsAreTaken() {
    InferenceOptions options =
        InferenceOptions.of(
            "b", "inference", "VGG16", "--python", "py", "--batches", "4", "--seconds", "0.5");
    assertThat(options.models()).containsExactly("VGG16");
    assertThat(options.commands().python()).isEqualTo("py");
    assertThat(options.contenders()).hasSize(5).contains(Contender.OPENVINO);
    assertThat(options.batches()).containsExactly(4);
    assertThat(options.millis()).isEqualTo(500);
  }

  @Test
  void unknownOptionsAreNamed() {
    assertThatThrownBy(() -> InferenceOptions.of("b", "start", "--speed", "9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Received: --speed.");
  }
}
