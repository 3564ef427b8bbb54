package io.hornbill.benchmarks;

import io.hornbill.benchmarks.limit.Peak;
import io.hornbill.benchmarks.limit.Work;
import io.hornbill.benchmarks.page.Quartiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The coordinator's hold on a {@link LimitProcess}: how long things take at least here. */
final class Limits implements AutoCloseable {
  private static final String NAME = "limit";
  private static final String COMMAND = "peak 1000";

  private final EngineClient process;
  private final Peak peak;

  private Limits(EngineClient process, Peak peak) {
    this.process = process;
    this.peak = peak;
  }

  /**
   * Measures what the machine does at best.
   *
   * @param benchmarks the repository's folder of this module
   * @param rounds how often, of which the median counts
   * @return the measured machine
   * @throws IOException if the process fails
   * @throws InterruptedException if interrupted
   */
  static Limits measure(Path benchmarks, int rounds) throws IOException, InterruptedException {
    List<String> command =
        Commands.java(System.getProperty("java.class.path"), LimitProcess.class.getName());
    EngineClient process = EngineClient.start(NAME, benchmarks, NAME, command);
    Comparison comparison = new Comparison(List.of(process));
    comparison.warmUp(COMMAND);
    for (int round = 1; round <= rounds; round++) {
      comparison.round("round " + round, COMMAND, "");
    }
    Quartiles products = comparison.spread("gflops").get(NAME);
    Quartiles copies = comparison.spread("gbs").get(NAME);
    return new Limits(process, new Peak(1e9 * products.median(), 1e9 * copies.median()));
  }

  /**
   * Returns how long something takes at least.
   *
   * @param command what, as {@link LimitProcess} takes it
   * @return milliseconds
   * @throws IOException if the process fails
   */
  double millis(String command) throws IOException {
    Map<String, Double> work = process.ask(command);
    return peak.millis(new Work(work.get("operations"), work.get("bytes")));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "at best %.0f GFLOP/s in products of matrices, and %.1f GB/s read and written in copies",
        peak.operationsPerSecond() / 1e9,
        peak.bytesPerSecond() / 1e9);
  }

  @Override
  public void close() {
    process.close();
  }
}
