package io.hornbill.benchmarks;

import io.hornbill.Model;
import io.hornbill.base.Fault;
import io.hornbill.benchmarks.harness.Workload;
import io.hornbill.benchmarks.limit.Peak;
import io.hornbill.benchmarks.limit.PeakMeasurement;
import io.hornbill.benchmarks.limit.Work;
import io.hornbill.benchmarks.limit.WorkCount;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Trace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A process that says what the machine does at best, and what networks have to do.
 *
 * <pre>
 * peak MILLIS               {@literal @}peak gflops=G gbs=B
 * training WORKLOAD         {@literal @}work operations=N bytes=N, for a step
 * prediction NAME BATCH     {@literal @}work operations=N bytes=N, for a call of a Keras application
 * quit                      (ends)
 * </pre>
 */
public final class LimitProcess {
  private LimitProcess() {}

  /**
   * Serves the coordinator.
   *
   * @param args nothing
   * @throws IOException if it cannot be heard
   */
  public static void main(String... args) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "peak" -> answers.println(text(PeakMeasurement.measure(Long.parseLong(words[1]))));
        case "training" -> answers.println(text(training(Workload.of(words[1]))));
        case "prediction" ->
            answers.println(text(prediction(words[1], Integer.parseInt(words[2]))));
        case "quit" -> {
          return;
        }
        default ->
            throw Fault.of("LimitProcess")
                .expected("unknown command")
                .received(line)
                .remedy("Send peak, training, prediction or quit.")
                .as(IOException::new);
      }
    }
  }

  private static String text(Peak peak) {
    return String.format(
        Locale.ROOT,
        "@peak gflops=%.1f gbs=%.1f",
        peak.operationsPerSecond() / 1e9,
        peak.bytesPerSecond() / 1e9);
  }

  private static String text(Work work) {
    return String.format(
        Locale.ROOT, "@work operations=%.0f bytes=%.0f", work.operations(), work.bytes());
  }

  static Work training(Workload workload) throws IOException {
    try (Model model = HornbillModels.of(workload)) {
      return work(model, workload.batchSize(), model.trainableWeights());
    }
  }

  private static Work prediction(String name, int batch) throws IOException {
    try (Model model = Architectures.create(name, null)) {
      return work(model, batch, List.of());
    }
  }

  private static Work work(Model model, int batch, List<Variable> trained) throws IOException {
    Tensor declared = model.inputs().get(0);
    Spec spec = new Spec(declared.dataType(), declared.shape().with(0, batch));
    List<Tensor> inputs = List.of(Ops.placeholder("x", spec));
    List<Tensor> outputs = Trace.inference().run(model, inputs);
    return WorkCount.of(inputs, outputs, trained, PeakMeasurement.cacheBytes());
  }
}
