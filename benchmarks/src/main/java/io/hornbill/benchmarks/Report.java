package io.hornbill.benchmarks;

import io.hornbill.benchmarks.page.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What comparisons came to, beside what they print. */
final class Report {
  private final List<Figure> figures = new ArrayList<>();
  private final Set<String> engines = new LinkedHashSet<>();
  private final List<String> missing = new ArrayList<>();
  private final @Nullable Limits limits;

  /**
   * Begins a report.
   *
   * @param limits the measured machine; null if no limits are wanted
   */
  Report(@Nullable Limits limits) {
    this.limits = limits;
  }

  void add(Figure figure) {
    figures.add(figure);
  }

  /**
   * Adds a row with its limit.
   *
   * @param figure the row
   * @param work what was done, as {@link LimitProcess} takes it
   * @throws IOException if the limit cannot be computed
   */
  void add(Figure figure, String work) throws IOException {
    add(limits == null ? figure : figure.withLimit(limits.millis(work)));
  }

  /** Adds an engine that takes part. */
  void engine(String title, String description) {
    engines.add(title + ": " + description);
    System.out.printf("%-12s%s%n", "engine", title + ": " + description);
  }

  /** Says who does not take part in what, and why. */
  void skip(String workload, String title, String reason) {
    missing.add("%s, %s: %s".formatted(workload, title, reason));
    System.out.println("SKIP workload=" + workload + " vs=" + title + ": " + reason);
  }

  List<Figure> figures() {
    return figures;
  }

  List<String> engines() {
    return List.copyOf(engines);
  }

  List<String> missing() {
    return missing;
  }
}
