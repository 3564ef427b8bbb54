package io.hornbill.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 8, 12, 97, 100, 255, 256, 257, 400})
  void magnitudesAreThoseOfTheDefinition(int length) {
    double[] x = new Random(length).doubles(length, -1, 1).toArray();
    double[] magnitudes = new double[length / 2 + 1];

    Fourier fourier = new Fourier(length);
    fourier.magnitudes(x, new double[length / 2 + 1]);
    fourier.magnitudes(x, magnitudes); // what the first call left does not count

    for (int k = 0; k < magnitudes.length; k++) {
      double real = 0;
      double imag = 0;
      for (int n = 0; n < length; n++) {
        real += x[n] * Math.cos(2 * Math.PI * k * n / length);
        imag -= x[n] * Math.sin(2 * Math.PI * k * n / length);
      }
      assertThat(magnitudes[k]).isCloseTo(Math.hypot(real, imag), within(1e-11));
    }
  }
}
