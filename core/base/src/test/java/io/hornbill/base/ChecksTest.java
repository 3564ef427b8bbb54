package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** What the checks return; what they refuse is in {@code SettingTest}. */
class ChecksTest {
  @Test
  void whatIsAllowedIsReturned() {
    assertThat(Checks.given("Part", "mode", "sum")).isEqualTo("sum");
    assertThat(Checks.positive("Part", "k", 0.5)).isEqualTo(0.5);
    assertThat(Checks.positive("Part", "k", 1)).isEqualTo(1);
    assertThat(Checks.notNegative("Part", "k", 0.5)).isEqualTo(0.5);
    assertThat(Checks.finite("Part", "k", -0.5)).isEqualTo(-0.5);
    assertThat(Checks.inRange("Part", "k", 0.5, 0.5, 1)).isEqualTo(0.5);
    assertThat(Checks.within("Part", "k", 0.5, 0.5, 0.5)).isEqualTo(0.5);
  }

  @Test
  void whatMustBeGivenMayNotBeNull() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checks.given("Part", "mode", null))
        .withMessage(
            "Part: mode must be given. Received: null. Pass a value, or use the form without mode.");
  }
}
