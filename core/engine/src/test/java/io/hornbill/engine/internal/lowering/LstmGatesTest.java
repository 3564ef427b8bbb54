package io.hornbill.engine.internal.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LstmGatesTest {
  private static final float[] EDGES = {
    0, -0f, 1e-30f, -1e-30f, 9, -9, 9.1f, -100, 1e30f, Float.POSITIVE_INFINITY
  };

  @Test
  void tanhIsThatOfMath() {
    float[] x = range();
    float[] y = new float[x.length];
    LstmGates.tanh(x, y, x.length);
    for (int i = 0; i < x.length; i++) {
      assertThat((double) y[i]).as("tanh(%s)", x[i]).isCloseTo(Math.tanh(x[i]), within(4e-7));
    }
  }

  @Test
  void smallValuesAreRightRelativeToTheirSize() {
    float[] x = {1e-6f, -3e-4f, 2e-2f, 0.3f};
    float[] y = new float[x.length];
    LstmGates.tanh(x, y, x.length);
    for (int i = 0; i < x.length; i++) {
      assertThat(y[i] / Math.tanh(x[i])).isCloseTo(1, within(4e-7));
    }
  }

  @Test
  void sigmoidIsOneOverOnePlusExp() {
    float[] x = range();
    float[] y = x.clone();
    LstmGates.sigmoid(y, y.length);
    for (int i = 0; i < x.length; i++) {
      double expected = 1 / (1 + Math.exp(-x[i]));
      assertThat((double) y[i]).as("sigmoid(%s)", x[i]).isCloseTo(expected, within(3e-7));
    }
  }

  @Test
  void notANumberStaysNotANumber() {
    float[] x = {Float.NaN, 1};
    LstmGates.sigmoid(x, 2);
    assertThat(x[0]).isNaN();
    assertThat(x[1]).isCloseTo(0.7310586f, within(1e-6f));
  }

  private static float[] range() {
    float[] x = new float[40_001 + EDGES.length];
    for (int i = 0; i <= 40_000; i++) {
      x[i] = (i - 20_000) / 1000f;
    }
    System.arraycopy(EDGES, 0, x, 40_001, EDGES.length);
    return x;
  }
}
