package io.hornbill.callbacks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Standard output: the only place of the library that prints, next to the progress bar. */
public final class Console {
  private static final int USUAL_COLUMNS = 80;

  private Console() {}

  /**
   * Prints a line.
   *
   * @param line the line
   */
  public static void println(String line) {
    System.out.println(line);
  }

  /**
   * Says whether standard output is a terminal, on which a line can be drawn over again.
   *
   * @return true if it is
   */
  @SuppressWarnings("SystemConsoleNull")
  public static boolean isTerminal() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From JDK 22 on there is a console even if it is no terminal.
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /**
   * Returns how wide the terminal is, as {@code COLUMNS} or {@code stty} says.
   *
   * @return the width in characters; 80 if unknown
   */
  static int columns() {
    String columns = System.getenv("COLUMNS");
    return width(columns == null ? sttySize() : "0 " + columns);
  }

  /**
   * Reads a size.
   *
   * @param size rows and columns
   * @return the columns; 80 if there are none
   */
  static int width(String size) {
    String[] parts = size.strip().split(" ", -1);
    boolean known = parts.length == 2 && parts[1].matches("[1-9]\\d{0,4}");
    return known ? Integer.parseInt(parts[1]) : USUAL_COLUMNS;
  }

  /** Asks the terminal; an empty answer where there is no such program. */
  private static String sttySize() {
    File terminal = new File("/dev/tty");
    if (!terminal.exists()) {
      return "";
    }
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(terminal).start();
      return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }
}
