package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

class WarningsTest {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void catchWhatIsPrinted() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(before);
  }

  /** What must be there where no binding of SLF4J writes it, and nothing otherwise. */
  private static String ifUnbound(String text) {
    return LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory ? text : "";
  }

  @Test
  void aWarningIsPrintedOnceWhereNoBindingOfSlf4jWritesIt() {
    String unique = "x_" + UUID.randomUUID();
    for (int i = 0; i < 2; i++) {
      Warnings.warn(LoggerFactory.getLogger("test"), "no {} of {}", unique, 3);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(ifUnbound("WARN no " + unique + " of 3"));
  }

  @Test
  void aFaultIsPrintedAsItIs() {
    String unique = "{}_%s_" + UUID.randomUUID();
    Fault fault = Fault.of("Part").expected("k must be odd").received(unique).remedy("Add 1.");

    Warnings.warn(LoggerFactory.getLogger("test"), fault);

    assertThat(printed.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(ifUnbound("WARN Part: k must be odd. Received: " + unique + ". Add 1."));
  }
}
