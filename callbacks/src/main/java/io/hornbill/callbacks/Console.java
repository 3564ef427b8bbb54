package io.hornbill.callbacks;

/** Standard output: the only place of the library that prints, next to the progress bar. */
public final class Console {
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
   * Returns how wide the terminal is, as shells and terminals say by {@code COLUMNS}.
   *
   * @return the width in characters; 0 if unknown
   */
  static int columns() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("\\d{1,5}") ? Integer.parseInt(columns) : 0;
  }
}
