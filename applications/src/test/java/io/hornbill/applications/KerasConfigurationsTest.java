package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KerasConfigurationsTest {

  @Test
  void areComparedToTheLastSetting() {
    Map<String, Object> keras = Map.of("name", "a", "config", Map.of("rate", 0.5, "units", 3));
    Map<String, Object> own = Map.of("name", "a", "config", Map.of("rate", 0.25, "units", 3.0));
    assertThat(KerasConfigurations.differences(keras, keras)).isEmpty();
    assertThat(KerasConfigurations.differences(keras, own))
        .isEqualTo(List.of("model a.config.rate: 0.25, not 0.5"));
  }
}
