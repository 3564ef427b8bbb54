package io.hornbill.callbacks.internal.terminal;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * Keras' progress bar: a line that is drawn over again on a terminal, where it is cut to the width
 * while it is drawn over; one plain line at the end elsewhere, as Keras prints it with {@code
 * verbose=2}.
 */
public final class ProgressBar {
  private static final int WIDTH = 20;
  private static final long INTERVAL_NANOS = 50_000_000;
  private static final long NANOS = 1_000_000_000;

  private final PrintStream out;
  private final boolean redraw;
  private final long steps;
  private final int columns;
  private final long start = System.nanoTime();
  private long drawn = start - INTERVAL_NANOS;
  private int lastLength;

  /**
   * Makes a bar.
   *
   * @param out where to print
   * @param redraw whether the line may be drawn over again, as on a terminal
   * @param steps the number of steps; -1 if unknown
   */
  public ProgressBar(PrintStream out, boolean redraw, long steps) {
    this(out, redraw, steps, 0);
  }

  /**
   * Makes a bar that is not wider than the terminal while it is drawn over.
   *
   * @param out where to print
   * @param redraw whether the line may be drawn over again, as on a terminal
   * @param steps the number of steps; -1 if unknown
   * @param columns the width of the terminal in characters; 0 if unknown
   */
  public ProgressBar(PrintStream out, boolean redraw, long steps, int columns) {
    this.columns = columns;
    this.out = out;
    this.redraw = redraw;
    this.steps = steps;
  }

  /**
   * Makes a bar on standard output.
   *
   * @param redraw whether the line may be drawn over again, as on a terminal
   * @param steps the number of steps; -1 if unknown
   * @return the bar
   */
  public static ProgressBar standard(boolean redraw, long steps) {
    return new ProgressBar(System.out, redraw, steps, redraw ? Console.columns() : 0);
  }

  /**
   * Shows how far the run is, at most twenty times a second.
   *
   * @param done the steps done
   * @param logs the numbers to show
   */
  public void update(long done, Map<String, Double> logs) {
    long now = System.nanoTime();
    if (redraw && now - drawn >= INTERVAL_NANOS) {
      drawn = now;
      draw(done, logs, now - start, false);
    }
  }

  /**
   * Ends the line.
   *
   * @param done the steps done
   * @param logs the numbers to show
   */
  public void finish(long done, Map<String, Double> logs) {
    draw(done, logs, System.nanoTime() - start, true);
    Console.unfinished(null);
    out.println();
  }

  /** Ends the line as it is, since something else is to be printed; the bar goes on below. */
  void leave() {
    out.println();
    lastLength = 0;
  }

  /**
   * Draws what is done after so many nanoseconds.
   *
   * @param done the steps done
   * @param logs the numbers to show
   * @param nanos the time since the start
   * @param last whether the line ends
   */
  public void draw(long done, Map<String, Double> logs, long nanos, boolean last) {
    long all = steps < 0 && last ? done : steps;
    StringBuilder line = new StringBuilder();
    int digits = all > 0 ? Long.toString(all).length() : 1;
    line.append(String.format(Locale.ROOT, "%" + digits + "d/", done));
    line.append(all > 0 ? Long.toString(all) : "?");
    if (redraw && all > 0) {
      int filled = (int) (WIDTH * Math.min(done, all) / all);
      line.append(' ').append("━".repeat(filled)).append(" ".repeat(WIDTH - filled));
    }
    double perStep = (double) nanos / Math.max(1, done);
    String between = redraw ? " " : " - ";
    line.append(between);
    line.append(last || all < 0 ? nanos / NANOS + "s" : clock(perStep * (all - done) / NANOS));
    line.append(between).append(duration(perStep)).append("/step");
    logs.forEach(
        (name, value) -> line.append(" - ").append(name).append(": ").append(number(value)));
    print(line, last);
  }

  private void print(StringBuilder line, boolean last) {
    if (redraw && !last && columns > 1 && line.length() >= columns) {
      line.setLength(columns - 1);
    }
    int length = line.length();
    if (redraw) {
      line.insert(0, '\r').append(" ".repeat(Math.max(0, lastLength - length)));
    }
    lastLength = length;
    if (redraw) {
      Console.unfinished(this);
    }
    out.print(Console.shown(line.toString(), out));
    out.flush();
  }

  private static String clock(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + "s";
    }
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }

  private static String duration(double nanos) {
    if (nanos >= NANOS) {
      return Math.round(nanos / NANOS) + "s";
    }
    return nanos >= 1e6 ? Math.round(nanos / 1e6) + "ms" : Math.round(nanos / 1e3) + "us";
  }

  /**
   * Writes a number as the progress bar does.
   *
   * @param value the number
   * @return four decimals; scientific notation for what is below 0.001
   */
  public static String number(double value) {
    return Math.abs(value) > 1e-3 || value == 0 || !Double.isFinite(value)
        ? String.format(Locale.ROOT, "%.4f", value)
        : String.format(Locale.ROOT, "%.4e", value);
  }
}
