package io.hornbill.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes of the engines that do the same; a peer that cannot is left out, with a reason. */
final class Entrants implements AutoCloseable {
  private final Path benchmarks;
  private final String work;
  private final Report report;
  private final List<EngineClient> engines = new ArrayList<>();

  /**
   * Begins with nobody.
   *
   * @param benchmarks the repository's folder of this module
   * @param work what they do
   * @param report learns who takes part and who does not
   */
  Entrants(Path benchmarks, String work, Report report) {
    this.benchmarks = benchmarks;
    this.work = work;
    this.report = report;
  }

  /**
   * Starts an engine and waits until it is ready.
   *
   * @param contender the engine
   * @param command how to start it
   * @throws IOException if it cannot be started, or if it is Hornbill that ended
   */
  void add(Contender contender, List<String> command) throws IOException {
    EngineClient engine = EngineClient.start(contender.title(), benchmarks, work, command);
    String greeting;
    try {
      greeting = engine.answer();
    } catch (IOException ended) {
      if (contender == Contender.HORNBILL) {
        throw ended;
      }
      System.err.println(ended.getMessage());
      greeting = "unsupported it ended before it was ready";
    }
    String words = greeting.substring(greeting.indexOf(' ') + 1);
    if (greeting.startsWith("ready ")) {
      report.engine(contender.title(), words);
      engines.add(engine);
    } else {
      engine.close();
      report.skip(work, contender.title(), words);
    }
  }

  List<EngineClient> engines() {
    return engines;
  }

  void printMemory() throws IOException {
    for (EngineClient engine : engines) {
      System.out.printf("memory      %-20s peak %d MB%n", engine.title(), engine.peakMegabytes());
    }
  }

  @Override
  public void close() {
    engines.forEach(EngineClient::close);
  }
}
