package io.hornbill.benchmarks;

import io.hornbill.base.Fault;
import io.hornbill.benchmarks.harness.Workload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code benchmarks/peers all} was asked for.
 *
 * @param commands how engines are started
 * @param docs the folder of the page that is written
 * @param only names of workloads and networks, {@code inference} or {@code start}; none for all
 * @param engines who takes part; none for all
 * @param rounds how often each engine's turn comes
 * @param warmUpMillis how long each one works before the first round
 * @param roundMillis how long a turn lasts
 */
record AllOptions(
    Commands commands,
    Path docs,
    List<String> only,
    List<Contender> engines,
    int rounds,
    int warmUpMillis,
    int roundMillis) {

  static final String INFERENCE = "inference";
  static final String START = "start";

  /**
   * Reads the command line.
   *
   * @param args folder, {@code all}, then pairs of an option and its value
   * @return the options
   * @throws IllegalArgumentException if an option is unknown
   */
  static AllOptions of(String... args) {
    Path benchmarks = Path.of(args[0]);
    Path docs = benchmarks.resolveSibling("docs");
    String python = "";
    List<String> only = List.of();
    List<Contender> engines = List.of();
    int rounds = 3;
    int warmUpMillis = 2000;
    int roundMillis = 1000;
    for (int i = 2; i < args.length; i += 2) {
      String value = i + 1 < args.length ? args[i + 1] : "";
      switch (args[i]) {
        case "--python" -> python = value;
        case "--docs" -> docs = Path.of(value);
        case "--only" -> only = Arrays.asList(value.split(",", -1));
        case "--engines" -> engines = PeersOptions.contenders(value);
        case "--rounds" -> rounds = Integer.parseInt(value);
        case "--warm-up" -> warmUpMillis = PeersOptions.millis(value);
        case "--seconds" -> roundMillis = PeersOptions.millis(value);
        default ->
            throw Fault.of("peers all")
                .expected("unknown option")
                .received(args[i])
                .remedy(
                    "Known options: --python, --docs, --only, --engines, --rounds, --warm-up,"
                        + " --seconds.")
                .argument();
      }
    }
    Commands commands = new Commands(benchmarks, python);
    return new AllOptions(commands, docs, only, engines, rounds, warmUpMillis, roundMillis);
  }

  /**
   * Returns the workloads to run.
   *
   * @return in the order of all
   */
  List<Workload> workloads() {
    return Arrays.stream(Workload.values()).filter(w -> isAsked(w.title())).toList();
  }

  /**
   * Returns the networks to predict with.
   *
   * @return in the order of all
   */
  List<String> networks() {
    return InferenceOptions.ALL.stream()
        .filter(name -> isAsked(name) || only.contains(INFERENCE))
        .toList();
  }

  /**
   * Says whether something is to be measured.
   *
   * @param name what
   * @return true if it was named, or nothing was
   */
  boolean isAsked(String name) {
    return only.isEmpty() || only.contains(name);
  }

  /**
   * Returns what one workload is compared by.
   *
   * @param workload the workload
   * @return the options
   */
  PeersOptions comparing(Workload workload) {
    List<Contender> all = Contender.of(workload, !commands.python().isEmpty());
    return new PeersOptions(commands, workload, asked(all), rounds, warmUpMillis, roundMillis);
  }

  /**
   * Returns what predictions of networks are compared by.
   *
   * @param mode {@code inference} or {@code start}
   * @param networks the networks
   * @return the options
   */
  InferenceOptions predicting(String mode, List<String> networks) {
    List<Contender> all = Contender.predicting(!commands.python().isEmpty());
    return new InferenceOptions(
        commands, mode, networks, asked(all), List.of(1, 8), rounds, roundMillis);
  }

  private List<Contender> asked(List<Contender> all) {
    return all.stream().filter(one -> engines.isEmpty() || engines.contains(one)).toList();
  }
}
