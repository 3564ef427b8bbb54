package io.hornbill.benchmarks.harness;

import io.hornbill.base.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The side of a process that predicts with a saved network; {@code inference_peer.py} answers in
 * the same way.
 *
 * <pre>
 * (start)                      {@literal @}ready TEXT
 * infer CALLERS BATCH MILLIS   {@literal @}infer count=N mean-ms=T q1-ms=T median-ms=T q3-ms=T p99-ms=T per-second=C
 * quit                         (ends)
 * </pre>
 */
public final class PredictionProcess {
  private static final int FEWEST = 5;

  private final SavedNetwork network;

  private PredictionProcess(SavedNetwork network) {
    this.network = network;
  }

  /**
   * Serves the coordinator, or predicts once if there is a second argument: {@code once}.
   *
   * @param factory loads the network
   * @param args the network's file
   * @throws Exception if the file cannot be read
   */
  public static void serve(SavedNetwork.Factory factory, String... args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    SavedNetwork network = factory.load(args[0]);
    if (args.length > 1) {
      network.caller(1).run();
      answers.println("@done");
      System.in.read(); // the coordinator looks at the process, and then ends it
      return;
    }
    answers.println("@ready " + network.describe());
    new PredictionProcess(network).listen(answers);
  }

  private void listen(PrintStream answers) throws Exception {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("quit")) {
        return;
      }
      int callers = Integer.parseInt(words[1]);
      answers.println(infer(callers, Integer.parseInt(words[2]), Long.parseLong(words[3])));
    }
    throw Fault.of("PredictionProcess")
        .expected("expected quit")
        .received("the end of commands")
        .as(IOException::new);
  }

  private String infer(int callers, int images, long millis) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      List<Callable<Durations>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        Runnable caller = network.caller(images);
        calls.add(() -> calls(caller, millis));
      }
      long start = System.nanoTime();
      Durations all = new Durations();
      for (Future<Durations> one : pool.invokeAll(calls)) {
        all.addAll(one.get());
      }
      return String.format(
          Locale.ROOT,
          "@infer %s p99-ms=%.4f per-second=%.3f",
          all.millis(),
          all.percentile(99) / 1e6,
          all.count() * 1e9 / (System.nanoTime() - start));
    } finally {
      pool.shutdown();
    }
  }

  private static Durations calls(Runnable caller, long millis) {
    Durations durations = new Durations();
    long start = System.nanoTime();
    long now = start;
    while (now - start < millis * 1_000_000 || durations.count() < FEWEST) {
      caller.run();
      long then = now;
      now = System.nanoTime();
      durations.add(now - then);
    }
    return durations;
  }
}
