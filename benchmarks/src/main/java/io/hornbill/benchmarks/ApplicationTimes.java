package io.hornbill.benchmarks;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Fault;
import io.hornbill.layers.Dense;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures for each network how long it takes to make it and to load its weights, how much resident
 * memory that adds, and how long a prediction takes. Each network has a process of its own, and
 * another one writes the file of random weights before.
 *
 * <pre>{@code
 * benchmarks/peers applications              # all
 * benchmarks/peers applications VGG16 VGG19  # those that are named
 * }</pre>
 */
public final class ApplicationTimes {
  private static final int ROUNDS = 7;
  private static final long MOST_NANOS = 20_000_000_000L;

  private ApplicationTimes() {}

  /**
   * Runs the measurement.
   *
   * @param args the names of networks; none for all
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if this process is to end
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 3 && args[0].equals("--write")) {
      write(args[1], Path.of(args[2]));
    } else if (args.length == 3 && args[0].equals("--measure")) {
      measure(args[1], Path.of(args[2]));
    } else {
      all(args.length == 0 ? Architectures.names() : List.of(args));
    }
  }

  private static void all(List<String> names) throws IOException, InterruptedException {
    System.out.println("workload    applications, with top, of their own sizes, floats");
    System.out.println("machine     " + Machine.describe());
    Path folder = Files.createTempDirectory("hornbill-applications");
    Path file = folder.resolve("weights.h5");
    List<String> failed = new ArrayList<>();
    try {
      for (String name : names) {
        try {
          run("--write", name, file.toString());
          run("--measure", name, file.toString());
        } catch (IOException e) {
          failed.add(name);
          System.err.println(e.getMessage()); // the others are measured all the same
        }
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
    if (!failed.isEmpty()) {
      throw Fault.of("ApplicationTimes")
          .expected("all networks must be measured")
          .received("none of %s", failed)
          .remedy("Name these to measure them again.")
          .as(IOException::new);
    }
  }

  private static void run(String... args) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> start =
        List.of(
            java,
            "-Xmx1g",
            // Eight images of 600x600 pixels need more outside the heap than the heap is large.
            "-Dorg.bytedeco.javacpp.maxbytes=0",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            System.getProperty("java.class.path"),
            ApplicationTimes.class.getName());
    List<String> command = new ArrayList<>(start);
    command.addAll(List.of(args));
    int end = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (end != 0) {
      throw Fault.of("ApplicationTimes")
          .expected("the process of a network must end well")
          .received("%s from %s", end, args[1])
          .remedy("Read its messages.")
          .as(IOException::new);
    }
  }

  private static void write(String name, Path file) {
    try (Model model = Architectures.create(name, null)) {
      model.saveWeights(file);
    }
  }

  private static void measure(String name, Path file) throws IOException {
    try (Sequential small = new Sequential(new Input(2), new Dense(1))) {
      small.predict(Nd4j.ones(1, 2)); // so that libraries and threads are there
    }
    long before = residentBytes();
    long start = System.nanoTime();
    Model model = Architectures.create(name, file);
    double load = (System.nanoTime() - start) / 1e6;
    long added = residentBytes() - before;
    long size = Files.size(file);
    System.out.printf(
        Locale.ROOT,
        "median      %-18s load %7.0f ms of %6.1f MB, resident %+7.1f MB = %.2f x; batch 1 %8.2f ms, batch 8 %8.2f ms per image%n",
        name,
        load,
        size / 1e6,
        added / 1e6,
        (double) added / size,
        perImage(model, 1),
        perImage(model, 8));
    model.close();
  }

  private static double perImage(Model model, int batch) {
    INDArray x = Nd4j.rand(shape(model, batch));
    model.predict(x); // makes the plan
    double[] times = new double[ROUNDS];
    long begin = System.nanoTime();
    int rounds = 0;
    while (rounds < ROUNDS && (rounds == 0 || System.nanoTime() - begin < MOST_NANOS)) {
      long start = System.nanoTime();
      model.predict(x);
      times[rounds++] = (System.nanoTime() - start) / 1e6 / batch;
    }
    double[] taken = Arrays.copyOf(times, rounds);
    Arrays.sort(taken);
    return taken[rounds / 2];
  }

  /** A batch of images, of 224x224 for networks that take any size. */
  private static long[] shape(Model model, int batch) {
    long[] shape = model.inputs().get(0).shape().with(0, batch).dims();
    for (int i = 0; i < shape.length; i++) {
      shape[i] = shape[i] < 0 ? 224 : shape[i];
    }
    return shape;
  }

  /** What Linux says of this process; 0 elsewhere. */
  private static long residentBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}
