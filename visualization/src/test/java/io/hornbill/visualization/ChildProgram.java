package io.hornbill.visualization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a class of the tests in a Java machine of its own, without a screen. */
final class ChildProgram {
  private ChildProgram() {}

  /** Returns the names of the classes that it loaded. */
  static List<String> classesLoadedBy(Class<?> program, Path folder, String... options)
      throws IOException, InterruptedException {
    Path log = folder.resolve("classes.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=" + log.toString().replace("\\", "/") + "::filecount=0");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(program.getName(), folder.toString()));
    ProcessBuilder child = new ProcessBuilder(command).redirectErrorStream(true);
    child.environment().remove("DISPLAY");
    child.redirectOutput(folder.resolve("out.log").toFile());
    int status = child.start().waitFor();
    if (status != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("out.log")));
    }
    return Files.readAllLines(log).stream()
        .map(line -> line.substring(line.lastIndexOf(']') + 1).strip().split(" ", 2)[0])
        .toList();
  }
}
