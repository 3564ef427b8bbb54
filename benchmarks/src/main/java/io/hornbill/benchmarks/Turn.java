package io.hornbill.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one engine did while the others waited, and who used the processors meanwhile.
 *
 * @param figures the engine's answer
 * @param ownPercent processor time of the engine, 100 being all processors
 * @param waitingPercent processor time of the engines that waited
 * @param othersPercent processor time of all processes that do not take part
 */
record Turn(
    Map<String, Double> figures, double ownPercent, double waitingPercent, double othersPercent) {

  private static final double MAX_OTHERS_PERCENT = 4;

  /**
   * Lets an engine work.
   *
   * @param engine who works
   * @param waiting who does not
   * @param command what to do
   * @return the engine's figures and the processors' use
   * @throws IOException if the engine has ended
   */
  static Turn of(EngineClient engine, List<EngineClient> waiting, String command)
      throws IOException {
    long start = System.nanoTime();
    Duration busy = Machine.busy();
    Duration own = engine.cpuTime();
    Duration idle = cpuTime(waiting);
    Map<String, Double> figures = engine.ask(command);
    double onePercent = (System.nanoTime() - start) * (double) Machine.processors() / 100;
    own = engine.cpuTime().minus(own);
    idle = cpuTime(waiting).minus(idle);
    Duration others = Machine.busy().minus(busy).minus(own).minus(idle);
    return new Turn(
        figures,
        own.toNanos() / onePercent,
        idle.toNanos() / onePercent,
        Math.max(0, others.toNanos()) / onePercent);
  }

  private static Duration cpuTime(List<EngineClient> engines) {
    return engines.stream().map(EngineClient::cpuTime).reduce(Duration.ZERO, Duration::plus);
  }

  boolean disturbed() {
    return othersPercent > MAX_OTHERS_PERCENT;
  }

  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    figures.forEach(
        (name, value) ->
            line.append(
                String.format(
                    Locale.ROOT, name.equals("count") ? "%s=%.0f " : "%s=%s ", name, value)));
    return line.append(
            String.format(
                Locale.ROOT,
                "cpu%%=%.0f waiting-engines-cpu%%=%.1f other-processes-cpu%%=%.1f",
                ownPercent,
                waitingPercent,
                othersPercent))
        .toString();
  }
}
