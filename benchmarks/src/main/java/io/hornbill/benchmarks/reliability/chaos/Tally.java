package io.hornbill.benchmarks.reliability.chaos;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was done, what was refused as documented, and what was wrong. */
final class Tally {
  /** Parts of the messages of documented refusals. */
  private static final List<String> DOCUMENTED =
      List.of(
          "one thread at a time may train or change a model",
          "a model must be open to be used",
          "a training must have ended before",
          "a model must stay open while it is trained");

  private final Map<String, LongAdder> done = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  void done(String what) {
    done.computeIfAbsent(what, key -> new LongAdder()).increment();
  }

  /** Takes an exception: a documented one, or something wrong. */
  void thrown(String what, Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    boolean documented =
        thrown instanceof IllegalStateException && DOCUMENTED.stream().anyMatch(message::contains);
    if (documented) {
      refused.computeIfAbsent(what, key -> new LongAdder()).increment();
    } else {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      wrong(what + ": " + trace);
    }
  }

  void wrong(String what) {
    wrong.add(what);
  }

  boolean isGood() {
    return wrong.isEmpty();
  }

  void print() {
    long all = done.values().stream().mapToLong(LongAdder::sum).sum();
    long no = refused.values().stream().mapToLong(LongAdder::sum).sum();
    System.out.printf(
        "%,d calls done, %,d refused as documented, %d wrong%n", all, no, wrong.size());
    new TreeMap<>(done)
        .forEach(
            (what, count) ->
                System.out.printf(
                    "  %-28s %,9d done %,9d refused%n",
                    what, count.sum(), refused.getOrDefault(what, new LongAdder()).sum()));
    wrong.stream().limit(5).forEach(System.out::println);
  }
}
