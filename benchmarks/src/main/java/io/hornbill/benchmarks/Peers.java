package io.hornbill.benchmarks;

import io.hornbill.benchmarks.harness.Workload;
import io.hornbill.benchmarks.page.Figure;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Compares Hornbill with its peers: one process per engine, since their natives do not share one,
 * and rounds in turn, so that a slower or faster minute of the machine meets all of them.
 *
 * <p>The last lines are the ratios, lower is better for Hornbill:
 *
 * <pre>{@code
 * RATIO workload=mlp vs=djl-pytorch ours/theirs=0.550
 * }</pre>
 */
public final class Peers {

  private static final String CALLS = "20000";
  private static final String LATENCY = "Single rows through the mlp, milliseconds per call";

  private final PeersOptions options;
  private final Report report;

  /**
   * Prepares a comparison.
   *
   * @param options what was asked for
   * @param report learns what it came to
   */
  Peers(PeersOptions options, Report report) {
    this.options = options;
    this.report = report;
  }

  /**
   * Runs one workload; {@code benchmarks/peers} calls this.
   *
   * @param args this module's folder, the workload, options
   * @throws Exception if an engine fails
   */
  public static void main(String[] args) throws Exception {
    PeersOptions options;
    try {
      options = PeersOptions.of(args);
    } catch (IllegalArgumentException unknown) {
      System.err.println(unknown.getMessage());
      System.exit(1);
      return;
    }
    System.out.println("machine     " + Machine.describe());
    new Peers(options, new Report(null)).run();
  }

  /**
   * Lets all engines work in turn.
   *
   * @throws IOException if an engine fails
   * @throws InterruptedException if interrupted
   */
  void run() throws IOException, InterruptedException {
    System.out.println("workload    " + title() + ", " + describe());
    Commands commands = options.commands();
    commands.prepare(options.workload());
    try (Entrants entrants = new Entrants(commands.benchmarks(), title(), report)) {
      for (Contender contender : options.contenders()) {
        entrants.add(contender, commands.workload(contender, options.workload()));
      }
      Comparison comparison = new Comparison(entrants.engines());
      if (options.workload() == Workload.PREDICT_LATENCY) {
        ask(comparison);
        entrants.printMemory();
        tellLatency(comparison);
      } else {
        train(comparison);
        entrants.printMemory();
        tellSteps(comparison);
      }
    }
  }

  private String title() {
    return options.workload().title();
  }

  private String describe() {
    return "input " + Arrays.toString(options.workload().batchShape());
  }

  private void train(Comparison comparison) throws IOException, InterruptedException {
    comparison.warmUp("steps " + options.warmUpMillis());
    for (int round = 1; round <= options.rounds(); round++) {
      comparison.round("round " + round, "steps " + options.roundMillis(), "");
    }
  }

  private void tellSteps(Comparison comparison) throws IOException {
    comparison.printMedians("median-ms", "(the middle step of a round)");
    comparison.printMedians("mean-ms", "per step");
    comparison.printRatios(title(), "mean-ms");
    report.add(
        new Figure("Training, milliseconds per step", title(), comparison.quartiles("")),
        "training " + title());
  }

  private void ask(Comparison comparison) throws IOException, InterruptedException {
    comparison.warmUp("calls 2 " + CALLS);
    for (int round = 1; round <= options.rounds(); round++) {
      for (int threads = 1; threads <= 2; threads++) {
        String name = "round " + round + " " + threads + "t";
        comparison.round(name, "calls " + threads + " " + CALLS, threads + "t-");
      }
    }
  }

  private void tellLatency(Comparison comparison) {
    List<String> figures = List.of("1t-p50-us", "1t-p99-us", "2t-p50-us", "2t-p99-us");
    figures.forEach(figure -> comparison.printMedians(figure, "per call"));
    for (String figure : figures) {
      comparison.printRatios("predict-latency-" + figure.replace("-us", ""), figure);
    }
    for (int threads = 1; threads <= 2; threads++) {
      String row = "one row, threads: " + threads;
      String prefix = threads + "t-";
      report.add(new Figure(LATENCY, row, comparison.quartiles(prefix)));
      report.add(new Figure(LATENCY, row + ", p99", comparison.spread(prefix + "p99-ms")));
    }
  }
}
