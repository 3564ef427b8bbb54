package io.hornbill.optimizers.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbill.engine.testing.Golden;
import io.hornbill.engine.testing.Parity;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

class ScheduleParityTest {
  private static final Parity PARITY = new Parity("schedules");

  static Stream<Golden.Case> cases() {
    return Golden.read("schedules").cases();
  }

  @AfterAll
  static void agreesWithThePage() {
    PARITY.check();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithKeras(Golden.Case golden) {
    Schedule schedule = Schedules.get(golden.className(), golden.config());
    JsonNode steps = golden.node().get("steps");
    double worst = 0;
    for (int i = 0; i < steps.size(); i++) {
      double expected = golden.node().get("values").get(i).asDouble();
      double error = Math.abs(schedule.rate(steps.get(i).asLong()) - expected);
      worst = Math.max(worst, error / Math.max(expected, 1e-9));
    }
    PARITY.record(golden.className(), DataType.DOUBLE, worst);

    assertThat(worst).isLessThan(1e-6);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsItsConfiguration(Golden.Case golden) {
    Schedule schedule = Schedules.get(golden.className(), golden.config());

    assertThat(Schedules.get(schedule.name(), schedule.config())).isEqualTo(schedule);
    assertThat(schedule.config().asMap().keySet()).containsAll(golden.config().asMap().keySet());
  }
}
