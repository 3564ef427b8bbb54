package io.hornbill.callbacks;

import io.hornbill.callbacks.internal.terminal.Console;
import io.hornbill.callbacks.internal.terminal.ProgressBar;
import io.hornbill.files.DownloadListener;
import java.io.PrintStream;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Shows downloads on standard output: the progress bar on a terminal, one line at the end
 * elsewhere.
 *
 * <pre>{@code
 * RemoteFile.named("mnist.npz").listener(new DownloadBar());
 * }</pre>
 */
public final class DownloadBar implements DownloadListener {
  private static final double MEGA = 1e6;
  private static final long NANOS = 1_000_000_000;

  private final boolean redraw;
  private final Bars bars;
  private final Consumer<String> lines;
  private final Map<URI, Running> running = new ConcurrentHashMap<>();

  /** Makes a bar for a number of bytes. */
  private interface Bars {
    ProgressBar of(long total);
  }

  /** A download that is shown. */
  private record Running(ProgressBar bar, long start) {}

  /** Shows downloads on standard output. */
  public DownloadBar() {
    this(Console.isTerminal(), total -> ProgressBar.standard(true, total), Console::println);
  }

  /**
   * Shows downloads elsewhere.
   *
   * @param out where to print
   * @param redraw whether the line may be drawn over again, as on a terminal
   */
  DownloadBar(PrintStream out, boolean redraw) {
    this(redraw, total -> new ProgressBar(out, redraw, total), out::println);
  }

  private DownloadBar(boolean redraw, Bars bars, Consumer<String> lines) {
    this.redraw = redraw;
    this.bars = bars;
    this.lines = lines;
  }

  @Override
  public void progress(Progress progress) {
    Running one =
        running.computeIfAbsent(
            progress.source(), source -> new Running(bars.of(progress.total()), System.nanoTime()));
    if (redraw) {
      draw(progress, one.bar());
    } else if (progress.complete()) {
      lines.accept(line(progress, System.nanoTime() - one.start()));
    }
    if (progress.complete()) {
      running.remove(progress.source());
    }
  }

  private static void draw(Progress progress, ProgressBar bar) {
    if (progress.complete()) {
      bar.finish(progress.done(), new Logs());
    } else {
      bar.update(progress.done(), new Logs());
    }
  }

  /** Says in one line what was downloaded. */
  static String line(Progress progress, long nanos) {
    return String.format(
        Locale.ROOT,
        "Downloaded %s from %s: %.1f MB in %ds",
        progress.name(),
        progress.source(),
        progress.done() / MEGA,
        nanos / NANOS);
  }
}
