package io.hornbill.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The coordinator's hold on one engine's process. */
final class EngineClient implements AutoCloseable {

  private final String title;
  private final Path log;
  private final Process process;
  private final PrintWriter commands;
  private final BufferedReader answers;

  private EngineClient(String title, Path log, Process process) {
    this.title = title;
    this.log = log;
    this.process = process;
    this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts an engine that speaks as {@link io.hornbill.benchmarks.harness.EngineProcess} does.
   *
   * @param title the engine's name in the output
   * @param benchmarks the repository's folder of this module
   * @param workload the name of its log
   * @param command how to start it
   * @return the hold on its process
   * @throws IOException if it cannot be started
   */
  static EngineClient start(String title, Path benchmarks, String workload, List<String> command)
      throws IOException {
    Path logs = Files.createDirectories(benchmarks.resolve("target/peers-logs"));
    Path log = logs.resolve(workload + "-" + title + ".log");
    File errors = log.toFile();
    return new EngineClient(title, log, process(command).redirectError(errors).start());
  }

  /** A process in which DJL asks the network for nothing: the class path brings the natives. */
  static ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DJL_OFFLINE", "true");
    builder.environment().put("OPT_OUT_TRACKING", "true");
    return builder;
  }

  String title() {
    return title;
  }

  /**
   * Returns the next line that is meant for the coordinator, without its mark.
   *
   * @return for example {@code steps count=12 mean-ms=2.5}
   * @throws IOException if the process has ended
   */
  String answer() throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith("@")) {
        return line.substring(1);
      }
    }
    throw new IOException(
        "EngineClient: "
            + title
            + " ended before it answered. Its errors:\n"
            + Files.readString(log));
  }

  /**
   * Sends a command and waits for its figures.
   *
   * @param command one line
   * @return the answer's names and values
   * @throws IOException if the process has ended
   */
  Map<String, Double> ask(String command) throws IOException {
    commands.println(command);
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String word : answer().split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        figures.put(word.substring(0, equals), Double.valueOf(word.substring(equals + 1)));
      }
    }
    return figures;
  }

  Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /**
   * Returns the largest resident memory so far.
   *
   * @return megabytes, or 0 where the system does not say
   * @throws IOException if the process has ended
   */
  long peakMegabytes() throws IOException {
    return peakMegabytes(process);
  }

  /**
   * Returns the most memory that a process had until now.
   *
   * @param process a process that runs
   * @return resident megabytes; 0 where the system does not say
   * @throws IOException if it cannot be read
   */
  static long peakMegabytes(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    commands.println("quit");
    process.destroy();
  }
}
