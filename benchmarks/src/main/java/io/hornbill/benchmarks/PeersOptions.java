package io.hornbill.benchmarks;

import io.hornbill.base.Fault;
import io.hornbill.benchmarks.harness.Workload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code benchmarks/peers} was asked for.
 *
 * @param benchmarks the repository's folder of this module
 * @param workload what every engine does
 * @param contenders who takes part, Hornbill first
 * @param rounds how often each one's turn comes
 * @param warmUpMillis how long each one trains before the first round
 * @param roundMillis how long a turn lasts
 */
record PeersOptions(
    Path benchmarks,
    Workload workload,
    List<Contender> contenders,
    int rounds,
    int warmUpMillis,
    int roundMillis) {

  private static final int ROUNDS = 5;
  private static final int WARM_UP_SECONDS = 4;
  private static final int ROUND_SECONDS = 2;

  /**
   * Reads the command line.
   *
   * @param args folder, workload, then pairs of an option and its value
   * @return the options
   * @throws IllegalArgumentException if a name is unknown
   */
  static PeersOptions of(String... args) {
    PeersOptions options =
        new PeersOptions(
            Path.of(args[0]),
            Workload.of(args[1]),
            List.of(Contender.values()),
            ROUNDS,
            1000 * WARM_UP_SECONDS,
            1000 * ROUND_SECONDS);
    for (int i = 2; i < args.length; i += 2) {
      options = options.with(args[i], i + 1 < args.length ? args[i + 1] : "");
    }
    return options;
  }

  private PeersOptions with(String option, String value) {
    return switch (option) {
      case "--engines" ->
          new PeersOptions(
              benchmarks,
              workload,
              Arrays.stream(value.split(",", -1)).map(Contender::of).sorted().toList(),
              rounds,
              warmUpMillis,
              roundMillis);
      case "--rounds" ->
          new PeersOptions(
              benchmarks, workload, contenders, Integer.parseInt(value), warmUpMillis, roundMillis);
      case "--warm-up" ->
          new PeersOptions(benchmarks, workload, contenders, rounds, millis(value), roundMillis);
      case "--seconds" ->
          new PeersOptions(benchmarks, workload, contenders, rounds, warmUpMillis, millis(value));
      default ->
          throw Fault.of("peers")
              .expected("unknown option")
              .received(option)
              .remedy("Known options: --engines, --rounds, --warm-up, --seconds.")
              .argument();
    };
  }

  private static int millis(String seconds) {
    return (int) Math.round(1000 * Double.parseDouble(seconds));
  }
}
