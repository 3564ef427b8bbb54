package io.hornbill.layers.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Layer;
import io.hornbill.optimizers.SGD;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers before one that resizes are trained; losses of two steps by Keras 3.15.1 on JAX. */
class ResizedFeaturesTest {
  private static void check(Layer layer, double first, double second) {
    check(layer, "channels_last", first, second);
  }

  private static void check(Layer layer, String format, double first, double second) {
    long[] shape = format.equals("channels_last") ? new long[] {3, 4, 1} : new long[] {1, 3, 4};
    Conv2D before = new Conv2D(1, 1).useBias(false).dataFormat(format);
    Sequential model = new Sequential(new Input(shape), before, layer);
    model.compile(new SGD(0.1), "mse");
    model.setWeights(List.of(Nd4j.createFromArray(2f).reshape(1, 1, 1, 1)));
    INDArray x =
        Nd4j.linspace(DataType.FLOAT, 0.1, 0.1, 12).reshape(1, shape[0], shape[1], shape[2]);
    INDArray y = Nd4j.zeros(DataType.FLOAT, model.predict(x).shape());

    assertThat(model.trainOnBatch(x, y).get("loss")).isCloseTo(first, within(2e-6));
    assertThat(model.trainOnBatch(x, y).get("loss")).isCloseTo(second, within(2e-6));
  }

  @Test
  void resizingHasAGradient() {
    check(new Resizing(5, 3), 2.0855677, 1.6732868);
    check(new Resizing(5, 3).dataFormat("channels_first"), "channels_first", 2.0855677, 1.6732868);
    check(new Resizing(2, 6).interpolation("bicubic").antialias(true), 2.0448492, 1.6480842);
    check(new Resizing(5, 3).interpolation("nearest"), 2.3520000, 1.8313371);
    check(new Resizing(2, 2).cropToAspectRatio(true), 1.8224999, 1.5054829);
    check(new Resizing(4, 4).padToAspectRatio(true).fillValue(0.5), 2.1050000, 1.6852158);
  }

  @Test
  void aCropHasAGradient() {
    check(new CenterCrop(2, 2), 0.9800000, 0.8863130);
    check(new CenterCrop(5, 5), 1.8099201, 1.4971614);
  }
}
