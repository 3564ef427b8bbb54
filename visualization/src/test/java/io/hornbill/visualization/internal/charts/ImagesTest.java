package io.hornbill.visualization.internal.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Conv2D;
import io.hornbill.visualization.ChartOptions;
import io.hornbill.visualization.internal.scene.Mark.Picture;
import io.hornbill.visualization.internal.scene.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ImagesTest {
  private static final ChartOptions PLAIN = new ChartOptions();

  private static List<int[]> pixels(Scene scene) {
    return scene.marks().stream()
        .filter(Picture.class::isInstance)
        .map(mark -> ((Picture) mark).image().rgb())
        .toList();
  }

  @Test
  void sharesBytesAndSignedValuesAreScaled() {
    INDArray shares = Nd4j.createFromArray(0f, 0.5f, 1, 0.2f).reshape(1, 2, 2);
    assertThat(pixels(ImageGrid.of(shares, List.of(), PLAIN)).get(0))
        .containsExactly(0, 0x808080, 0xFFFFFF, 0x333333);
    INDArray bytes = Nd4j.createFromArray(0f, 128, 255, 1).reshape(1, 2, 2, 1);
    assertThat(pixels(ImageGrid.of(bytes, List.of(), PLAIN)).get(0))
        .containsExactly(0, 0x808080, 0xFFFFFF, 0x010101);
    INDArray signed = Nd4j.createFromArray(-1f, 0, 1, Float.NaN).reshape(1, 2, 2);
    assertThat(pixels(ImageGrid.of(signed, List.of(), PLAIN)).get(0))
        .containsExactly(0, 0x808080, 0xFFFFFF, 0);
  }

  @Test
  void coloursAreRedGreenBlueAndAlphaIsLeftOut() {
    INDArray x = Nd4j.createFromArray(255f, 128, 0, 7).reshape(1, 1, 1, 4);
    assertThat(pixels(ImageGrid.of(x, List.of(), PLAIN)).get(0)).containsExactly(0xFF8000);
  }

  @Test
  void labelsStandBelowAndAreShortened() {
    INDArray x = Nd4j.zeros(2, 4, 4);
    Scene scene = ImageGrid.of(x, List.of("cat", "a label that is far too long"), PLAIN);
    assertThat(Texts.of(scene)).contains("cat").anyMatch(text -> text.endsWith("..."));
    assertThat(ImageGrid.labels(Nd4j.createFromArray(3f, 0.25f))).containsExactly("3", "0.25");
    assertThat(ImageGrid.labels(Nd4j.createFromArray(new float[][] {{0, 1}, {1, 0}})))
        .containsExactly("1", "0");
  }

  @Test
  void refusesWhatIsNoImage() {
    assertThatThrownBy(() -> ImageGrid.of(Nd4j.zeros(2, 3, 4, 2), List.of(), PLAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("with 1 or 3 channels at the end. Received: [2, 3, 4, 2].");
    assertThatThrownBy(() -> ImageGrid.of(Nd4j.zeros(2, 3, 3), List.of("one"), PLAIN))
        .hasMessageContaining("one label for each of the 2 images. Received: 1 labels.");
    assertThatThrownBy(() -> ImageGrid.of(Nd4j.zeros(3000, 1, 1), List.of(), PLAIN))
        .hasMessageContaining("at most 2500 images can be drawn. Received: 3000.");
  }

  @Test
  void filtersGoFromTheirLeastToTheirLargestWeight() {
    var layer = new Conv2D(2, 1, 2).name("conv");
    new Sequential(new Input(4, 4, 1), layer).countParams();
    layer.setWeights(
        List.of(Nd4j.createFromArray(-1f, 10, 1, 20).reshape(1, 2, 1, 2), Nd4j.zeros(2)));
    assertThat(pixels(Filters.of(layer, PLAIN)))
        .containsExactly(new int[] {0, 0xFFFFFF}, new int[] {0, 0xFFFFFF});
  }

  @Test
  void filtersOfThreeInputsAreInColour() {
    var layer = new Conv2D(1, 1, 1).name("conv");
    new Sequential(new Input(4, 4, 3), layer).countParams();
    layer.setWeights(List.of(Nd4j.createFromArray(-1f, 0, 1).reshape(1, 1, 3, 1), Nd4j.zeros(1)));
    assertThat(pixels(Filters.of(layer, PLAIN))).containsExactly(new int[] {0x0080FF});
  }

  @Test
  void filtersNeedAConvolution() {
    var layer = new io.hornbill.layers.Flatten().name("flat");
    assertThatThrownBy(() -> Filters.of(layer, PLAIN))
        .hasMessage(
            "Plots: the layer must have a kernel [height, width, inputs, filters]. Received:"
                + " Flatten(flat). Choose a Conv2D.");
  }
}
