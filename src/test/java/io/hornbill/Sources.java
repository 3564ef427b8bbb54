package io.hornbill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A main Java file of a module, as it stands in the repository. */
record Sources(String module, String path, String text) {
  private static final Pattern STRING_OR_COMMENT =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\\n])*\"|/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);

  /** All files of what is published; benchmarks are not. */
  static List<Sources> ofTheLibrary() {
    return Stream.of("", "core")
        .flatMap(folder -> list(Path.of(folder)))
        .filter(module -> !module.endsWith("benchmarks"))
        .flatMap(Sources::ofModule)
        .toList();
  }

  private static Stream<Sources> ofModule(Path module) {
    // The module of the examples is itself named src.
    Path sources = module.resolve(module.endsWith("src") ? "main/java" : "src/main/java");
    if (!Files.isDirectory(sources)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream()
          .map(file -> new Sources(slashes(module), slashes(file), read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  int lines() {
    return Math.toIntExact(text.lines().count());
  }

  /** The text without comments. */
  String code() {
    return STRING_OR_COMMENT.matcher(text).replaceAll(Sources::kept);
  }

  private static String kept(MatchResult part) {
    return part.group().startsWith("\"") ? Matcher.quoteReplacement(part.group()) : "";
  }
}
