package io.hornbill.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.optimizers.SGD;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The numbers are those of Keras 3.15.1. */
class STFTSpectrogramTest {
  @Test
  void wavesOfAnglesAreTrained() {
    float[] wave = new float[8];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = (float) Math.sin(i * 1.3 + 0.4);
    }
    INDArray x = Nd4j.createFromArray(wave).reshape(1, 8, 1);
    INDArray y = Nd4j.zeros(1, 3, 3);
    Sequential model =
        new Sequential(
            new Input(8, 1), new STFTSpectrogram().mode("angle").frameLength(4).frameStep(2));
    model.compile(new SGD(0.1), "mse");

    assertThat(model.trainOnBatch(x, y).get("loss")).isCloseTo(3.36848164, within(1e-5));
    assertThat(model.testOnBatch(x, y).get("loss")).isCloseTo(3.03393865, within(1e-5));
  }
}
