package io.hornbill.benchmarks;

import io.hornbill.base.Fault;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.spi.ToolProvider;

/**
 * Predictions of Keras applications with random weights, in turn with ONNX Runtime and OpenVINO:
 *
 * <pre>{@code
 * benchmarks/peers inference --python python        # 1 and 8 images a call
 * benchmarks/peers busy --python python             # while two other processes want the cores
 * benchmarks/peers callers --python python          # 1, 2, 4 and 16 threads ask at once
 * benchmarks/peers start --python python            # from process start to the first prediction
 * }</pre>
 *
 * <p>The Python makes the models, too; without one, they must be there already and Hornbill runs
 * alone.
 */
public final class Inference {
  private static final List<String> PEERS = List.of("onnxruntime", "openvino");
  private static final int NEIGHBOURS = 2;
  private static final int[] CALLERS = {1, 2, 4, 16};

  private final InferenceOptions options;
  private final Path folder;

  private Inference(InferenceOptions options) throws IOException {
    this.options = options;
    folder = Files.createDirectories(options.benchmarks().resolve("target/inference-models"));
  }

  /**
   * Runs the comparison; {@code benchmarks/peers} calls this.
   *
   * @param args this module's folder, the mode, models and options
   * @throws Exception if an engine fails
   */
  public static void main(String[] args) throws Exception {
    Inference inference = new Inference(InferenceOptions.of(args));
    System.out.println("workload    " + inference.options.mode() + ", float32, random weights");
    System.out.println("machine     " + Machine.describe());
    inference.makeModels();
    for (String model : inference.options.models()) {
      if (inference.options.mode().equals("start")) {
        inference.start(model);
      } else {
        inference.compare(model);
      }
    }
  }

  private void makeModels() throws IOException, InterruptedException {
    if (!options.python().isEmpty()) {
      Path script = script("inference_models.py");
      String names = String.join(",", options.models());
      Process process =
          new ProcessBuilder(options.python(), script.toString(), folder.toString(), names)
              .inheritIO()
              .start();
      if (process.waitFor() != 0) {
        throw Fault.of("Inference")
            .expected("the script that makes models must end well")
            .received("%s from %s", process.exitValue(), script)
            .remedy("Read its messages.")
            .as(IOException::new);
      }
    }
  }

  private Path script(String name) {
    return options.benchmarks().resolve("src/main/python").resolve(name);
  }

  /** For each engine how its process is started, Hornbill first. */
  private Map<String, List<String>> commands(String model, String... more) {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    List<String> ours =
        EngineClient.javaCommand(
            System.getProperty("java.class.path"),
            SavedModelEngine.class.getName(),
            folder.resolve(model + ".keras").toString());
    commands.put(Contender.HORNBILL.title(), with(ours, more));
    if (!options.python().isEmpty()) {
      for (String peer : PEERS) {
        String file = folder.resolve(model + ".onnx").toString();
        List<String> theirs =
            List.of(options.python(), script("inference_peer.py").toString(), peer, file);
        commands.put(peer, with(theirs, more));
      }
    }
    return commands;
  }

  private static List<String> with(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    return all;
  }

  private void compare(String model) throws IOException, InterruptedException {
    List<EngineClient> engines = new ArrayList<>();
    try {
      for (var command : commands(model).entrySet()) {
        EngineClient engine =
            EngineClient.start(command.getKey(), options.benchmarks(), model, command.getValue());
        engines.add(engine);
        System.out.printf("%-12s%s%n", "engine", engine.answer());
      }
      Comparison comparison = new Comparison(engines);
      for (int batch : options.batches()) {
        String name = "%s-%s-b%d".formatted(options.mode(), model, batch);
        comparison.warmUp(command(1, batch));
        switch (options.mode()) {
          case "busy" -> busy(comparison, name, batch);
          case "callers" -> callers(comparison, name, batch);
          default -> rounds(comparison, name, "", command(1, batch), "median-ms");
        }
      }
      for (EngineClient engine : engines) {
        System.out.printf("memory      %-12s peak %d MB%n", engine.title(), engine.peakMegabytes());
      }
    } finally {
      engines.forEach(EngineClient::close);
    }
  }

  private String command(int callers, int batch) {
    return "infer %d %d %d".formatted(callers, batch, options.millis());
  }

  private void rounds(
      Comparison comparison, String name, String state, String command, String figure)
      throws IOException, InterruptedException {
    String prefix = name + state + "-";
    for (int round = 1; round <= options.rounds(); round++) {
      comparison.round("round " + round, command, prefix);
    }
    comparison.printMedians(prefix + figure, "");
    comparison.printMedians(prefix + "p99-ms", "");
    comparison.printRatios(name + state, prefix + figure);
  }

  private void callers(Comparison comparison, String name, int batch)
      throws IOException, InterruptedException {
    for (int callers : CALLERS) {
      rounds(comparison, name, "-callers" + callers, command(callers, batch), "per-second");
    }
  }

  /** First alone, then beside processes that never rest. */
  private void busy(Comparison comparison, String name, int batch)
      throws IOException, InterruptedException {
    rounds(comparison, name, "-quiet", command(1, batch), "median-ms");
    List<Process> neighbours = new ArrayList<>();
    try {
      for (int i = 0; i < NEIGHBOURS; i++) {
        neighbours.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
      comparison.beside();
      rounds(comparison, name, "-beside" + NEIGHBOURS, command(1, batch), "median-ms");
    } finally {
      neighbours.forEach(Process::destroyForcibly);
    }
  }

  /** From the start of a process to its first prediction, of the model loaded from its file. */
  private void start(String model) throws IOException, InterruptedException {
    Map<String, List<String>> commands = commands(model, "once");
    List<String> archived = archived(commands.get(Contender.HORNBILL.title()));
    commands.put("archive", archived);
    commands.put("short-lived", shortLived(archived));
    Map<String, List<Start>> starts = new LinkedHashMap<>();
    for (int round = 1; round <= options.rounds(); round++) {
      for (var command : commands.entrySet()) {
        Start start = once(command.getValue());
        System.out.printf("round %d     %-12s %s%n", round, command.getKey(), start);
        starts.computeIfAbsent(command.getKey(), key -> new ArrayList<>()).add(start);
      }
    }
    starts.forEach(
        (engine, all) -> {
          List<Start> sorted =
              all.stream().sorted(Comparator.comparingDouble(Start::seconds)).toList();
          Start median = sorted.get(sorted.size() / 2);
          System.out.printf("median      %-12s start-%s %s%n", engine, model, median);
        });
  }

  /** The same with the JVM's first compiler alone, which is done sooner. */
  private static List<String> shortLived(List<String> command) {
    List<String> changed = new ArrayList<>(command);
    changed.addAll(1, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    return changed;
  }

  /** Hornbill with an archive of its loaded classes, which the JVM makes from jars alone. */
  private List<String> archived(List<String> command) throws IOException, InterruptedException {
    int at = command.indexOf("-cp") + 1;
    List<String> jars = new ArrayList<>();
    for (String entry : command.get(at).split(File.pathSeparator)) {
      jars.add(Files.isDirectory(Path.of(entry)) ? jar(entry, jars.size()) : entry);
    }
    Path archive = folder.resolve("classes.jsa");
    List<String> changed = new ArrayList<>(command);
    changed.set(at, String.join(File.pathSeparator, jars));
    Files.deleteIfExists(archive);
    List<String> making = new ArrayList<>(changed);
    making.add(1, "-XX:ArchiveClassesAtExit=" + archive);
    once(making);
    changed.add(1, "-XX:SharedArchiveFile=" + archive);
    return changed;
  }

  private String jar(String classes, int number) {
    String jar = folder.resolve("classes-%d.jar".formatted(number)).toString();
    ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
    tool.run(System.out, System.err, "cf", jar, "-C", classes, ".");
    return jar;
  }

  /**
   * How a process began.
   *
   * @param seconds until it had predicted
   * @param megabytes resident by then, at most
   */
  private record Start(double seconds, long megabytes) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "s=%.3f mb=%d", seconds, megabytes);
    }
  }

  private static Start once(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
      String line = answers.readLine();
      while (line != null && !line.equals("@done")) {
        line = answers.readLine();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (line == null) {
        throw Fault.of("Inference")
            .expected("a process must predict once")
            .received("its end, from %s", command)
            .remedy("Run it by hand.")
            .as(IOException::new);
      }
      Start seen = new Start(seconds, EngineClient.peakMegabytes(process));
      process.getOutputStream().close();
      while (line != null) {
        line = answers.readLine(); // what the JVM says of its archive
      }
      return seen;
    } finally {
      process.waitFor();
    }
  }
}
