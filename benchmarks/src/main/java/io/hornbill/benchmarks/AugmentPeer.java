package io.hornbill.benchmarks;

import io.hornbill.base.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Keras in a process of its own, which waits while others have their turn. */
final class AugmentPeer implements AutoCloseable {
  private final String title;
  private final Process process;
  private final Writer to;
  private final BufferedReader from;

  private AugmentPeer(String title, Process process) {
    this.title = title;
    this.process = process;
    to = process.outputWriter(StandardCharsets.UTF_8);
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a peer and waits until it is warm; nothing if it does not come up. */
  static Optional<AugmentPeer> start(List<String> command, String backend, String title)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("KERAS_BACKEND", backend);
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
    AugmentPeer peer = new AugmentPeer(title, builder.start());
    String greeting = peer.from.readLine();
    if (greeting == null || !greeting.startsWith("ready ")) {
      System.out.println("SKIP workload=augment vs=" + title + ": it ended without an answer");
      peer.close();
      return Optional.empty();
    }
    System.out.printf("%-12s%s%n", "engine", greeting.substring(6));
    return Optional.of(peer);
  }

  String title() {
    return title;
  }

  /** How many pictures were changed in a second, and the processor's milliseconds for each. */
  double[] measure(double seconds) throws IOException {
    to.write(seconds + "\n");
    to.flush();
    String answer = from.readLine();
    if (answer == null) {
      throw Fault.of("AugmentPeer")
          .expected("a peer must answer")
          .received("the end of %s", title)
          .remedy("Run its script by hand.")
          .as(IOException::new);
    }
    return Arrays.stream(answer.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
