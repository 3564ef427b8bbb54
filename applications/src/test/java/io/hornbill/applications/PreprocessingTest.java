package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Expected values are those of keras.applications of Keras 3.15.1. */
class PreprocessingTest {
  @TempDir private Path folder;

  /** Two pixels of red, green and blue. */
  private final INDArray pixels =
      Nd4j.createFromArray(new float[] {10, 128, 255, 0, 64, 200}).reshape(1, 1, 2, 3);

  @Test
  void swapsColorsAndTakesTheirMeansAway() {
    check(VGG16::preprocessInput, 151.061f, 11.221f, -113.68f, 96.061f, -52.779f, -123.68f);
    check(ResNet152::preprocessInput, 151.061f, 11.221f, -113.68f, 96.061f, -52.779f, -123.68f);
  }

  @Test
  void scalesToOneOnBothSides() {
    check(
        InceptionV3::preprocessInput, -0.92156863f, 0.0039215088f, 1, -1, -0.49803922f, 0.5686275f);
    check(
        ResNet50V2::preprocessInput, -0.92156863f, 0.0039215088f, 1, -1, -0.49803922f, 0.5686275f);
  }

  @Test
  void standardizesColors() {
    check(
        DenseNet201::preprocessInput,
        -1.9466565f,
        0.20518209f,
        2.64f,
        -2.117904f,
        -0.9152661f,
        1.681394f);
  }

  @Test
  void leavesPixelsToNetworksThatScaleThem() {
    check(EfficientNetB0::preprocessInput, 10, 128, 255, 0, 64, 200);
    check(ConvNeXtTiny::preprocessInput, 10, 128, 255, 0, 64, 200);
  }

  @Test
  void takesSingleImagesAndWholeNumbers() {
    INDArray image = pixels.reshape(1, 2, 3).castTo(DataType.UINT8);
    INDArray prepared = VGG19.preprocessInput(image);
    assertThat(prepared.shape()).containsExactly(1, 2, 3);
    assertThat(prepared.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(prepared.getFloat(0, 0, 0)).isCloseTo(151.061f, within(1e-4f));
  }

  @Test
  void takesChannelsThatComeFirst() {
    INDArray first = pixels.permute(0, 3, 1, 2).dup('c');
    INDArray prepared = VGG16.preprocessInput(first, "channels_first");
    assertThat(prepared.permute(0, 2, 3, 1).dup('c').data().asFloat())
        .containsExactly(VGG16.preprocessInput(pixels).data().asFloat());
    assertThat(first.getFloat(0, 0, 0, 0)).isEqualTo(10);
  }

  /** Within a model, and after it was saved and loaded. */
  @Test
  void preparesTensorsAsArrays() {
    checkWithin(VGG16::preprocessInput, VGG16::preprocessInput);
    checkWithin(MobileNetV2::preprocessInput, MobileNetV2::preprocessInput);
    checkWithin(DenseNet121::preprocessInput, DenseNet121::preprocessInput);
    checkWithin(EfficientNetB0::preprocessInput, EfficientNetB0::preprocessInput);
    assertThatThrownBy(() -> VGG16.preprocessInput(Input.of(4, 4, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "preprocessInput: images must have three channels, [batch, height, width, 3] or"
                + " channels first. Received: [?, 4, 4, 1], channels_last. Convert them before: new"
                + " Concatenate() of one channel, for example.");
  }

  @Test
  void preparesTensorsWhoseChannelsComeFirst() {
    INDArray first = pixels.permute(0, 3, 1, 2).dup('c');
    Hornbill.imageDataFormat("channels_first");
    try {
      Tensor image = Input.of(3, 1, 2);
      try (Model caffe = new Model(image, VGG16.preprocessInput(image));
          Model torch = new Model(image, DenseNet121.preprocessInput(image))) {
        INDArray turned = VGG16.preprocessInput(first, "channels_first");
        INDArray standardized = DenseNet121.preprocessInput(first, "channels_first");
        assertThat(caffe.predict(first).equalsWithEps(turned, 1e-4)).isTrue();
        assertThat(torch.predict(first).equalsWithEps(standardized, 1e-5)).isTrue();
      }
    } finally {
      Hornbill.imageDataFormat("channels_last");
    }
  }

  private void checkWithin(
      Function<TensorLike, Tensor> within, UnaryOperator<INDArray> preprocess) {
    Tensor image = Input.of(1, 2, 3);
    Path file = folder.resolve("m.keras");
    try (Model model = new Model(image, within.apply(image))) {
      assertThat(model.predict(pixels).equalsWithEps(preprocess.apply(pixels), 1e-5)).isTrue();
      model.save(file);
    }
    try (Model model = Model.load(file)) {
      assertThat(model.predict(pixels).equalsWithEps(preprocess.apply(pixels), 1e-5)).isTrue();
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> VGG16.preprocessInput(Nd4j.zeros(2, 4, 4, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Received: [2, 4, 4, 1], channels_last.");
    assertThatThrownBy(() -> VGG16.preprocessInput(pixels, "channels"))
        .hasMessage(
            "preprocessInput: dataFormat must be \"channels_last\" or \"channels_first\". Received: \"channels\". Choose one.");
  }

  private void check(UnaryOperator<INDArray> preprocess, float... expected) {
    INDArray prepared = preprocess.apply(pixels);
    assertThat(prepared.shape()).containsExactly(1, 1, 2, 3);
    assertThat(prepared.data().asFloat()).containsExactly(expected, within(1e-4f));
    assertThat(pixels.getFloat(0, 0, 0, 0)).isEqualTo(10);
  }
}
