package io.hornbill.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.hostile.ChildJvm.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models whose settings were replaced by absurd ones answer or are refused, in a process of their
 * own, on either engine. {@code -Dhornbill.hostile=10000} makes so many.
 */
@Tag("processes")
class HostileConfigsTest {
  @ParameterizedTest
  @ValueSource(strings = {"onednn", "nd4j"})
  void absurdSettingsAreRefusedOrComputed(String engine) throws Exception {
    int count = Integer.getInteger("hornbill.hostile", 500);
    Outcome outcome =
        new ChildJvm()
            .option("-Xmx512m", "-Dhornbill.engine=" + engine)
            .run(HostileRun.class, "0", Integer.toString(count));
    assertThat(outcome.exit()).as(outcome.said()).isZero();
    assertThat(outcome.said())
        .contains("HOSTILE " + count + " configurations, 0 findings")
        .contains("predicted=")
        .contains("ModelFormatException=");
  }
}
