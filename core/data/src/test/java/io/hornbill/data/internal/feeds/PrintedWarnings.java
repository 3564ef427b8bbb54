package io.hornbill.data.internal.feeds;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/** What warnings are printed where no binding of SLF4J writes them, as in this module. */
final class PrintedWarnings {
  private PrintedWarnings() {}

  static String of(Runnable action) {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return printed.toString(StandardCharsets.UTF_8).strip();
  }

  /** The same text, or none where a binding writes it elsewhere. */
  static String expected(String text) {
    return LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory ? text : "";
  }
}
