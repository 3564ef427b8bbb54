package io.hornbill.benchmarks;

import io.hornbill.benchmarks.harness.Workload;
import io.hornbill.benchmarks.page.PerformancePage;
import io.hornbill.benchmarks.page.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares everything with everybody, and writes {@code docs/performance.md}:
 *
 * <pre>{@code
 * benchmarks/peers all --python python                                   # the whole page
 * benchmarks/peers all --python python --only mlp,ResNet50 --docs /tmp   # a part, elsewhere
 * }</pre>
 *
 * <p>Beside each training step and prediction stands the limit of the machine, see {@link
 * io.hornbill.benchmarks.limit.WorkCount}. The page is written after each part, and a part that
 * fails loses itself alone.
 */
public final class AllPeers {
  private final AllOptions options;
  private final String command;
  private final String commit;
  private final Limits limits;
  private final Report report;
  private boolean failed;

  private AllPeers(AllOptions options, String command, Limits limits) throws IOException {
    this.options = options;
    this.command = command;
    this.commit = commit(options.commands().benchmarks());
    this.limits = limits;
    report = new Report(limits);
  }

  /**
   * Measures and writes; {@code benchmarks/peers} calls this.
   *
   * @param args this module's folder, {@code all}, options
   * @throws Exception if nothing can be measured
   */
  public static void main(String[] args) throws Exception {
    AllOptions options;
    try {
      options = AllOptions.of(args);
    } catch (IllegalArgumentException unknown) {
      System.err.println(unknown.getMessage());
      System.exit(1);
      return;
    }
    System.out.println("machine     " + Machine.describe());
    boolean failed;
    try (Limits limits = Limits.measure(options.commands().benchmarks(), options.rounds())) {
      failed = new AllPeers(options, command(args), limits).run();
    }
    System.exit(failed ? 1 : 0);
  }

  /** As anybody would type it: where the Python and the page are is of no interest. */
  private static String command(String... args) {
    List<String> words = new ArrayList<>(List.of("benchmarks/peers"));
    for (int i = 1; i < args.length; i++) {
      boolean place = args[i - 1].equals("--python") || args[i - 1].equals("--docs");
      words.add(place ? args[i - 1].substring(2).toUpperCase(Locale.ROOT) : args[i]);
    }
    return String.join(" ", words);
  }

  /** What can fail by itself. */
  private interface Part {
    void run() throws IOException, InterruptedException;
  }

  private boolean run() throws IOException, InterruptedException {
    for (Workload workload : options.workloads()) {
      part(workload.title(), () -> new Peers(options.comparing(workload), report).run());
    }
    for (String network : options.networks()) {
      part(network, () -> predict(AllOptions.INFERENCE, network));
    }
    if (options.isAsked(AllOptions.START)) {
      part(AllOptions.START, () -> predict(AllOptions.START, "MobileNetV2"));
    }
    return failed;
  }

  private void predict(String mode, String network) throws IOException, InterruptedException {
    new Inference(options.predicting(mode, List.of(network)), report).run();
  }

  private void part(String name, Part part) throws IOException, InterruptedException {
    try {
      part.run();
    } catch (IOException lost) {
      System.err.println(lost.getMessage());
      report.skip(name, "all engines", "one of them ended");
      failed = true;
    }
    new PerformancePage(setting(), report.figures()).write(options.docs());
  }

  private Setting setting() throws IOException {
    return new Setting(
        LocalDate.now().toString(),
        commit,
        command,
        Machine.describe(),
        limits.toString(),
        report.engines(),
        report.missing());
  }

  /** The working tree's commit, and whether something was changed since. */
  private static String commit(Path folder) throws IOException {
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude", "*")
            .directory(folder.toFile())
            .start();
    return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
