package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.engine.internal.kernel.Threads;
import io.hornbill.layers.Conv2D;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How many threads models use. */
class ThreadsTest {
  @AfterEach
  void asAtFirst() {
    Hornbill.threads(0);
  }

  private static INDArray predicted(int threads) {
    Hornbill.threads(threads);
    Hornbill.seed(1);
    try (Sequential model = new Sequential(new Input(40, 40, 8), new Conv2D(16, 3))) {
      return model.predict(Nd4j.ones(2, 40, 40, 8));
    }
  }

  @Test
  void anyNumberPredictsTheSame() {
    INDArray one = predicted(1);
    assertThat(predicted(2)).isEqualTo(one);
    assertThat(predicted(0)).isEqualTo(one);
  }

  @Test
  void theNumberIsThatOfPlans() {
    Hornbill.threads(3);
    assertThat(Threads.count()).isEqualTo(3);
    Hornbill.threads(0);
    assertThat(Threads.count()).isPositive();
  }

  @Test
  void negativeNumbersAreRefused() {
    assertThatThrownBy(() -> Hornbill.threads(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Hornbill: threads must be 0 or more. Received: -1. Give the number of threads, or 0 for one for each core.");
  }
}
