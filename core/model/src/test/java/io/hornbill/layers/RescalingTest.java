package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Config;
import io.hornbill.layers.internal.ImageDataFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RescalingTest {
  private final INDArray x = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}});

  @AfterEach
  void reset() {
    ImageDataFormat.set(ImageDataFormat.CHANNELS_LAST);
  }

  @Test
  void multipliesAndAdds() {
    assertThat(predict(new Rescaling(2).offset(-1))).containsExactly(1, 3, 5, 7);
  }

  @Test
  void hasANumberForEachChannel() {
    assertThat(predict(new Rescaling(new double[] {2, 10}))).containsExactly(2, 20, 6, 40);
    assertThat(predict(new Rescaling(1).offset(5, 6))).containsExactly(6, 8, 8, 10);
  }

  @Test
  void findsTheChannelsBeforeThePlaces() {
    ImageDataFormat.set(ImageDataFormat.CHANNELS_FIRST);
    Model model = new Sequential(new Input(2, 1, 2), new Rescaling(new double[] {2, 10}));
    INDArray y = model.predict(Nd4j.ones(1, 2, 1, 2));
    assertThat(y.dup('c').data().asFloat()).containsExactly(2, 2, 10, 10);
    model.close();
  }

  @Test
  void isMadeAgainFromItsConfiguration() {
    Layer again = Layers.get("Rescaling", new Rescaling(new double[] {2, 10}).offset(1).config());
    assertThat(again.config().get("scale")).hasToString("[2.0, 10.0]");
    assertThat(again.config().get("offset")).isEqualTo(1.0);
  }

  @Test
  void readsTheArraysOfNumPyThatKerasWrites() {
    Config array = new Config().with("value", List.of(2.0, 10.0)).with("dtype", "float64");
    Config numpy = new Config().with("class_name", "__numpy__").with("config", array);
    Layer layer = Layers.get("Rescaling", new Rescaling(1).config().with("scale", numpy));
    assertThat(predict((Rescaling) layer)).containsExactly(2, 20, 6, 40);
  }

  /** By the formula of Keras: what equals the threshold is cut. */
  @Test
  void rectifiersCutTheThreshold() {
    Model model = new Sequential(new Input(2), new ReLU().threshold(2));
    assertThat(model.predict(x).data().asFloat()).containsExactly(-0f, 0, 3, 4);
    model.close();
  }

  @Test
  void saysWhatAScaleMustBe() {
    assertThatThrownBy(Rescaling::new)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scale must be one number, or one for each channel. Received: [].");
    assertThatThrownBy(() -> new Rescaling(1).offset(Double.NaN))
        .hasMessageContaining("offset must be one number");
  }

  private float[] predict(Rescaling layer) {
    Model model = new Sequential(new Input(2), layer);
    float[] y = model.predict(x).dup('c').data().asFloat();
    model.close();
    return y;
  }
}
