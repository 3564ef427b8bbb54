package io.hornbill.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

class WarningsTest {
  @Test
  void aWarningIsPrintedOnceWhereNoBindingOfSlf4jWritesIt() {
    boolean unbound = LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory;
    String unique = "x_" + UUID.randomUUID();
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      for (int i = 0; i < 2; i++) {
        Warnings.warn(LoggerFactory.getLogger("test"), "no {} of {}", unique, 3);
      }
    } finally {
      System.setErr(before);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(unbound ? "WARN no " + unique + " of 3" : "");
  }
}
