package io.hornbill.examples;

import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Consumer;

/** What all examples do with their command line and their results. */
final class Program {
  private Program() {}

  /** Runs an example; what the user did wrong is one line, and status 2. */
  static void run(Consumer<String[]> example, String... args) {
    try {
      example.accept(args);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(2); // which Maven leaves without a stack trace
    }
  }

  /** Prints a result, and returns it. */
  static double result(String what, double value) {
    System.out.printf(Locale.ROOT, "%s: %.4f%n", what, value);
    return value;
  }
}
