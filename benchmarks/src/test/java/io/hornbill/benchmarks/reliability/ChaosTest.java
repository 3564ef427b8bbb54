package io.hornbill.benchmarks.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.benchmarks.reliability.chaos.Chaos;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twenty seconds of what {@code benchmarks/chaos} does for longer. */
@Tag("processes")
class ChaosTest {
  private static final int SECONDS = Integer.getInteger("hornbill.chaos", 10);

  @ParameterizedTest
  @ValueSource(strings = {"onednn", "nd4j"})
  void manyThreadsFindNothingWrong(String engine) throws Exception {
    assertThat(Chaos.run(engine, SECONDS)).isZero();
  }
}
