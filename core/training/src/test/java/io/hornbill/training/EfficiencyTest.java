package io.hornbill.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.training.parallel.Compression;
import io.hornbill.training.parallel.RingOptions;
import io.hornbill.training.parallel.Wires;
import io.hornbill.training.testing.Ranks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How much of the time of 16 workers goes into computing: the real ring and the real buckets over
 * sockets of limited rate, computing being replaced by waiting. To fit on a small machine, bytes
 * and rates are divided by 64, and all times are multiplied by 8 to 64: what they come to stays the
 * same. Run with {@code -Dhornbill.efficiency=true} on an idle machine; docs/spark.md has the
 * results.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class EfficiencyTest {
  private static final int WORKERS = 16;
  private static final int SMALLER = 64;
  private static final double LATENCY = 1e-4;
  private static final double FORWARD = 1.0 / 3;
  private static final int STEPS = 3;

  @ParameterizedTest
  @EnabledIfSystemProperty(named = "hornbill.efficiency", matches = "true")
  @CsvSource({
    "ResNet50 at 10 Gb/s,             102, 0.5,    10, 8, NONE,  8, 0.85",
    "the same with 2 cores' step,     102, 1.039,  10, 1, NONE,  8, 0.85",
    "ResNet50 at 1 Gb/s,              102, 0.5,     1, 8, NONE,  8, 0",
    "ResNet50 at 1 Gb/s in bf16,      102, 0.5,     1, 8, BF16,  8, 0",
    "a dense net at 10 Gb/s,          2.7, 0.0025, 10, 1, NONE, 64, 0",
    "the same with 16 times the rows, 2.7, 0.04,   10, 1, NONE, 32, 0.85"
  })
  void efficiencyIsThatOfTheFormula(
      String name,
      double megabytes,
      double step,
      double gigabits,
      double bucketMegabytes,
      Compression compression,
      int slower,
      double atLeast)
      throws Exception {
    int buckets = Math.max(2, (int) Math.ceil(megabytes / bucketMegabytes));
    int floats = (int) (megabytes * 1e6 / 4 / SMALLER / buckets);
    double rate = gigabits * 1e9 / 8 / SMALLER / slower;
    Consumer<RingOptions> wire = Wires.slow(rate, LATENCY * slower);
    List<Ranks.Result<Double>> results =
        Ranks.run(
            WORKERS,
            o -> wire.accept(o.compression(compression)),
            ring -> {
              List<INDArray> gradients = new ArrayList<>();
              IntStream.range(0, buckets).forEach(i -> gradients.add(Nd4j.zeros(floats)));
              int[] order = IntStream.range(0, buckets).toArray();
              try (GradientExchange exchange = new GradientExchange(ring, gradients, order, 1)) {
                steps(exchange, gradients, step * slower, 1);
                return steps(exchange, gradients, step * slower, STEPS) / STEPS;
              }
            });
    double measured =
        step * slower / results.stream().mapToDouble(Ranks.Result::get).max().orElseThrow();
    double width = compression == Compression.BF16 ? 0.5 : 1;
    double expected = step / (step + exposed(megabytes * width, step, gigabits, buckets));
    System.out.printf("%s: %.3f, by the formula %.3f%n", name, measured, expected);
    assertThat(measured).isCloseTo(expected, within(0.1 * expected)).isGreaterThan(atLeast);
  }

  /** What of the exchange is left when the last gradient is there. */
  private static double exposed(double megabytes, double step, double gigabits, int buckets) {
    double bytes = megabytes * 1e6 / buckets;
    double one =
        2.0 * (WORKERS - 1) / WORKERS * bytes / (gigabits * 1e9 / 8) + 2 * (WORKERS - 1) * LATENCY;
    double done = step * FORWARD;
    double sent = 0;
    for (int i = 0; i < buckets; i++) {
      done += step * (1 - FORWARD) / buckets;
      sent = Math.max(sent, done) + one;
    }
    return sent - step;
  }

  private static double steps(
      GradientExchange exchange, List<INDArray> gradients, double step, int count) {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long begun = System.nanoTime();
      exchange.begin();
      for (int bucket = 0; bucket < gradients.size(); bucket++) {
        double part = FORWARD + (1 - FORWARD) * (bucket + 1) / gradients.size();
        waitUntil(begun + (long) (step * part * 1e9));
        exchange.ready(bucket, gradients.get(bucket));
      }
      exchange.finish();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void waitUntil(long nanos) {
    while (System.nanoTime() < nanos) {
      LockSupport.parkNanos(nanos - System.nanoTime());
    }
  }
}
