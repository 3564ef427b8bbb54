package io.hornbill.benchmarks;

import io.hornbill.base.Fault;
import io.hornbill.benchmarks.harness.Workload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code benchmarks/peers} was asked for.
 *
 * @param commands how engines are started
 * @param workload what every engine does
 * @param contenders who takes part, Hornbill first
 * @param rounds how often each one's turn comes
 * @param warmUpMillis how long each one works before the first round
 * @param roundMillis how long a turn lasts
 */
record PeersOptions(
    Commands commands,
    Workload workload,
    List<Contender> contenders,
    int rounds,
    int warmUpMillis,
    int roundMillis) {

  /**
   * Reads the command line.
   *
   * @param args folder, workload, then pairs of an option and its value
   * @return the options
   * @throws IllegalArgumentException if a name is unknown
   */
  static PeersOptions of(String... args) {
    Workload workload = Workload.of(args[1]);
    String python = "";
    List<Contender> contenders = List.of();
    int rounds = 5;
    int warmUpMillis = 4000;
    int roundMillis = 2000;
    for (int i = 2; i < args.length; i += 2) {
      String value = i + 1 < args.length ? args[i + 1] : "";
      switch (args[i]) {
        case "--python" -> python = value;
        case "--engines" -> contenders = contenders(value);
        case "--rounds" -> rounds = Integer.parseInt(value);
        case "--warm-up" -> warmUpMillis = millis(value);
        case "--seconds" -> roundMillis = millis(value);
        default ->
            throw Fault.of("peers")
                .expected("unknown option")
                .received(args[i])
                .remedy("Known options: --python, --engines, --rounds, --warm-up, --seconds.")
                .argument();
      }
    }
    return new PeersOptions(
        new Commands(Path.of(args[0]), python),
        workload,
        contenders.isEmpty() ? Contender.of(workload, !python.isEmpty()) : contenders,
        rounds,
        warmUpMillis,
        roundMillis);
  }

  /** Some engines by their names, in the order of all. */
  static List<Contender> contenders(String names) {
    return Arrays.stream(names.split(",", -1)).map(Contender::of).sorted().toList();
  }

  static int millis(String seconds) {
    return (int) Math.round(1000 * Double.parseDouble(seconds));
  }
}
