package io.hornbill.benchmarks;

import io.hornbill.benchmarks.page.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Predictions of Keras applications with random weights, in turn with ONNX Runtime and OpenVINO:
 *
 * <pre>{@code
 * benchmarks/peers inference --python python        # 1 and 8 images a call
 * benchmarks/peers busy --python python             # while two other processes want the cores
 * benchmarks/peers callers --python python          # 1, 2, 4 and 16 threads ask at once
 * benchmarks/peers start --python python            # from process start to the first prediction
 * }</pre>
 *
 * <p>The Python makes the models, too; without one, they must be there already and the engines of
 * Java run alone.
 */
public final class Inference {
  private static final int NEIGHBOURS = 2;
  private static final int[] CALLERS = {1, 2, 4, 16};

  private final InferenceOptions options;
  private final Report report;

  /**
   * Prepares a comparison.
   *
   * @param options what was asked for
   * @param report learns what it came to
   */
  Inference(InferenceOptions options, Report report) {
    this.options = options;
    this.report = report;
  }

  /**
   * Runs the comparison; {@code benchmarks/peers} calls this.
   *
   * @param args this module's folder, the mode, models and options
   * @throws Exception if an engine fails
   */
  public static void main(String[] args) throws Exception {
    System.out.println("machine     " + Machine.describe());
    new Inference(InferenceOptions.of(args), new Report(null)).run();
  }

  /**
   * Lets all engines predict in turn.
   *
   * @throws IOException if an engine fails
   * @throws InterruptedException if interrupted
   */
  void run() throws IOException, InterruptedException {
    System.out.println("workload    " + options.mode() + ", float32, random weights");
    options.commands().makeModels(options.models());
    for (String model : options.models()) {
      if (options.mode().equals("start")) {
        new StartTimes(options, report).measure(model);
      } else {
        compare(model);
      }
    }
  }

  private void compare(String model) throws IOException, InterruptedException {
    Commands commands = options.commands();
    try (Entrants entrants = new Entrants(commands.benchmarks(), model, report)) {
      for (Contender contender : options.contenders()) {
        if (commands.isWritten(contender, model)) {
          entrants.add(contender, commands.prediction(contender, model));
        } else {
          report.skip(model, contender.title(), "not written in its own form");
        }
      }
      Comparison comparison = new Comparison(entrants.engines());
      for (int batch : options.batches()) {
        String name = "%s-%s-b%d".formatted(options.mode(), model, batch);
        comparison.warmUp(command(1, batch));
        switch (options.mode()) {
          case "busy" -> busy(comparison, name, batch);
          case "callers" -> callers(comparison, name, batch);
          default -> {
            rounds(comparison, name, "", command(1, batch), "median-ms");
            report.add(
                new Figure(
                    "Predictions, milliseconds per call",
                    "%s, %d image%s".formatted(model, batch, batch == 1 ? "" : "s"),
                    comparison.quartiles(name + "-")),
                "prediction %s %d".formatted(model, batch));
          }
        }
      }
      entrants.printMemory();
    }
  }

  private String command(int callers, int batch) {
    return "infer %d %d %d".formatted(callers, batch, options.millis());
  }

  private void rounds(
      Comparison comparison, String name, String state, String command, String figure)
      throws IOException, InterruptedException {
    String prefix = name + state + "-";
    for (int round = 1; round <= options.rounds(); round++) {
      comparison.round("round " + round, command, prefix);
    }
    comparison.printMedians(prefix + figure, "");
    comparison.printMedians(prefix + "p99-ms", "");
    comparison.printRatios(name + state, prefix + figure);
  }

  private void callers(Comparison comparison, String name, int batch)
      throws IOException, InterruptedException {
    for (int callers : CALLERS) {
      rounds(comparison, name, "-callers" + callers, command(callers, batch), "per-second");
    }
  }

  /** First alone, then beside processes that never rest. */
  private void busy(Comparison comparison, String name, int batch)
      throws IOException, InterruptedException {
    rounds(comparison, name, "-quiet", command(1, batch), "median-ms");
    List<Process> neighbours = new ArrayList<>();
    try {
      for (int i = 0; i < NEIGHBOURS; i++) {
        neighbours.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
      comparison.beside();
      rounds(comparison, name, "-beside" + NEIGHBOURS, command(1, batch), "median-ms");
    } finally {
      neighbours.forEach(Process::destroyForcibly);
    }
  }
}
