package io.hornbill.visualization.internal.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.visualization.GradCamOptions;
import io.hornbill.visualization.internal.scene.Mark.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GradCamTest {
  private static final INDArray IMAGE = Nd4j.createFromArray(1f, 2, 3, 4).reshape(2, 2, 1);

  /**
   * Two maps, x and 5 - 2 x, whose means are weighted by (1, 0.5) for class 0 and (0, 1) for class
   * 1: by hand, the heat of class 0 is x + 0.5 (5 - 2 x), the same everywhere, and that of class 1
   * is max(0, 5 - 2 x).
   */
  private static Sequential model(String activation) {
    var model =
        new Sequential(
            new Input(2, 2, 1),
            new Conv2D(2, 1, 1).name("maps"),
            new GlobalAveragePooling2D(),
            new Dense(2).activation(activation).name("classes"));
    model.countParams();
    model
        .getLayer("maps")
        .setWeights(
            List.of(Nd4j.createFromArray(1f, -2).reshape(1, 1, 1, 2), Nd4j.createFromArray(0f, 5)));
    model
        .getLayer("classes")
        .setWeights(List.of(Nd4j.createFromArray(new float[][] {{1, 0}, {.5f, 1}}), Nd4j.zeros(2)));
    return model;
  }

  @Test
  void weighsMapsByTheirMeanGradients() {
    assertThat(new GradCam(model("linear"), IMAGE, null, 0).heat()).containsExactly(1, 1, 1, 1);
    assertThat(new GradCam(model("linear"), IMAGE, null, 1).heat())
        .containsExactly(new double[] {1, 1.0 / 3, 0, 0}, within(1e-6));
  }

  @Test
  void looksBeforeTheProbabilities() {
    assertThat(new GradCam(model("softmax"), IMAGE, "maps", 1).heat())
        .containsExactly(new double[] {1, 1.0 / 3, 0, 0}, within(1e-6));
  }

  @Test
  void looksForTheClassThatTheModelFinds() {
    assertThat(new GradCam(model("softmax"), IMAGE.reshape(1, 2, 2, 1), null, -1).classIndex())
        .isZero();
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(() -> new GradCam(model("linear"), IMAGE, "classes", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "a layer with maps [batch, height, width, channels]. Received: \"classes\".");
    assertThatThrownBy(() -> new GradCam(model("linear"), IMAGE, null, 2))
        .hasMessageContaining("classIndex must be below 2. Received: 2.");
    assertThatThrownBy(() -> new GradCam(model("linear"), Nd4j.zeros(2, 2), null, 0))
        .hasMessageContaining("gradCam takes one image [height, width, channels].");
    assertThatThrownBy(() -> new GradCamOptions().classIndex(-1))
        .hasMessageContaining("classIndex must be at least 0");
  }

  @Test
  void heatLiesOverThePhotographWhereItBelongs() {
    GradCam cam = new GradCam(model("linear"), IMAGE, null, 1);
    INDArray photograph = Nd4j.valueArrayOf(new long[] {8, 8, 3}, 255f);
    List<Picture> pictures =
        HeatScene.of(photograph, cam, new GradCamOptions()).marks().stream()
            .filter(Picture.class::isInstance)
            .map(Picture.class::cast)
            .toList();
    assertThat(pictures.get(0).image().rgb()).containsOnly(0xFFFFFF);
    int[] warmed = pictures.get(1).image().rgb();
    int hot = warmed[0];
    int cold = warmed[63];
    // Half white, half the ends of the scale: dark red 7A0403, dark blue 30123B.
    assertThat(hot).isEqualTo(0xBD8281);
    assertThat(cold).isEqualTo(0x98899D);
  }
}
