package io.hornbill.benchmarks.reliability.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets 16 threads call everything public on shared models in a process of its own, once per engine:
 * no crash, no hang, no NaN, no exception that is not documented, and every answer the right one.
 */
public final class Chaos {
  private static final List<String> ENGINES = List.of("onednn", "nd4j");

  private Chaos() {}

  /**
   * Runs; {@code benchmarks/chaos} calls this.
   *
   * @param arguments the number of seconds per engine; 60 if there is none
   * @throws IOException if a process cannot be started
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String... arguments) throws IOException, InterruptedException {
    int seconds = arguments.length == 0 ? 60 : Integer.parseInt(arguments[0]);
    boolean good = true;
    for (String engine : ENGINES) {
      good &= run(engine, seconds) == 0;
    }
    System.out.println(good ? "CHAOS passed on both engines" : "CHAOS FAILED");
    System.exit(good ? 0 : 1);
  }

  /**
   * Runs on one engine, and passes on what the process prints.
   *
   * @param engine {@code onednn} or {@code nd4j}
   * @param seconds for how long
   * @return the exit code: 0 if nothing was wrong; that of a crash if there was one
   * @throws IOException if the process cannot be started
   * @throws InterruptedException if the thread is interrupted
   */
  public static int run(String engine, int seconds) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("chaos");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-Dhornbill.engine=" + engine));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    command.add("-XX:ErrorFile=" + folder.resolve("hs_err.log"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ChaosProcess.class.getName(), "" + seconds, folder.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(System.out::println);
    }
    int code = process.waitFor();
    System.out.println("CHAOS " + engine + " " + seconds + " s: exit code " + code);
    if (code == 0) {
      delete(folder);
    } else {
      System.out.println("files are kept in " + folder);
    }
    return code;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
