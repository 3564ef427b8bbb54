package io.hornbill.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The page docs/parity.md: a table per kind of parts, a row per part. */
public final class ParityPage {
  private static final Path PLACE = Path.of("docs", "parity.md");
  private static final String HEAD = "| part | double | single |";
  private static final String LINE = "|---|---|---|";

  /**
   * The greatest errors of a part.
   *
   * @param doubles in double precision
   * @param floats in single precision
   */
  public record Errors(double doubles, double floats) {
    /** No error in either precision. */
    static final Errors NONE = new Errors(0, 0);

    Errors worse(Errors other) {
      return new Errors(Math.max(doubles, other.doubles), Math.max(floats, other.floats));
    }
  }

  private final Path file;
  private final String introduction;
  private final Map<String, Map<String, Errors>> kinds = new TreeMap<>();

  private ParityPage(Path file, List<String> lines) {
    this.file = file;
    int end = 0;
    while (end < lines.size() && !lines.get(end).startsWith("## ")) {
      end++;
    }
    introduction = String.join("\n", lines.subList(0, end)) + "\n";
    Map<String, Errors> parts = Map.of();
    for (String line : lines.subList(end, lines.size())) {
      if (line.startsWith("## ")) {
        parts = new TreeMap<>();
        kinds.put(line.substring(3).toLowerCase(Locale.ROOT), parts);
      } else if (line.startsWith("| ") && !line.equals(HEAD)) {
        String[] cells = line.split(" *\\| *", -1);
        parts.put(cells[1], new Errors(Double.parseDouble(cells[2]), Double.parseDouble(cells[3])));
      }
    }
  }

  /** Reads the page. */
  public static ParityPage read() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(PLACE))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("ParityPage: no " + PLACE + " above the working directory.");
    }
    try {
      Path file = folder.resolve(PLACE);
      return new ParityPage(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kinds that have a table: {@code "losses"}. */
  public Set<String> kinds() {
    return kinds.keySet();
  }

  /** The rows of a kind. */
  public Map<String, Errors> parts(String kind) {
    return kinds.getOrDefault(kind, Map.of());
  }

  /** Replaces the rows of a kind and writes the page. */
  void write(String kind, Map<String, Errors> parts) {
    kinds.put(kind, parts);
    List<String> lines = new ArrayList<>();
    kinds.forEach(
        (name, rows) -> {
          lines.add("");
          lines.add("## " + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
          lines.add("");
          lines.add(HEAD);
          lines.add(LINE);
          rows.forEach(
              (part, errors) ->
                  lines.add(
                      "| %s | %s | %s |"
                          .formatted(part, number(errors.doubles()), number(errors.floats()))));
        });
    try {
      Files.writeString(file, introduction.strip() + "\n" + String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One digit, rounded up. */
  private static String number(double error) {
    if (error == 0) {
      return "0";
    }
    BigDecimal rounded = BigDecimal.valueOf(error).round(new MathContext(1, RoundingMode.UP));
    return String.format(Locale.ROOT, "%.0e", rounded);
  }
}
