package io.hornbill.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rounds in which every engine answers the same command, one at a time while the others sleep. */
final class Comparison {

  /** After its turn an engine's OpenMP threads spin a little longer: nobody starts before that. */
  private static final long SETTLE_MILLIS = 200;

  private final List<EngineClient> engines;
  private final Map<String, Map<Contender, List<Double>>> figures = new LinkedHashMap<>();

  Comparison(List<EngineClient> engines) {
    this.engines = engines;
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
      print("warm-up", engine, engine.ask(command), "");
      Thread.sleep(SETTLE_MILLIS);
    }
  }

  /**
   * Lets every engine do the same once, in turn.
   *
   * @param name the round, for the output
   * @param command what to do
   * @param prefix of the figures' names
   * @throws IOException if an engine has ended
   * @throws InterruptedException if interrupted
   */
  void round(String name, String command, String prefix) throws IOException, InterruptedException {
    for (EngineClient engine : engines) {
      long start = System.nanoTime();
      Duration busy = Machine.busy();
      Duration own = engine.cpuTime();
      Duration idle = idle(engine);
      Map<String, Double> answer = engine.ask(command);
      double available = (System.nanoTime() - start) * (double) Machine.processors() / 100;
      own = engine.cpuTime().minus(own);
      idle = idle(engine).minus(idle);
      Duration others = Machine.busy().minus(busy).minus(own).minus(idle);
      String load =
          String.format(
              Locale.ROOT,
              "cpu%%=%.0f waiting-engines-cpu%%=%.1f other-processes-cpu%%=%.1f",
              own.toNanos() / available,
              idle.toNanos() / available,
              Math.max(0, others.toNanos() / available));
      print(name, engine, answer, load);
      answer.forEach(
          (figure, value) ->
              figures
                  .computeIfAbsent(prefix + figure, key -> new LinkedHashMap<>())
                  .computeIfAbsent(engine.contender(), key -> new ArrayList<>())
                  .add(value));
      Thread.sleep(SETTLE_MILLIS);
    }
  }

  private Duration idle(EngineClient working) {
    return engines.stream()
        .filter(engine -> engine != working)
        .map(EngineClient::cpuTime)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static void print(
      String round, EngineClient engine, Map<String, Double> answer, String load) {
    StringBuilder line =
        new StringBuilder(String.format("%-10s%-12s", round, engine.contender().title()));
    answer.forEach(
        (name, value) ->
            line.append(
                String.format(
                    Locale.ROOT, name.equals("count") ? " %s=%.0f" : " %s=%s", name, value)));
    System.out.println(line + " " + load);
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
          "median    %-12s %s=%.3f %s%n",
          engine.contender().title(),
          figure,
          median(figure, engine.contender()),
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
      Contender peer = engine.contender();
      if (peer != Contender.HORNBILL && engines.get(0).contender() == Contender.HORNBILL) {
        System.out.printf(
            Locale.ROOT,
            "RATIO workload=%s vs=%s ours/theirs=%.3f%n",
            workload,
            peer.title(),
            median(figure, Contender.HORNBILL) / median(figure, peer));
      }
    }
  }

  private double median(String figure, Contender contender) {
    List<Double> values = figures.get(figure).get(contender).stream().sorted().toList();
    int middle = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(middle)
        : (values.get(middle - 1) + values.get(middle)) / 2;
  }
}
