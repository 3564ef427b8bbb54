package io.hornbill.applications;

import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A Python process with Keras that saves networks on demand; see {@code application_files.py}. */
final class KerasWriter implements AutoCloseable {
  private static final String SCRIPT = "src/test/python/application_files.py";

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  KerasWriter(String python, Path folder) throws IOException {
    process = start(python, "serve", folder.toString());
    requests = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  private static Process start(String python, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(python, SCRIPT);
    builder.command().addAll(List.of(arguments));
    builder.environment().putIfAbsent("KERAS_BACKEND", "jax");
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** The settings of all cases, by name. */
  static Config cases(String python) throws IOException {
    try (BufferedReader list = start(python, "list").inputReader(StandardCharsets.UTF_8)) {
      return Json.read(list.readLine(), "cases");
    }
  }

  /** Asks for the files of a case. */
  void ask(String name) throws IOException {
    requests.write(name + "\n");
    requests.flush();
  }

  /** Waits until the files of the case that was asked for are there, or cannot be made. */
  String answer() throws IOException {
    return String.valueOf(answers.readLine());
  }

  @Override
  public void close() throws IOException {
    requests.close();
    process.destroy();
  }
}
