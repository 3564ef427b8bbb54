package io.hornbill.benchmarks.page;

import io.hornbill.base.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes figures between two marks of a page, and draws them beside it. */
public final class PerformancePage {
  private static final String BEGIN = "<!-- peers all -->";
  private static final String END = "<!-- end of peers all -->";
  private static final String PAGE = "performance.md";
  private static final String PICTURE = "performance.svg";

  private static final String LEGEND =
      """
      Hornbill and other engines on one machine, in turn in one run, each as its own users would write
      it. Medians, and their quartiles below: less is better. *Ours / best* is Hornbill's median over
      that of the fastest other engine. The *limit* is what the arithmetic takes at the machine's rate
      of matrix products, and the bytes that must be moved at its rate of copies, as the
      [benchmarks](../benchmarks/README.md#the-limit) count them.""";

  private final Setting setting;
  private final List<Figure> figures;

  /**
   * Takes what the page says.
   *
   * @param setting what the figures depend on
   * @param figures the rows, in the order of the page
   */
  public PerformancePage(Setting setting, List<Figure> figures) {
    this.setting = setting;
    this.figures = List.copyOf(figures);
  }

  /**
   * Writes page and picture.
   *
   * @param folder where {@code performance.md} is, with both marks
   * @throws IOException if it cannot be read or written
   */
  public void write(Path folder) throws IOException {
    Path page = folder.resolve(PAGE);
    String old = Files.readString(page);
    int begin = old.indexOf(BEGIN);
    int end = old.indexOf(END);
    if (begin < 0 || end < begin) {
      throw Fault.of("PerformancePage")
          .expected("the page must have the lines \"%s\" and \"%s\"", BEGIN, END)
          .received(page)
          .remedy("Add them where the tables belong.")
          .as(IOException::new);
    }
    String before = old.substring(0, begin + BEGIN.length());
    Files.writeString(page, before + "\n" + text() + old.substring(end));
    Files.writeString(folder.resolve(PICTURE), new ComparisonPicture(figures).svg());
  }

  /**
   * Returns what stands between the marks.
   *
   * @return Markdown
   */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.addAll(List.of("", LEGEND, "", whereOthersAreFaster(), ""));
    lines.add("![What each engine took, over what Hornbill took](" + PICTURE + ")");
    byTable().forEach((table, rows) -> lines.addAll(table(table, rows)));
    lines.addAll(List.of("", "### What was measured", ""));
    lines.add(
        "- %s, commit `%s`, `%s`".formatted(setting.date(), setting.commit(), setting.command()));
    lines.add("- " + setting.machine());
    lines.add("- " + setting.peak());
    setting.engines().forEach(engine -> lines.add("- " + engine));
    setting.missing().forEach(engine -> lines.add("- Not measured: " + engine));
    lines.add("");
    return String.join("\n", lines) + "\n";
  }

  private String whereOthersAreFaster() {
    List<String> faster = new ArrayList<>();
    for (Figure figure : figures) {
      List<String> peers = new ArrayList<>();
      figure
          .ratios()
          .forEach(
              (peer, ratio) -> {
                if (ratio > 1) {
                  peers.add("%s %s".formatted(peer, number(ratio)));
                }
              });
      if (!peers.isEmpty()) {
        faster.add("| %s | %s |".formatted(figure.name(), String.join(", ", peers)));
      }
    }
    return faster.isEmpty()
        ? "No other engine is faster in any row."
        : "### Where others are faster\n\n| | by Hornbill's time over theirs |\n|---|---|\n"
            + String.join("\n", faster);
  }

  private Map<String, List<Figure>> byTable() {
    Map<String, List<Figure>> tables = new LinkedHashMap<>();
    figures.forEach(
        figure -> tables.computeIfAbsent(figure.table(), table -> new ArrayList<>()).add(figure));
    return tables;
  }

  private static List<String> table(String title, List<Figure> rows) {
    Set<String> engines = new LinkedHashSet<>();
    rows.forEach(row -> engines.addAll(row.engines().keySet()));
    boolean limited = rows.stream().anyMatch(row -> !Double.isNaN(row.limit()));
    String end = limited ? " ours / best | limit | limit / ours |" : " ours / best |";
    List<String> lines = new ArrayList<>(List.of("", "### " + title, ""));
    lines.add("| | " + String.join(" | ", engines) + " |" + end);
    lines.add("|---".repeat(engines.size() + (limited ? 4 : 2)) + "|");
    rows.forEach(row -> lines.add(line(row, engines, limited)));
    return lines;
  }

  private static String line(Figure row, Set<String> engines, boolean limited) {
    List<String> cells = new ArrayList<>(List.of(row.name()));
    for (String engine : engines) {
      Quartiles quartiles = row.engines().get(engine);
      cells.add(quartiles == null ? "–" : quartiles.inCell());
    }
    cells.add(row.ratios().values().stream().findFirst().map(PerformancePage::number).orElse("–"));
    if (limited) {
      cells.add(Double.isNaN(row.limit()) ? "–" : Quartiles.digits(row.limit()));
      cells.add(number(row.limit() / row.ours()));
    }
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
  }
}
