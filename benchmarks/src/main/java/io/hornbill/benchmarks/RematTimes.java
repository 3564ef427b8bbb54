package io.hornbill.benchmarks;

import io.hornbill.Hornbill;
import io.hornbill.Model;
import io.hornbill.base.Fault;
import io.hornbill.benchmarks.harness.Durations;
import io.hornbill.optimizers.Adam;
import io.hornbill.training.Remat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What {@link Remat} saves and costs: training steps of networks on batches of 16 images, each
 * choice in a process of its own, all of which take their steps in turn. Prints the middle of the
 * steps' times, the memory of plans, and the largest resident memory of the process (Linux).
 *
 * <pre>{@code
 * benchmarks/peers remat              # ResNet50 and MobileNetV2
 * benchmarks/peers remat DenseNet121  # those that are named
 * }</pre>
 */
public final class RematTimes {
  private static final int BATCH = 16;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 9;
  private static final String STEP = "step";
  private static final Map<String, Remat> CHOICES = new LinkedHashMap<>();

  static {
    CHOICES.put("none", Remat.none());
    CHOICES.put("activations", Remat.activations());
    CHOICES.put("full", Remat.full());
  }

  private RematTimes() {}

  /**
   * Runs the measurement; {@code benchmarks/peers remat} calls this.
   *
   * @param args the names of networks; none for two
   * @throws IOException if a process fails
   */
  public static void main(String... args) throws IOException {
    if (args.length == 3 && args[0].equals("--train")) {
      train(args[1], args[2]);
      return;
    }
    System.out.printf("workload    remat, training steps of %d images, adam, floats%n", BATCH);
    System.out.println("machine     " + Machine.describe());
    for (String name : args.length == 0 ? List.of("ResNet50", "MobileNetV2") : List.of(args)) {
      compare(name);
    }
  }

  /** A process that takes a step whenever it reads a line. */
  private static final class Learner implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;

    Learner(String name, String choice) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-Dorg.bytedeco.javacpp.maxbytes=0",
                  "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                  "-cp",
                  System.getProperty("java.class.path"),
                  RematTimes.class.getName(),
                  "--train",
                  name,
                  choice)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      answers = process.inputReader(StandardCharsets.UTF_8);
      questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    String ask(String question) throws IOException {
      questions.println(question);
      String answer = answers.readLine();
      if (answer == null) {
        throw Fault.of("RematTimes")
            .expected("the process that trains must answer")
            .received("its end")
            .remedy("Read its messages.")
            .as(IOException::new);
      }
      return answer;
    }

    @Override
    public void close() {
      questions.close(); // at the end of its input it ends
    }
  }

  private static void compare(String name) throws IOException {
    Map<String, Learner> learners = new LinkedHashMap<>();
    Map<String, Durations> times = new LinkedHashMap<>();
    try {
      for (String choice : CHOICES.keySet()) {
        learners.put(choice, new Learner(name, choice));
        times.put(choice, new Durations());
      }
      for (int round = 0; round < WARM_UP + ROUNDS; round++) {
        for (Map.Entry<String, Learner> learner : learners.entrySet()) {
          long nanos = Long.parseLong(learner.getValue().ask(STEP));
          if (round >= WARM_UP) {
            times.get(learner.getKey()).add(nanos);
          }
        }
      }
      for (Map.Entry<String, Learner> learner : learners.entrySet()) {
        print(name, learner.getKey(), times, learner.getValue().ask("memory"));
      }
    } finally {
      learners.values().forEach(Learner::close);
    }
  }

  private static void print(
      String name, String choice, Map<String, Durations> times, String memory) {
    double once = times.get("none").percentile(50);
    Durations own = times.get(choice);
    System.out.printf(
        Locale.ROOT,
        "median      %-14s %-12s %8.1f ms (%.1f to %.1f), %.2f of none; %s%n",
        name,
        choice,
        own.percentile(50) / 1e6,
        own.percentile(25) / 1e6,
        own.percentile(75) / 1e6,
        own.percentile(50) / once,
        memory);
  }

  private static void train(String name, String choice) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    Hornbill.seed(1);
    Model model = Architectures.create(name, null);
    Remat remat = Optional.ofNullable(CHOICES.get(choice)).orElse(Remat.none());
    model.compile(
        c -> c.optimizer(new Adam()).loss("sparse_categorical_crossentropy").remat(remat));
    INDArray x = Nd4j.rand(DataType.FLOAT, model.inputs().get(0).shape().with(0, BATCH).dims());
    INDArray y = Nd4j.arange(BATCH).castTo(DataType.FLOAT).reshape(BATCH, 1);
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      if (line.equals(STEP)) {
        long start = System.nanoTime();
        model.trainOnBatch(x, y);
        answers.println(System.nanoTime() - start);
      } else {
        answers.printf(
            Locale.ROOT,
            "plans %.0f MB, largest resident memory %.0f MB%n",
            Pointer.totalBytes() / 1e6,
            largestResident() / 1e6);
      }
    }
  }

  /** What Linux says of this process; 0 elsewhere. */
  private static double largestResident() throws IOException {
    Path status = Path.of("/proc/self/status");
    List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
    return lines.stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }
}
