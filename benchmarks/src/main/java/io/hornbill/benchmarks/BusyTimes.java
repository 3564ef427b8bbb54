package io.hornbill.benchmarks;

import io.hornbill.Hornbill;
import io.hornbill.Model;
import io.hornbill.applications.MobileNetV2;
import io.hornbill.benchmarks.harness.Durations;
import io.hornbill.benchmarks.harness.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What other processes that want the cores do to trainings and predictions: each alone, beside one
 * endless loop, and beside two. With {@code fixed} kernels keep to all cores, as after a seed.
 */
public final class BusyTimes {
  private static final List<Workload> TRAININGS =
      List.of(Workload.MLP, Workload.CNN, Workload.LSTM);
  private static final int NEIGHBOURS = 2;
  private static final long WARM_UP_NANOS = 3_000_000_000L;
  private static final long NANOS = 4_000_000_000L;
  private static final long BEGIN_MILLIS = 300;
  private static final int CLASSES = 10;

  private BusyTimes() {}

  /**
   * Measures; {@code benchmarks/peers neighbours} calls this.
   *
   * @param args {@code fixed}, or none
   * @throws IOException if a loop cannot be started
   * @throws InterruptedException if the thread is asked to end
   */
  public static void main(String... args) throws IOException, InterruptedException {
    boolean fixed = args.length > 0 && args[0].equals("fixed");
    Hornbill.deterministic(fixed);
    System.out.println("machine     " + Machine.describe());
    System.out.println("threads     " + (fixed ? "all cores" : "all cores or one"));
    Map<String, Runnable> calls = calls();
    calls.forEach((name, call) -> measure(call, WARM_UP_NANOS));
    Map<String, Double> quiet = new LinkedHashMap<>();
    List<Process> loops = new ArrayList<>();
    try {
      for (int neighbours = 0; neighbours <= NEIGHBOURS; neighbours++) {
        for (Map.Entry<String, Runnable> call : calls.entrySet()) {
          Durations times = measure(call.getValue(), NANOS);
          quiet.putIfAbsent(call.getKey(), times.mean());
          System.out.printf(
              Locale.ROOT,
              "busy        %-20s beside %d: mean %7.2f ms, median %7.2f, p99 %7.2f, mean/quiet %5.2f%n",
              call.getKey(),
              neighbours,
              times.mean() / 1e6,
              times.percentile(50) / 1e6,
              times.percentile(99) / 1e6,
              times.mean() / quiet.get(call.getKey()));
        }
        loops.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
        Thread.sleep(BEGIN_MILLIS);
      }
    } finally {
      loops.forEach(Process::destroyForcibly);
    }
  }

  private static Map<String, Runnable> calls() {
    Map<String, Runnable> calls = new LinkedHashMap<>();
    for (Workload workload : TRAININGS) {
      Model model = HornbillModels.of(workload);
      long[] shape = workload.batchShape();
      INDArray x = zeros(shape);
      INDArray y = zeros(shape[0], CLASSES);
      calls.put(workload.title() + " training", () -> model.trainOnBatch(x, y));
      if (workload == Workload.MLP) {
        calls.put(workload.title() + " prediction", () -> model.predict(x));
      }
    }
    Model network = MobileNetV2.create(o -> o.weights(null));
    INDArray image = zeros(1, 224, 224, 3);
    calls.put("MobileNetV2", () -> network.predict(image));
    return calls;
  }

  /** From Java, so that no helper threads of ND4J's are left behind. */
  private static INDArray zeros(long... shape) {
    long length = 1;
    for (long axis : shape) {
      length *= axis;
    }
    return Nd4j.create(new float[(int) length], shape, 'c');
  }

  private static Durations measure(Runnable call, long nanos) {
    Durations times = new Durations();
    long end = System.nanoTime() + nanos;
    for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
      call.run();
      times.add(System.nanoTime() - start);
    }
    return times;
  }
}
