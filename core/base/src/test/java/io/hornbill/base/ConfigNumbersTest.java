package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing of a number may be cut off: 2^32 + 4 is not 4. */
class ConfigNumbersTest {
  private static final List<Object> NO_INTEGERS =
      List.of(
          (1L << 32) + 4,
          2_147_483_648L,
          -2_147_483_649L,
          BigInteger.ONE.shiftLeft(64).add(BigInteger.valueOf(4)),
          2.5,
          Double.NaN);

  @Test
  void aNumberAloneMustBeOneOf32Bits() {
    for (Object number : NO_INTEGERS) {
      Config config = new Config().with("n", number);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> config.integers("n"))
          .withMessage(
              "Config: \"n\" must be a list of whole numbers. Received: %s. Correct the"
                  + " configuration.",
              number);
      assertThatIllegalArgumentException().isThrownBy(() -> config.integer("n", 0));
      assertThatIllegalArgumentException().isThrownBy(() -> config.firstInteger("n"));
    }
  }

  @Test
  void eachNumberOfAListMustBeOneOf32Bits() {
    for (Object number : NO_INTEGERS) {
      Config config = new Config().with("n", Arrays.asList(3, number));
      assertThatIllegalArgumentException().isThrownBy(() -> config.integers("n"));
    }
  }

  @Test
  void wholeNumbersOfAnyTypeAndNullsAreRead() {
    Config config = new Config().with("n", Arrays.asList(3, null, 4L, 5.0));
    assertThat(config.integers("n")).containsExactly(3, -1, 4, 5);
  }

  @Test
  void anEmptyListHasNoFirstNumber() {
    Config config = new Config().with("n", List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.firstInteger("n"))
        .withMessage(
            "Config: \"n\" must be a whole number. Received: []. Correct the configuration.");
    assertThatIllegalArgumentException().isThrownBy(() -> config.firstNumber("n"));
    assertThat(new Config().with("n", List.of(2, 3)).firstInteger("n")).isEqualTo(2);
    assertThat(new Config().with("n", List.of(0.5)).firstNumber("n")).isEqualTo(0.5);
  }

  @Test
  void aSettingMayHaveAGreatestValue() {
    Setting<Integer> setting = Setting.integer("n", 1).positive().atMost(9);
    Settings settings = new Settings("Part").declare(setting);
    settings.set(setting, 9);
    assertThat(setting.range()).isEqualTo("positive, at most 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.set(setting, 10))
        .withMessage("Part: n must be at most 9. Received: 10. Give less.");
  }
}
