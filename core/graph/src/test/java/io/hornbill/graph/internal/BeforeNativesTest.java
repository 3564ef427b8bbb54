package io.hornbill.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4jBackend;

/** ND4J asks for backends before it loads natives, and is never to take this one. */
class BeforeNativesTest {
  private final Nd4jBackend backend = new BeforeNatives();

  @Test
  void isTheLastChoiceAndNone() {
    assertThat(backend.getPriority()).isEqualTo(Integer.MIN_VALUE);
    assertThat(backend.isAvailable()).isFalse();
    assertThat(backend.canRun()).isFalse();
    assertThat(backend.allowsOrder()).isFalse();
    assertThat(backend.buildInfo()).isEmpty();
  }

  @Test
  void computesNothing() {
    for (Runnable use :
        List.<Runnable>of(
            backend::getNDArrayClass, backend::getEnvironment, backend::getConfigurationResource)) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(use::run)
          .withMessageStartingWith("BeforeNatives: a backend must be available to compute.");
    }
  }
}
