package io.hornbill.benchmarks.harness;

import io.hornbill.base.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The side of an engine's own process: answers the commands of the coordinator, one line each, and
 * sleeps in between.
 *
 * <pre>
 * (start)                    {@literal @}ready TEXT, or {@literal @}unsupported REASON
 * steps MILLIS               {@literal @}steps count=N mean-ms=T q1-ms=T median-ms=T q3-ms=T first-loss=L last-loss=L
 * calls THREADS COUNT        {@literal @}calls count=N mean-ms=T q1-ms=T median-ms=T q3-ms=T p99-ms=T p50-us=T p99-us=T
 * quit                       (ends)
 * </pre>
 *
 * <p>Lines without {@literal @} are the engine's own talk.
 */
public final class EngineProcess {

  /** However slow an engine is, it makes this many steps. */
  private static final int MIN_STEPS = 3;

  /** Losses are averaged over this many steps at either end. */
  private static final int LOSS_STEPS = 10;

  private final Engine engine;
  private final Workload workload;
  private final List<Samples> batches;
  private final PrintStream answers;
  private int steps;

  private EngineProcess(
      Engine engine, Workload workload, List<Samples> batches, PrintStream answers) {
    this.engine = engine;
    this.workload = workload;
    this.batches = batches;
    this.answers = answers;
  }

  /**
   * Serves the coordinator until it says {@code quit} or goes away.
   *
   * @param factory makes the engine to drive
   * @param args the workload's name
   * @throws Exception if the coordinator cannot be heard or the engine fails
   */
  public static void serve(Engine.Factory factory, String... args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    Workload workload = Workload.of(args[0]);
    List<Samples> batches = Samples.of(workload);
    Engine engine;
    try {
      engine = factory.create(workload, batches);
    } catch (UnsupportedOperationException e) {
      answers.println("@unsupported " + e.getMessage());
      return;
    }
    answers.println("@ready " + engine.describe());
    new EngineProcess(engine, workload, batches, answers).listen();
  }

  private void listen() throws Exception {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "steps" -> answers.println(steps(Long.parseLong(words[1])));
        case "calls" ->
            answers.println(calls(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
        case "quit" -> {
          return;
        }
        default ->
            throw Fault.of("EngineProcess")
                .expected("unknown command")
                .received(line)
                .remedy("Send steps, calls or quit.")
                .as(IOException::new);
      }
    }
  }

  private String steps(long millis) {
    Durations durations = new Durations();
    List<Double> losses = new ArrayList<>();
    long start = System.nanoTime();
    long now = start;
    while (now - start < millis * 1_000_000 || durations.count() < MIN_STEPS) {
      double loss = engine.step(steps++ % batches.size());
      long then = now;
      now = System.nanoTime();
      durations.add(now - then);
      losses.add(loss);
    }
    int end = Math.min(LOSS_STEPS, losses.size());
    return String.format(
        Locale.ROOT,
        "@steps %s first-loss=%.4f last-loss=%.4f",
        durations.millis(),
        mean(losses.subList(0, end)),
        mean(losses.subList(losses.size() - end, losses.size())));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** Every thread makes its share of the calls, all at the same time. */
  private String calls(int threads, int count) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<float[]> rows = rows();
      List<Future<Durations>> shares = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        RowPredictor predictor = engine.rowPredictor(rows);
        shares.add(pool.submit(new Caller(predictor, rows.size(), count / threads, start)));
      }
      Durations durations = new Durations();
      for (Future<Durations> share : shares) {
        durations.addAll(share.get());
      }
      return String.format(
          Locale.ROOT,
          "@calls %s p99-ms=%.4f p50-us=%.2f p99-us=%.2f",
          durations.millis(),
          durations.percentile(99) / 1e6,
          durations.percentile(50) / 1e3,
          durations.percentile(99) / 1e3);
    } finally {
      pool.shutdown();
    }
  }

  private List<float[]> rows() {
    Samples first = batches.get(0);
    int length = workload.rowLength();
    List<float[]> rows = new ArrayList<>();
    for (int row = 0; row < first.labels().length; row++) {
      rows.add(Arrays.copyOfRange(first.x(), row * length, (row + 1) * length));
    }
    return rows;
  }
}
