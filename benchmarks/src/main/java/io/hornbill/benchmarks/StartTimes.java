package io.hornbill.benchmarks;

import io.hornbill.base.Fault;
import io.hornbill.benchmarks.page.Figure;
import io.hornbill.benchmarks.page.Quartiles;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.spi.ToolProvider;

/** From the start of a process to its first prediction, of a model loaded from its file. */
final class StartTimes {
  private static final String TABLE = "From the start of a process to the first prediction";

  private final InferenceOptions options;
  private final Report report;
  private final Map<String, String> jars = new HashMap<>();

  /**
   * Prepares the measurement.
   *
   * @param options what was asked for
   * @param report learns what it came to
   */
  StartTimes(InferenceOptions options, Report report) {
    this.options = options;
    this.report = report;
  }

  /**
   * Starts every engine some times, in turn.
   *
   * @param model the name of the network
   * @throws IOException if an engine fails
   * @throws InterruptedException if interrupted
   */
  void measure(String model) throws IOException, InterruptedException {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    for (Contender contender : options.contenders()) {
      if (options.commands().isWritten(contender, model)) {
        commands.put(
            contender.title(), packed(options.commands().prediction(contender, model, "once")));
      }
    }
    List<String> ours = commands.get(Contender.HORNBILL.title());
    if (ours != null) {
      List<String> archived = archived(ours);
      commands.put("hornbill-archive", archived);
      commands.put("hornbill-short-lived", shortLived(archived));
    }
    Map<String, List<Start>> starts = new LinkedHashMap<>();
    for (int round = 1; round <= options.rounds(); round++) {
      for (var command : commands.entrySet()) {
        Start start = once(command.getValue());
        System.out.printf("round %d     %-20s %s%n", round, command.getKey(), start);
        starts.computeIfAbsent(command.getKey(), key -> new ArrayList<>()).add(start);
      }
    }
    Map<String, Quartiles> seconds = quartiles(starts, Start::seconds);
    Map<String, Quartiles> megabytes = quartiles(starts, Start::megabytes);
    for (String engine : starts.keySet()) {
      double s = seconds.get(engine).median();
      double mb = megabytes.get(engine).median();
      System.out.printf(
          Locale.ROOT, "median      %-20s start-%s s=%.3f mb=%.0f%n", engine, model, s, mb);
    }
    report.add(new Figure(TABLE, model + ", seconds", seconds));
    report.add(new Figure(TABLE, model + ", MB resident", megabytes));
    report.add(new Figure(TABLE, "MB on disk", sizesOnDisk()));
  }

  private Map<String, Quartiles> sizesOnDisk() throws IOException {
    Map<String, Quartiles> sizes = new LinkedHashMap<>();
    for (Contender contender : options.contenders()) {
      double megabytes = options.commands().installedBytes(contender) / 1e6;
      System.out.printf("disk        %-20s %.0f MB%n", contender.title(), megabytes);
      sizes.put(contender.title(), Quartiles.of(List.of(megabytes)));
    }
    return sizes;
  }

  private static Map<String, Quartiles> quartiles(
      Map<String, List<Start>> starts, ToDoubleFunction<Start> figure) {
    Map<String, Quartiles> all = new LinkedHashMap<>();
    starts.forEach(
        (engine, times) ->
            all.put(engine, Quartiles.of(times.stream().mapToDouble(figure).boxed().toList())));
    return all;
  }

  /** The same with the JVM's first compiler alone, which is done sooner. */
  private static List<String> shortLived(List<String> command) {
    List<String> changed = new ArrayList<>(command);
    changed.addAll(1, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    return changed;
  }

  /** Hornbill with an archive of its loaded classes, which the JVM makes from jars alone. */
  private List<String> archived(List<String> command) throws IOException, InterruptedException {
    Path archive = options.commands().models().resolve("classes.jsa");
    Files.deleteIfExists(archive);
    List<String> making = new ArrayList<>(command);
    making.add(1, "-XX:ArchiveClassesAtExit=" + archive);
    once(making);
    List<String> changed = new ArrayList<>(command);
    changed.add(1, "-XX:SharedArchiveFile=" + archive);
    return changed;
  }

  /** A command of Java with jars for folders of classes, as users have them. */
  private List<String> packed(List<String> command) throws IOException {
    int at = command.indexOf("-cp") + 1;
    if (at == 0) {
      return command; // of Python
    }
    List<String> entries = new ArrayList<>();
    for (String entry : command.get(at).split(File.pathSeparator)) {
      entries.add(Files.isDirectory(Path.of(entry)) ? jar(entry) : entry);
    }
    List<String> changed = new ArrayList<>(command);
    changed.set(at, String.join(File.pathSeparator, entries));
    return changed;
  }

  private String jar(String classes) throws IOException {
    String known = jars.get(classes);
    if (known == null) {
      Path jar = options.commands().models().resolve("classes-%d.jar".formatted(jars.size()));
      ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
      tool.run(System.out, System.err, "cf", jar.toString(), "-C", classes, ".");
      known = jar.toString();
      jars.put(classes, known);
    }
    return known;
  }

  /**
   * How a process began.
   *
   * @param seconds until it had predicted
   * @param megabytes resident by then, at most
   */
  private record Start(double seconds, long megabytes) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "s=%.3f mb=%d", seconds, megabytes);
    }
  }

  private static Start once(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        EngineClient.process(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
      String line = answers.readLine();
      while (line != null && !line.equals("@done")) {
        line = answers.readLine();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (line == null) {
        throw Fault.of("Inference")
            .expected("a process must predict once")
            .received("its end, from %s", command)
            .remedy("Run it by hand.")
            .as(IOException::new);
      }
      Start seen = new Start(seconds, EngineClient.peakMegabytes(process));
      process.getOutputStream().close();
      while (line != null) {
        line = answers.readLine(); // what the JVM says of its archive
      }
      return seen;
    } finally {
      process.waitFor();
    }
  }
}
