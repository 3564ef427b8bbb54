package io.hornbill.callbacks;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Keras' progress bar: a line that is drawn over again on a terminal, one plain line at the end
 * elsewhere.
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
  private long drawn;
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
    return new ProgressBar(System.out, redraw, steps, Console.columns());
  }

  /**
   * Shows how far the run is, at most twenty times a second.
   *
   * @param done the steps done
   * @param logs the numbers to show
   */
  public void update(long done, Logs logs) {
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
  public void finish(long done, Logs logs) {
    draw(done, logs, System.nanoTime() - start, true);
    out.println();
  }

  private void draw(long done, Logs logs, long nanos, boolean last) {
    StringBuilder line = new StringBuilder();
    int digits = steps > 0 ? Long.toString(steps).length() : 1;
    line.append(String.format(Locale.ROOT, "%" + digits + "d/", done));
    line.append(steps > 0 ? Long.toString(steps) : "?");
    if (redraw && steps > 0) {
      int filled = (int) (WIDTH * Math.min(done, steps) / steps);
      line.append(' ').append("━".repeat(filled)).append(" ".repeat(WIDTH - filled));
    }
    double perStep = (double) nanos / Math.max(1, done);
    if (last || steps < 0) {
      line.append(' ').append(nanos / NANOS).append("s ").append(duration(perStep)).append("/step");
    } else {
      line.append(' ').append(clock(perStep * (steps - done) / NANOS)).append(' ');
      line.append(duration(perStep)).append("/step");
    }
    logs.forEach(
        (name, value) -> line.append(" - ").append(name).append(": ").append(number(value)));
    print(line);
  }

  private void print(StringBuilder line) {
    if (redraw && columns > 1 && line.length() >= columns) {
      line.setLength(columns - 1);
    }
    int length = line.length();
    if (redraw) {
      line.insert(0, '\r').append(" ".repeat(Math.max(0, lastLength - length)));
    }
    lastLength = length;
    out.print(line);
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
  static String number(double value) {
    return Math.abs(value) > 1e-3 || value == 0 || !Double.isFinite(value)
        ? String.format(Locale.ROOT, "%.4f", value)
        : String.format(Locale.ROOT, "%.4e", value);
  }
}
