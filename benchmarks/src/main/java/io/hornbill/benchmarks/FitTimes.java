package io.hornbill.benchmarks;

import io.hornbill.Hornbill;
import io.hornbill.Model;
import io.hornbill.benchmarks.harness.Durations;
import io.hornbill.benchmarks.harness.Samples;
import io.hornbill.benchmarks.harness.Workload;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What {@code fit} costs beside its steps: epochs with shuffled rows, a metric and progress, in
 * turn with as many steps of {@code trainOnBatch} on batches that were cut before, without a
 * metric.
 */
public final class FitTimes {
  private static final List<String> WORKLOADS = List.of("mlp", "cnn", "lstm", "attention");
  private static final int ROUNDS = 9;
  private static final int WARM_UP = 3;
  private static final long ROUND_NANOS = 1_000_000_000;

  private final Workload workload;
  private final List<INDArray> x = new ArrayList<>();
  private final List<INDArray> y = new ArrayList<>();

  private FitTimes(Workload workload) {
    this.workload = workload;
    long[] rows = {workload.batchSize(), Workload.CLASSES};
    for (Samples batch : Samples.of(workload)) {
      x.add(Nd4j.create(batch.x(), workload.batchShape(), 'c'));
      y.add(Nd4j.create(batch.oneHot(), rows, 'c'));
    }
  }

  /**
   * Measures; {@code benchmarks/peers fit} calls this.
   *
   * @param names the workloads; none for mlp, cnn, lstm and attention
   * @throws IOException if the system's description cannot be read
   */
  public static void main(String... names) throws IOException {
    PrintStream out = System.out;
    out.println("workload    fit beside its steps, medians of " + ROUNDS + " rounds");
    out.println("machine     " + Machine.describe());
    List<String> wanted = names.length == 0 ? WORKLOADS : Stream.of(names).toList();
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    for (String name : wanted) {
      new FitTimes(Workload.of(name)).measure(out);
    }
  }

  private void measure(PrintStream out) {
    Hornbill.seed(1);
    try (Model bare = HornbillModels.of(workload);
        Model whole = HornbillModels.of(workload)) {
      whole.compile("adam", "categorical_crossentropy", "accuracy");
      INDArray allX = Nd4j.concat(0, x.toArray(INDArray[]::new));
      INDArray allY = Nd4j.concat(0, y.toArray(INDArray[]::new));
      Durations steps = new Durations();
      Durations fits = new Durations();
      for (int round = 0; round < WARM_UP + ROUNDS; round++) {
        long step = perStep(() -> steps(bare));
        long fit = perStep(() -> fit(whole, allX, allY));
        if (round >= WARM_UP) {
          steps.add(step);
          fits.add(fit);
        }
      }
      out.printf(
          Locale.ROOT,
          "fit         %-12s step %8.3f ms, fit %8.3f ms a step, fit/step %.3f%n",
          workload.title(),
          steps.percentile(50) / 1e6,
          fits.percentile(50) / 1e6,
          fits.percentile(50) / steps.percentile(50));
    }
  }

  private void steps(Model model) {
    for (int i = 0; i < x.size(); i++) {
      model.trainOnBatch(x.get(i), y.get(i));
    }
  }

  private void fit(Model model, INDArray allX, INDArray allY) {
    model.fit(
        allX, allY, f -> f.batchSize(workload.batchSize()).epochs(1).shuffle(true).verbose(1));
  }

  /** Nanoseconds for each step of an epoch that is repeated for a while. */
  private long perStep(Runnable epoch) {
    long start = System.nanoTime();
    long epochs = 0;
    long now = start;
    while (now - start < ROUND_NANOS) {
      epoch.run();
      epochs++;
      now = System.nanoTime();
    }
    return (now - start) / epochs / x.size();
  }
}
