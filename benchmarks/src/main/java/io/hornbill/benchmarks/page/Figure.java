package io.hornbill.benchmarks.page;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row of a table: what each engine took for the same.
 *
 * @param table the heading of the table, with the unit
 * @param name what was done
 * @param engines for each engine that took part what it took; less is better
 * @param limit what it takes at least on that machine; NaN where there is no such figure
 */
public record Figure(String table, String name, Map<String, Quartiles> engines, double limit) {
  private static final String OURS = "hornbill";

  /**
   * Keeps the order of the engines.
   *
   * @param table the heading of the table, with the unit
   * @param name what was done
   * @param engines for each engine that took part what it took; less is better
   * @param limit what it takes at least on that machine; NaN where there is no such figure
   */
  public Figure {
    engines = new LinkedHashMap<>(engines);
  }

  /**
   * Makes a row without a limit.
   *
   * @param table the heading of the table, with the unit
   * @param name what was done
   * @param engines for each engine that took part what it took; less is better
   */
  public Figure(String table, String name, Map<String, Quartiles> engines) {
    this(table, name, engines, Double.NaN);
  }

  /**
   * Adds the limit.
   *
   * @param newLimit in the unit of the row
   * @return the row with it
   */
  public Figure withLimit(double newLimit) {
    return new Figure(table, name, engines, newLimit);
  }

  /**
   * Returns what Hornbill took.
   *
   * @return its median; NaN if it took no part
   */
  public double ours() {
    Quartiles ours = engines.get(OURS);
    return ours == null ? Double.NaN : ours.median();
  }

  /**
   * Returns for each peer Hornbill's median over its own, the fastest first. Other ways to start
   * Hornbill are no peers.
   *
   * @return 2 where Hornbill took twice as long
   */
  public Map<String, Double> ratios() {
    Map<String, Double> ratios = new LinkedHashMap<>();
    engines.entrySet().stream()
        .filter(engine -> !engine.getKey().startsWith(OURS))
        .sorted(Comparator.comparingDouble(engine -> engine.getValue().median()))
        .forEach(engine -> ratios.put(engine.getKey(), ours() / engine.getValue().median()));
    return ratios;
  }
}
