package io.hornbill.benchmarks;

import io.hornbill.benchmarks.harness.Workload;
import java.io.IOException;
import java.util.ArrayList;
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

  private final PeersOptions options;
  private final List<EngineClient> engines = new ArrayList<>();

  private Peers(PeersOptions options) {
    this.options = options;
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
    new Peers(options).run();
  }

  private void run() throws IOException, InterruptedException {
    System.out.println("workload    " + options.workload().title() + ", " + describe());
    System.out.println("machine     " + Machine.describe());
    try {
      for (Contender contender : options.contenders()) {
        start(contender);
      }
      Comparison comparison = new Comparison(engines);
      comparison.warmUp("steps " + options.warmUpMillis());
      if (options.workload() == Workload.PREDICT_LATENCY) {
        compareLatency(comparison);
      } else {
        compareSteps(comparison);
      }
    } finally {
      engines.forEach(EngineClient::close);
    }
  }

  private String describe() {
    Workload workload = options.workload();
    return "input " + Arrays.toString(workload.batchShape());
  }

  private void start(Contender contender) throws IOException {
    EngineClient engine =
        EngineClient.start(contender, options.benchmarks(), options.workload().title());
    String greeting = engine.answer();
    if (greeting.startsWith("ready ")) {
      System.out.printf("%-12s%s%n", "engine", contender.title() + ": " + greeting.substring(6));
      engines.add(engine);
    } else {
      engine.close();
      System.out.println(
          "SKIP workload="
              + options.workload().title()
              + " vs="
              + contender.title()
              + ": "
              + greeting.substring(greeting.indexOf(' ') + 1));
    }
  }

  private void compareSteps(Comparison comparison) throws IOException, InterruptedException {
    for (int round = 1; round <= options.rounds(); round++) {
      comparison.round("round " + round, "steps " + options.roundMillis(), "");
    }
    printMemory();
    comparison.printMedians("median-ms", "(the middle step of a round)");
    comparison.printMedians("mean-ms", "per step");
    comparison.printRatios(options.workload().title(), "mean-ms");
  }

  private void compareLatency(Comparison comparison) throws IOException, InterruptedException {
    for (int round = 1; round <= options.rounds(); round++) {
      for (int threads = 1; threads <= 2; threads++) {
        String name = "round " + round + " " + threads + "t";
        comparison.round(name, "calls " + threads + " " + CALLS, threads + "t-");
      }
    }
    printMemory();
    List<String> figures = List.of("1t-p50-us", "1t-p99-us", "2t-p50-us", "2t-p99-us");
    figures.forEach(figure -> comparison.printMedians(figure, "per call"));
    for (String figure : figures) {
      comparison.printRatios("predict-latency-" + figure.replace("-us", ""), figure);
    }
  }

  private void printMemory() throws IOException {
    for (EngineClient engine : engines) {
      System.out.printf("memory      %-12s peak %d MB%n", engine.title(), engine.peakMegabytes());
    }
  }
}
