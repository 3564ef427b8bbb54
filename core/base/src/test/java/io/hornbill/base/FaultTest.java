package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static final Fault FAULT =
      Fault.of("Dense")
          .expected("units must be at least %s", 1)
          .received(0)
          .remedy("Give a positive whole number.");
  private static final String TEXT =
      "Dense: units must be at least 1. Received: 0. Give a positive whole number.";

  private static void check(int units) {
    // region error
    if (units < 1) {
      throw Fault.of("Dense")
          .expected("units must be at least 1")
          .received(units)
          .remedy("Give a positive whole number.")
          .argument();
    }
    // endregion
  }

  @Test
  void theFourPartsAreOneText() {
    assertThatIllegalArgumentException().isThrownBy(() -> check(0)).withMessage(TEXT);
    assertThat(FAULT.message()).isEqualTo(TEXT);
    assertThat(FAULT).hasToString(TEXT);
  }

  @Test
  void partsWithValuesAreFormats() {
    assertThat(
            Fault.of("Model \"%s\"", "m")
                .expected("%s must be below %d%%", "share", 100)
                .received("\"%s\" of %s", "a", null)
                .remedy("Give %s.", 5))
        .hasToString("Model \"m\": share must be below 100%. Received: \"a\" of null. Give 5.");
  }

  @Test
  void partsWithoutValuesAreTextAsItIs() {
    assertThat(Fault.of("%s").expected("100%").received("%d").remedy("50%% of it."))
        .hasToString("%s: 100%. Received: %d. 50%% of it.");
    assertThat(Fault.of("Part").expected("k must be given").received(null))
        .hasToString("Part: k must be given. Received: null.");
  }

  @Test
  void numbersAreWrittenAlikeInAllLanguages() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(Fault.of("Part").expected("at most %,d, not %.1f", 1000, 2.5))
          .hasToString("Part: at most 1,000, not 2.5.");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void partsAddToNoOtherMessage() {
    Fault owner = Fault.of("Part");
    owner.expected("k must be odd");

    assertThat(owner).hasToString("Part");
  }

  @Test
  void theEndChoosesTheException() {
    IOException cause = new IOException("cause");
    IOException checked = FAULT.as(IOException::new);
    UncheckedIOException unchecked = FAULT.as(UncheckedIOException::new, cause);

    assertThat(FAULT.argument()).hasMessage(TEXT).hasNoCause();
    assertThat(FAULT.argument(cause)).hasMessage(TEXT).hasCause(cause);
    assertThat(FAULT.state()).hasMessage(TEXT).hasNoCause();
    assertThat(FAULT.state(cause)).hasMessage(TEXT).hasCause(cause);
    assertThat(FAULT.unsupported()).hasMessage(TEXT).hasNoCause();
    assertThat(checked).hasMessage(TEXT).hasNoCause();
    assertThat(unchecked).hasMessage(TEXT).hasCause(cause);
  }
}
