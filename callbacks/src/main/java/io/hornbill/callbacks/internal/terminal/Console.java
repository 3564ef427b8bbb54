package io.hornbill.callbacks.internal.terminal;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Standard output: the only place of the library that prints, next to the progress bar. */
public final class Console {
  private static final int USUAL_COLUMNS = 80;

  /** Box-drawing characters, and below each what stands for it in ASCII. */
  private static final String BOXES = "━┏┳┓┡╇┩┃│├┼┤─└┴┘…";

  private static final String PLAIN = "=++++++||+++-+++~";

  /** The bar whose line has not come to its end. */
  private static final AtomicReference<@Nullable ProgressBar> UNFINISHED = new AtomicReference<>();

  private Console() {}

  /**
   * Prints a line. A progress bar whose line has not ended yet is left as it is, and goes on below.
   *
   * @param line the line
   */
  public static void println(String line) {
    ProgressBar bar = UNFINISHED.getAndSet(null);
    if (bar != null) {
      bar.leave();
    }
    System.out.println(shown(line, System.out));
  }

  /** Notes which bar has an unfinished line; null if none has. */
  static void unfinished(@Nullable ProgressBar bar) {
    UNFINISHED.set(bar);
  }

  /**
   * Writes boxes in ASCII where the output cannot show them, as in a container without UTF-8.
   *
   * @param text the text
   * @param out where it is going to be printed
   * @return the text, or the text with other boxes
   */
  static String shown(String text, PrintStream out) {
    return charset(out).newEncoder().canEncode('━') ? text : ascii(text);
  }

  /**
   * Writes boxes in ASCII.
   *
   * @param text the text
   * @return the text with {@code + - = |} instead of lines
   */
  public static String ascii(String text) {
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i < plain.length(); i++) {
      int box = BOXES.indexOf(plain.charAt(i));
      if (box >= 0) {
        plain.setCharAt(i, PLAIN.charAt(box));
      }
    }
    return plain.toString();
  }

  /** What the stream writes; before JDK 18 only the system's own is known. */
  private static Charset charset(PrintStream out) {
    try {
      return (Charset) PrintStream.class.getMethod("charset").invoke(out);
    } catch (ReflectiveOperationException e) {
      String known =
          System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
      return known != null && Charset.isSupported(known)
          ? Charset.forName(known)
          : Charset.defaultCharset();
    }
  }

  /** {@return whether standard output is a terminal, on which a line can be drawn over again} */
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
  public static int columns() {
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
