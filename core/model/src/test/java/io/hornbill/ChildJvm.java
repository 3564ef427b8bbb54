package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program in a Java of its own, with this one's engine and class path. */
final class ChildJvm {
  private ChildJvm() {}

  /**
   * Runs a program, which must end well.
   *
   * @param program its class
   * @param options options of the JVM
   * @param arguments the program's arguments
   * @return the lines that it printed
   */
  static List<String> run(Class<?> program, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String engine = System.getProperty("hornbill.engine");
    if (engine != null) {
      command.add("-Dhornbill.engine=" + engine);
    }
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
