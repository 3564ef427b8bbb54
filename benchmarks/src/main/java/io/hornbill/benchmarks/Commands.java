package io.hornbill.benchmarks;

import io.hornbill.base.Fault;
import io.hornbill.benchmarks.harness.Samples;
import io.hornbill.benchmarks.harness.Workload;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the processes of the engines are started.
 *
 * @param benchmarks the repository's folder of this module
 * @param python a Python that has the peers; empty for none
 */
record Commands(Path benchmarks, String python) {

  /** The same for every engine; enough for the largest workload. */
  private static final List<String> JVM_OPTIONS =
      List.of("-Xmx2g", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

  private static final String PACKAGE = "io.hornbill.benchmarks.";

  /** What single rows are asked of, as a file. */
  private static final String MLP = "mlp";

  /**
   * Returns how a Java process of an engine is started.
   *
   * @param classPath where its classes are
   * @param arguments its main class and what it is given
   * @return the command
   */
  static List<String> java(String classPath, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(JVM_OPTIONS);
    command.addAll(List.of("-cp", classPath));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Writes the files that the engines of a workload need.
   *
   * @param workload what they do
   * @throws IOException if that fails
   * @throws InterruptedException if interrupted
   */
  void prepare(Workload workload) throws IOException, InterruptedException {
    if (workload == Workload.PREDICT_LATENCY) {
      makeModels(List.of(MLP));
    } else if (!python.isEmpty()) {
      Samples.write(workload, samples());
    }
  }

  /**
   * Returns how an engine is started that does a workload.
   *
   * @param engine whose process
   * @param workload what it does
   * @return the command
   * @throws IOException if something was not built
   */
  List<String> workload(Contender engine, Workload workload) throws IOException {
    String name = workload.title();
    if (!engine.isPython()) {
      String file = model(MLP + ".onnx").toString();
      return java(classPath(engine), PACKAGE + engine.trainer(), name, file);
    }
    if (engine.trainer().isEmpty()) {
      return prediction(engine, MLP);
    }
    String shape =
        Arrays.stream(workload.batchShape())
            .mapToObj(Long::toString)
            .collect(Collectors.joining(","));
    return List.of(
        python, script(engine.trainer()), engine.title(), name, samples().toString(), shape);
  }

  /**
   * Returns how an engine is started that predicts with a network.
   *
   * @param engine whose process
   * @param network the name of the network, whose files are there
   * @param more further arguments
   * @return the command
   * @throws IOException if something was not built
   */
  List<String> prediction(Contender engine, String network, String... more) throws IOException {
    String file = model(network + engine.suffix()).toString();
    List<String> command = new ArrayList<>();
    if (engine.isPython()) {
      command.addAll(List.of(python, script(engine.predictor()), engine.title(), file));
    } else {
      command.addAll(java(classPath(engine), PACKAGE + engine.predictor(), file));
    }
    command.addAll(List.of(more));
    return command;
  }

  /**
   * Says whether there is a file that an engine can read.
   *
   * @param engine who would predict
   * @param network the name of the network
   * @return false where nobody has written it in the engine's own form
   * @throws IOException if the folder cannot be made
   */
  boolean isWritten(Contender engine, String network) throws IOException {
    return Files.exists(model(network + engine.suffix()));
  }

  /**
   * Lets the Python write networks as files that are not there yet; without one they must be.
   *
   * @param names the names of Keras applications, or {@code mlp}
   * @throws IOException if that fails
   * @throws InterruptedException if interrupted
   */
  void makeModels(List<String> names) throws IOException, InterruptedException {
    if (!python.isEmpty()) {
      write("inference_models.py", names);
      write("torch_networks.py", names);
    }
  }

  private void write(String name, List<String> names) throws IOException, InterruptedException {
    String script = script(name);
    Process process =
        new ProcessBuilder(python, script, models().toString(), String.join(",", names))
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw Fault.of("Commands")
          .expected("the script that makes models must end well")
          .received("%s from %s", process.exitValue(), script)
          .remedy("Read its messages.")
          .as(IOException::new);
    }
  }

  /**
   * Returns where networks are, and what else belongs to a comparison of predictions.
   *
   * @return the folder
   * @throws IOException if it cannot be made
   */
  Path models() throws IOException {
    return Files.createDirectories(benchmarks.resolve("target/inference-models"));
  }

  private Path samples() throws IOException {
    return Files.createDirectories(benchmarks.resolve("target/peers-samples"));
  }

  private Path model(String file) throws IOException {
    return models().resolve(file);
  }

  private String script(String name) {
    return benchmarks.resolve("src/main/python").resolve(name).toString();
  }

  /**
   * Returns what an engine takes on disk, without the JVM or Python that it runs in.
   *
   * @param engine the engine
   * @return bytes of the class path, or of the Python package with those that it requires
   * @throws IOException if something was not built
   */
  double installedBytes(Contender engine) throws IOException {
    if (engine.isPython()) {
      Process process =
          new ProcessBuilder(python, script("installed_size.py"), engine.title()).start();
      byte[] answer = process.getInputStream().readAllBytes();
      return Double.parseDouble(new String(answer, StandardCharsets.US_ASCII).strip());
    }
    double total = 0;
    for (String entry : classPath(engine).split(File.pathSeparator)) {
      try (Stream<Path> files = Files.walk(Path.of(entry))) {
        total += files.mapToLong(file -> file.toFile().length()).sum();
      }
    }
    return total;
  }

  /** What the build has written of an engine. */
  private String classPath(Contender engine) throws IOException {
    Path target = benchmarks.resolve(engine.folder());
    return target.resolve("classes") + ":" + Files.readString(target.resolve("classpath.txt"));
  }
}
