package io.hornbill.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program in a process of its own: its class path, its properties, and what it says. */
final class ChildJvm {
  record Outcome(int exit, String said) {}

  private final List<String> options = new ArrayList<>();
  private Predicate<String> kept = entry -> true;

  ChildJvm option(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Leaves the native libraries out that are in archives whose names begin like that. */
  ChildJvm without(String... starts) {
    kept = entry -> !isNative(Path.of(entry).getFileName().toString(), starts);
    return this;
  }

  private static boolean isNative(String file, String... starts) {
    return file.matches(".+-(linux|macosx|windows)-.+")
        && Stream.of(starts).anyMatch(file::startsWith);
  }

  Outcome run(Class<?> program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Dslf4j.internal.verbosity=ERROR");
    command.add("-cp");
    command.add(
        Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .filter(entry -> !entry.isEmpty() && kept.test(entry))
            .collect(Collectors.joining(java.io.File.pathSeparator)));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), said);
  }
}
