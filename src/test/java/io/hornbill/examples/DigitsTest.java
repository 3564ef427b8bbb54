package io.hornbill.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DigitsTest {
  @Test
  void readsNinetySevenInAHundredUnseenDigits() {
    assertThat(Digits.accuracy()).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void refusesAnUnknownDataset() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Digits.accuracy("--dataset", "letters"))
        .withMessage(
            "Arguments: --dataset must be one of [digits, mnist]. Received: letters. Choose one.");
  }
}
