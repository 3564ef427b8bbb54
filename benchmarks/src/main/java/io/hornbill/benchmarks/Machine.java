package io.hornbill.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** What the figures depend on besides the engines. */
final class Machine {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path STAT = Path.of("/proc/stat");

  /** The kernel counts in hundredths of a second. */
  private static final int TICK_MILLIS = 10;

  private Machine() {}

  static String describe() throws IOException {
    String model = System.getProperty("os.arch");
    if (Files.exists(CPU_INFO)) {
      model =
          Files.readAllLines(CPU_INFO).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 2))
              .findFirst()
              .orElse(model);
    }
    return model
        + ", "
        + processors()
        + " processors, "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + ", JDK "
        + Runtime.version();
  }

  static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Returns the time that all processes together have spent on the processors since the start.
   *
   * @return zero where the system does not say
   * @throws IOException if it cannot be read
   */
  static Duration busy() throws IOException {
    if (!Files.exists(STAT)) {
      return Duration.ZERO;
    }
    // cpu user nice system idle iowait irq softirq steal ...
    String[] words = Files.readAllLines(STAT).get(0).split(" +", -1);
    long ticks =
        Arrays.stream(words, 1, words.length).mapToLong(Long::parseLong).limit(8).sum()
            - Long.parseLong(words[4])
            - Long.parseLong(words[5]);
    return Duration.ofMillis(ticks * TICK_MILLIS);
  }
}
