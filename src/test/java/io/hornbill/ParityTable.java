package io.hornbill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes docs/parity.md from the tables that the parity tests leave in target/parity of their
 * modules. Run it after the tests.
 */
final class ParityTable {
  private static final String INTRODUCTION =
      """
      # Parity with Keras

      The greatest difference of each part from what real Keras computed, over all cases of
      [src/test/resources/golden](../src/test/resources/golden) (values, and gradients where there
      are any), on both engines. Differences are relative to the expected number, or to a hundredth
      of the greatest number of its array where that is more; numbers that are 0 up to rounding are
      compared absolutely. The tests demand less than 1e-6 in double and 2e-5 in single precision.

      The test classes named `*ParityTest` compute the differences, and `ParityTable` in
      `src/test/java` writes this page from them.
      """;

  private ParityTable() {}

  /** The greatest errors of a part: in double and in single precision. */
  private record Errors(double doubles, double floats) {
    Errors worse(Errors other) {
      return new Errors(Math.max(doubles, other.doubles), Math.max(floats, other.floats));
    }
  }

  /**
   * Writes the page.
   *
   * @param arguments none, or the repository's folder
   * @throws IOException if a table cannot be read or the page cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path root = arguments.length > 0 ? Path.of(arguments[0]) : root();
    TreeMap<String, TreeMap<String, Errors>> kinds = new TreeMap<>();
    for (Path file : tables(root)) {
      String name = file.getFileName().toString();
      String kind = name.substring(0, name.lastIndexOf('-'));
      read(file, kinds.computeIfAbsent(kind, key -> new TreeMap<>()));
    }
    Files.writeString(root.resolve("docs/parity.md"), page(kinds));
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("docs"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static List<Path> tables(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root, 6)) {
      return files
          .filter(file -> file.toString().endsWith(".csv"))
          .filter(file -> file.getParent().endsWith(Path.of("target", "parity")))
          .sorted()
          .toList();
    }
  }

  private static void read(Path file, TreeMap<String, Errors> parts) throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      Errors errors = new Errors(Double.parseDouble(cells[1]), Double.parseDouble(cells[2]));
      parts.merge(cells[0], errors, Errors::worse);
    }
  }

  private static String page(TreeMap<String, TreeMap<String, Errors>> kinds) {
    List<String> lines = new ArrayList<>();
    kinds.forEach(
        (kind, parts) -> {
          lines.add("");
          lines.add("## " + kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1));
          lines.add("");
          lines.add("| part | double | single |");
          lines.add("|---|---|---|");
          parts.forEach(
              (part, errors) ->
                  lines.add(
                      "| %s | %s | %s |"
                          .formatted(part, number(errors.doubles()), number(errors.floats()))));
        });
    return INTRODUCTION + String.join("\n", lines) + "\n";
  }

  private static String number(double error) {
    return error == 0 ? "0" : String.format(Locale.ROOT, "%.0e", error);
  }
}
