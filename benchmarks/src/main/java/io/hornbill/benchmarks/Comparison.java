package io.hornbill.benchmarks;

import io.hornbill.benchmarks.page.Quartiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rounds in which every engine answers the same command, one at a time while the others sleep. */
final class Comparison {

  /** After its turn an engine's OpenMP threads spin a little longer: nobody starts before that. */
  private static final long SETTLE_MILLIS = 200;

  /** A disturbed turn is repeated until there are this many. */
  private static final int MAX_TURNS = 4;

  private static final String OURS = Contender.HORNBILL.title();

  private final List<EngineClient> engines;
  private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();
  private int mostTurns = MAX_TURNS;

  Comparison(List<EngineClient> engines) {
    this.engines = engines;
  }

  /** From now on other processes disturb on purpose: every turn counts. */
  void beside() {
    mostTurns = 1;
  }

  /**
   * Lets every engine do the same once, without keeping the figures.
   *
   * @param command what to do
   * @throws IOException if an engine has ended
   * @throws InterruptedException if interrupted
   */
  void warmUp(String command) throws IOException, InterruptedException {
    for (EngineClient engine : engines) {
      print("warm-up", engine, turn(engine, command));
    }
  }

  /**
   * Lets every engine do the same once, in turn. A turn that other processes of the machine
   * disturbed is repeated, and the least disturbed one counts.
   *
   * @param name the round, for the output
   * @param command what to do
   * @param prefix of the figures' names
   * @throws IOException if an engine has ended
   * @throws InterruptedException if interrupted
   */
  void round(String name, String command, String prefix) throws IOException, InterruptedException {
    for (EngineClient engine : engines) {
      Turn best = turn(engine, command);
      for (int i = 1; i < mostTurns && best.disturbed(); i++) {
        print("disturbed", engine, best);
        Turn again = turn(engine, command);
        best = again.othersPercent() < best.othersPercent() ? again : best;
      }
      print(name, engine, best);
      best.figures()
          .forEach(
              (figure, value) ->
                  figures
                      .computeIfAbsent(prefix + figure, key -> new LinkedHashMap<>())
                      .computeIfAbsent(engine.title(), key -> new ArrayList<>())
                      .add(value));
    }
  }

  private Turn turn(EngineClient engine, String command) throws IOException, InterruptedException {
    List<EngineClient> waiting = engines.stream().filter(other -> other != engine).toList();
    Turn turn = Turn.of(engine, waiting, command);
    Thread.sleep(SETTLE_MILLIS);
    return turn;
  }

  private static void print(String round, EngineClient engine, Turn turn) {
    System.out.printf("%-12s%-21s%s%n", round, engine.title(), turn);
  }

  /**
   * Prints every engine's median over the rounds.
   *
   * @param figure its name
   * @param unit for the output
   */
  void printMedians(String figure, String unit) {
    for (EngineClient engine : engines) {
      System.out.printf(
          Locale.ROOT,
          "median      %-20s %s=%.3f %s%n",
          engine.title(),
          figure,
          median(figure, engine.title()),
          unit);
    }
  }

  /**
   * Prints Hornbill's median divided by that of every peer, if Hornbill took part.
   *
   * @param workload the name in the output
   * @param figure the figure's name
   */
  void printRatios(String workload, String figure) {
    for (EngineClient engine : engines) {
      String peer = engine.title();
      if (!peer.equals(OURS) && engines.get(0).title().equals(OURS)) {
        System.out.printf(
            Locale.ROOT,
            "RATIO workload=%s vs=%s ours/theirs=%.3f%n",
            workload,
            peer,
            median(figure, OURS) / median(figure, peer));
      }
    }
  }

  /**
   * Returns what single steps or calls of every engine took, in milliseconds: quartiles within a
   * round, of which the median over the rounds.
   *
   * @param prefix of the figures' names
   * @return by the engine's title
   */
  Map<String, Quartiles> quartiles(String prefix) {
    Map<String, Quartiles> all = new LinkedHashMap<>();
    for (EngineClient engine : engines) {
      String title = engine.title();
      all.put(
          title,
          new Quartiles(
              median(prefix + "q1-ms", title),
              median(prefix + "median-ms", title),
              median(prefix + "q3-ms", title)));
    }
    return all;
  }

  /**
   * Returns how one figure of every engine differs between the rounds.
   *
   * @param figure its name
   * @return by the engine's title
   */
  Map<String, Quartiles> spread(String figure) {
    Map<String, Quartiles> all = new LinkedHashMap<>();
    for (EngineClient engine : engines) {
      all.put(engine.title(), Quartiles.of(figures.get(figure).get(engine.title())));
    }
    return all;
  }

  private double median(String figure, String contender) {
    return Quartiles.of(figures.get(figure).get(contender)).median();
  }
}
