package io.hornbill.benchmarks.limit;

import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Measures what the machine does at best, by as many threads as there are processors. */
public final class PeakMeasurement {
  private static final long SIDE = 2048;
  private static final long COPIED = 128L << 20;
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final double USUAL_CACHE = 32 << 20;

  private PeakMeasurement() {}

  /**
   * Multiplies matrices and copies arrays for a while.
   *
   * @param millis how long each of the two
   * @return the best of all runs
   */
  public static Peak measure(long millis) {
    return new Peak(products(millis), copies(millis));
  }

  /** Matrices of 2048 × 2048 floats by the library's own engine. */
  private static double products(long millis) {
    Spec spec = new Spec(DataType.FLOAT, Shape.of(SIDE, SIDE));
    Tensor a = Ops.placeholder("a", spec);
    Tensor b = Ops.placeholder("b", spec);
    Program program = new Program(List.of(a, b), List.of(Ops.matmul(a, b)), List.of());
    try (Plan plan = Plan.compile(program, PlanOptions.DEFAULT)) {
      plan.input(0).assign(Nd4j.rand(DataType.FLOAT, SIDE, SIDE));
      plan.input(1).assign(Nd4j.rand(DataType.FLOAT, SIDE, SIDE));
      return 2.0 * SIDE * SIDE * SIDE / shortest(millis, plan::run);
    }
  }

  /** Each thread copies an array of its own. */
  private static double copies(long millis) {
    int threads = Runtime.getRuntime().availableProcessors();
    List<BytePointer> arrays =
        IntStream.range(0, 2 * threads).mapToObj(i -> new BytePointer(COPIED)).toList();
    arrays.forEach(array -> array.fill(1));
    Runnable all =
        () ->
            IntStream.range(0, threads)
                .parallel()
                .forEach(i -> Pointer.memcpy(arrays.get(2 * i), arrays.get(2 * i + 1), COPIED));
    double best = 2.0 * threads * COPIED / shortest(millis, all);
    arrays.forEach(BytePointer::close);
    return best;
  }

  private static double shortest(long millis, Runnable work) {
    long end = System.nanoTime() + millis * 1_000_000;
    long best = Long.MAX_VALUE;
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best / 1e9;
  }

  /**
   * Returns the size of the largest cache.
   *
   * @return bytes; 32 MB where the system does not say
   * @throws IOException if it cannot be read
   */
  public static double cacheBytes() throws IOException {
    if (!Files.exists(CACHES)) {
      return USUAL_CACHE;
    }
    double largest = 0;
    try (var caches = Files.newDirectoryStream(CACHES, "index*")) {
      for (Path cache : caches) {
        String size = Files.readString(cache.resolve("size")).strip();
        largest = Math.max(largest, Double.parseDouble(size.replace("K", "")) * 1024);
      }
    }
    return largest;
  }
}
