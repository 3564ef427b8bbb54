package io.hornbill.benchmarks;

import io.hornbill.optimizers.Optimizers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares every optimizer's update of one matrix of a million parameters with a plain copy of as
 * many bytes as the update must touch.
 *
 * <p>The last lines are the ratios; 1 is the speed of memory:
 *
 * <pre>{@code
 * RATIO optimizer=Adam vs=memory-copy ours/theirs=1.350
 * }</pre>
 */
public final class OptimizerTimes {

  private static final int ROUNDS = 7;
  private static final long WARM_UP_NANOS = 300_000_000;
  private static final long ROUND_NANOS = 60_000_000;

  private OptimizerTimes() {}

  /**
   * Measures all registered optimizers of their own, or those that are named, and for these says
   * what each kernel takes; {@code benchmarks/peers optimizers} calls this.
   *
   * @param names optimizers; none for all
   * @throws IOException if the system's description cannot be read
   */
  public static void main(String... names) throws IOException {
    System.out.println("workload    optimizers, one matrix of 1000 x 1000 floats, 4 MB");
    System.out.println("machine     " + Machine.describe());
    List<OptimizerUpdate> updates = new ArrayList<>();
    for (String name : names.length == 0 ? withoutOthersInside() : List.of(names)) {
      updates.add(new OptimizerUpdate(name));
    }
    updates.forEach(OptimizerTimes::measure);
    if (names.length > 0) {
      updates.forEach(OptimizerUpdate::profile);
    }
    for (OptimizerUpdate update : updates) {
      System.out.printf(
          Locale.ROOT,
          "RATIO optimizer=%s vs=memory-copy ours/theirs=%.3f%n",
          update.name(),
          update.updates().percentile(50) / update.copies().percentile(50));
      update.close();
    }
  }

  /** All but those that need another optimizer to be made of. */
  private static List<String> withoutOthersInside() {
    List<String> names = new ArrayList<>(Optimizers.names());
    names.removeAll(List.of("LossScaleOptimizer", "MultiOptimizer"));
    return names;
  }

  /** Updates and copies in turn, so that a slower moment of the machine meets both. */
  private static void measure(OptimizerUpdate update) {
    update.update(WARM_UP_NANOS);
    update.copy(ROUND_NANOS);
    update.clear();
    for (int round = 0; round < ROUNDS; round++) {
      update.update(ROUND_NANOS);
      update.copy(ROUND_NANOS);
    }
    System.out.printf(
        Locale.ROOT,
        "median      %-18s update %8.0f us, copy %6.0f us; reads %4.1f MB, writes %4.1f MB%s%n",
        update.name(),
        update.updates().percentile(50) / 1e3,
        update.copies().percentile(50) / 1e3,
        update.bytesRead() / 1e6,
        update.bytesWritten() / 1e6,
        update.gigaflops() < 0.1
            ? ""
            : String.format(Locale.ROOT, "; %.0f GFLOP of matrix products", update.gigaflops()));
  }
}
