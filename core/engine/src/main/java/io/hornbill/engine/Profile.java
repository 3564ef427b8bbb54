package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of all plans goes, kernel by kernel: with {@code -Dhornbill.profile=true} a table
 * is printed when the process ends; another value names a file that is written too, in the format
 * of Chrome's {@code chrome://tracing}.
 *
 * <p>Arithmetic counts a multiplication and an addition as two operations; of elementwise chains,
 * reductions and moves no arithmetic is counted. Bytes are those of all buffers that a kernel reads
 * and writes, each once.
 */
final class Profile {
  static final String PROPERTY = "hornbill.profile";

  private static final int MOST_EVENTS = 200_000;

  private static final @Nullable Profile OF_PROCESS = start(System.getProperty(PROPERTY, ""));

  private final long begin = System.nanoTime();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();

  /** What kernels of one name did. */
  static final class Entry {
    private final String name;
    private final double operations;
    private final double bytes;
    private long runs;
    private long nanos;

    Entry(String name, double operations, double bytes) {
      this.name = name;
      this.operations = operations;
      this.bytes = bytes;
    }
  }

  /** One run of a kernel, in nanoseconds since the profile began. */
  private record Event(String name, long from, long nanos, long thread) {}

  /** The profile that was asked for; null if none was. */
  static @Nullable Profile ofProcess() {
    return OF_PROCESS;
  }

  private static @Nullable Profile start(String property) {
    if (property.isEmpty() || property.equals("false")) {
      return null;
    }
    Profile profile = new Profile();
    Path trace = property.equals("true") ? null : Path.of(property);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> profile.end(trace), "hornbill-profile"));
    return profile;
  }

  /**
   * Returns where to count a kernel.
   *
   * @param kernel the kernel
   * @param operations its arithmetic in one run, 0 if that is not known
   */
  synchronized Entry entry(Kernel kernel, double operations) {
    double bytes = 0;
    for (Buffer buffer : kernel.reads()) {
      bytes += buffer.byteSize();
    }
    for (Buffer buffer : kernel.writes()) {
      bytes += buffer.byteSize();
    }
    double all = bytes;
    return entries.computeIfAbsent(kernel.name(), name -> new Entry(name, operations, all));
  }

  /** Runs a kernel and counts it. */
  void run(Kernel kernel, Entry entry) {
    long from = System.nanoTime();
    kernel.run();
    add(entry, from, System.nanoTime() - from);
  }

  synchronized void add(Entry entry, long from, long nanos) {
    entry.runs++;
    entry.nanos += nanos;
    if (events.size() < MOST_EVENTS) {
      events.add(new Event(entry.name, from - begin, nanos, Thread.currentThread().getId()));
    }
  }

  /** The table, the kernels that took longest first. */
  synchronized String table() {
    long total = Math.max(1, entries.values().stream().mapToLong(e -> e.nanos).sum());
    StringBuilder table =
        new StringBuilder("  share      us/run     runs    GFLOP/s     GB/s  kernel\n");
    entries.values().stream()
        .filter(entry -> entry.runs > 0)
        .sorted(Comparator.comparingLong((Entry entry) -> entry.nanos).reversed())
        .forEach(entry -> table.append(line(entry, total)));
    return table.toString();
  }

  private static String line(Entry entry, long total) {
    double each = (double) entry.nanos / entry.runs;
    return String.format(
        Locale.ROOT,
        "%6.2f %% %11.1f %8d %10.1f %8.1f  %s%n",
        100.0 * entry.nanos / total,
        each / 1e3,
        entry.runs,
        entry.operations / each,
        entry.bytes / each,
        entry.name);
  }

  /** The runs as Chrome shows them: one bar each, by thread. */
  synchronized String trace() {
    StringBuilder json = new StringBuilder("{\"traceEvents\":[");
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      json.append(i == 0 ? "\n" : ",\n")
          .append(
              String.format(
                  Locale.ROOT,
                  "{\"name\":\"%s\",\"ph\":\"X\",\"pid\":1,\"tid\":%d,\"ts\":%.3f,\"dur\":%.3f}",
                  event.name.replace("\\", "\\\\").replace("\"", "\\\""),
                  event.thread,
                  event.from / 1e3,
                  event.nanos / 1e3));
    }
    return json.append("\n]}\n").toString();
  }

  private void end(@Nullable Path trace) {
    System.err.print(table());
    if (trace != null) {
      try {
        Files.writeString(trace, trace());
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
