package io.hornbill.benchmarks;

import io.hornbill.Sequential;
import io.hornbill.benchmarks.harness.Durations;
import io.hornbill.layers.Dense;
import io.hornbill.layers.InputLayer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What depth costs: chains of many {@code Dense(64)} without activation, trained on 32 rows by
 * Adam. Prints how long it takes to make the model, to its first step, and, when it is warm, each
 * layer of a step.
 */
public final class DepthTimes {

  private static final List<Integer> LAYERS = List.of(1000, 3000, 10_000);
  private static final int WIDTH = 64;
  private static final int BATCH = 32;
  private static final int FIRST = 100;
  private static final int LAYER_STEPS = 20_000;
  private static final int ROUNDS = 5;

  private DepthTimes() {}

  /**
   * Measures chains after a short one that loads what a process loads once; {@code benchmarks/peers
   * depth} calls this.
   *
   * @param layers how many layers each chain has; none for 1,000, 3,000 and 10,000
   * @throws IOException if the system's description cannot be read
   */
  public static void main(String... layers) throws IOException {
    System.out.printf("workload    depth, chains of Dense(%d), batch %d, adam%n", WIDTH, BATCH);
    System.out.println("machine     " + Machine.describe());
    List<Integer> wanted =
        layers.length == 0 ? LAYERS : Stream.of(layers).map(Integer::valueOf).toList();
    measure(FIRST);
    wanted.forEach(DepthTimes::measure);
  }

  private static void measure(int layers) {
    long start = System.nanoTime();
    Sequential model = new Sequential(new InputLayer(WIDTH));
    for (int i = 0; i < layers; i++) {
      model.add(new Dense(WIDTH));
    }
    model.compile(c -> c.optimizer("adam").loss("mse"));
    INDArray x = Nd4j.rand(BATCH, WIDTH);
    INDArray y = Nd4j.rand(BATCH, WIDTH);
    long built = System.nanoTime();
    model.trainOnBatch(x, y);
    long first = System.nanoTime();
    int steps = Math.max(2, LAYER_STEPS / layers);
    Durations rounds = new Durations();
    for (int round = 0; round <= ROUNDS; round++) {
      long from = System.nanoTime();
      for (int step = 0; step < steps; step++) {
        model.trainOnBatch(x, y);
      }
      if (round > 0) { // the first one warms up
        rounds.add((System.nanoTime() - from) / steps / layers);
      }
    }
    model.close();
    System.out.printf(
        Locale.ROOT,
        "depth       %6d layers: made in %5.2f s, first step %6.2f s, then %5.1f us a layer and step (median of %d rounds)%n",
        layers,
        (built - start) / 1e9,
        (first - built) / 1e9,
        rounds.percentile(50) / 1e3,
        ROUNDS);
  }
}
