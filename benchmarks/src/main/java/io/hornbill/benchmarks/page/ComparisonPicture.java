package io.hornbill.benchmarks.page;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A dot for each engine and row: where it lies says what the engine took, over what Hornbill took.
 * Left of the line at 1 others are faster; a bar is the machine's limit.
 */
final class ComparisonPicture {
  private static final int WIDTH = 960;
  private static final int LEFT = 250;
  private static final int ROW = 22;
  private static final double LEAST = 0.05;
  private static final double MOST = 32;
  private static final List<Double> MARKS = List.of(0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0);
  private static final List<String> COLOURS =
      List.of(
          "#111827", "#dc2626", "#7c3aed", "#ea580c", "#0891b2", "#2563eb", "#16a34a", "#ca8a04",
          "#db2777", "#64748b", "#65a30d", "#0d9488");

  private final List<Figure> figures;
  private final List<String> engines;
  private final StringBuilder svg = new StringBuilder();

  ComparisonPicture(List<Figure> figures) {
    this.figures = figures.stream().filter(figure -> !Double.isNaN(figure.ours())).toList();
    Set<String> all = new LinkedHashSet<>();
    figures.forEach(figure -> all.addAll(figure.engines().keySet()));
    engines = List.copyOf(all);
  }

  String svg() {
    int top = 46 + ROW * ((engines.size() + 5) / 6);
    int bottom = top + ROW * figures.size();
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " role=\"img\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">",
        WIDTH, bottom + 34, WIDTH, bottom + 34);
    add("<title>What each engine took, over what Hornbill took</title>");
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    text(14, 22, "What each engine took, over what Hornbill took (left of 1: faster; bar: limit)");
    for (int i = 0; i < engines.size(); i++) {
      int x = 20 + 155 * (i % 6);
      int y = 40 + ROW * (i / 6);
      dot(x, y, engines.get(i));
      text(x + 9, y + 4, engines.get(i));
    }
    for (double mark : MARKS) {
      String colour = mark == 1 ? "#111827" : "#e5e7eb";
      line(place(mark), top - 8, bottom, colour, 1);
      text(place(mark) - 6, bottom + 16, mark < 1 ? Double.toString(mark) : "%.0f".formatted(mark));
    }
    for (int i = 0; i < figures.size(); i++) {
      row(figures.get(i), top + ROW * i + 8);
    }
    return svg.append("</svg>\n").toString();
  }

  private void row(Figure figure, int y) {
    text(14, y + 4, figure.name());
    add("<path d=\"M%d %dH%d\" stroke=\"#f3f4f6\"/>", LEFT, y, WIDTH - 20);
    if (!Double.isNaN(figure.limit())) {
      double x = place(figure.limit() / figure.ours());
      line(x, y - 8, y + 8, "#111827", 4);
    }
    figure
        .engines()
        .forEach((engine, took) -> dot(place(took.median() / figure.ours()), y, engine));
  }

  private void dot(double x, double y, String engine) {
    String colour = COLOURS.get(engines.indexOf(engine) % COLOURS.size());
    add(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"%s\" fill-opacity=\"0.85\"/>",
        x, y, colour);
  }

  private void line(double x, double from, double to, String colour, int width) {
    add(
        "<path d=\"M%.1f %.1fV%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>",
        x, from, to, colour, width);
  }

  private void text(double x, double y, String text) {
    add("<text x=\"%.1f\" y=\"%.1f\" fill=\"#111827\">%s</text>", x, y, text);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /** Equal distances are equal ratios. */
  private static double place(double ratio) {
    double inside = Math.min(MOST, Math.max(LEAST, ratio));
    double share = Math.log(inside / LEAST) / Math.log(MOST / LEAST);
    return LEFT + share * (WIDTH - 20 - LEFT);
  }
}
