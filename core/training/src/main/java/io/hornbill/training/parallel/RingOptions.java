package io.hornbill.training.parallel;

import io.hornbill.base.Fault;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How processes form a {@link SocketRing}. All of them take the same options, but for the label.
 */
public final class RingOptions {
  private byte[] secret = new byte[0];
  private boolean encrypted = true;
  private String attempt = "";
  private String label = "";
  private Duration deadline = Duration.ofSeconds(45);
  private Compression compression = Compression.NONE;
  private UnaryOperator<OutputStream> wire = UnaryOperator.identity();

  /** Makes options: no secret, and so no encryption; a deadline of 45 seconds. */
  public RingOptions() {}

  /**
   * Sets what the processes know and strangers do not: who cannot prove to know it is refused, and
   * what goes over the network is encrypted by keys that follow from it (AES-GCM).
   *
   * @param secret any text, best a long random one; empty for none
   */
  public RingOptions secret(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /**
   * Sets whether what goes over the network is encrypted where there is a secret.
   *
   * @param encrypted false to have the processes prove who they are and then talk in the clear
   */
  public RingOptions encrypted(boolean encrypted) {
    this.encrypted = encrypted;
    return this;
  }

  /**
   * Sets which of several attempts this is: processes of another one are refused.
   *
   * @param attempt any text
   */
  public RingOptions attempt(String attempt) {
    this.attempt = attempt;
    return this;
  }

  /**
   * Sets how messages name this process beside its rank.
   *
   * @param label such as {@code executor 3 on host7}
   */
  public RingOptions label(String label) {
    this.label = label;
    return this;
  }

  /**
   * Sets how long a process may be silent, or away at the start. A process that only computes is
   * not silent.
   *
   * @param deadline at least 100 milliseconds; 45 seconds by default
   */
  public RingOptions deadline(Duration deadline) {
    if (deadline.toMillis() < 100) {
      throw Fault.of("RingOptions")
          .expected("deadline must be at least 100 milliseconds")
          .received(deadline)
          .remedy("Give the network some time.")
          .argument();
    }
    this.deadline = deadline;
    return this;
  }

  /**
   * Sets in which form floats go over the network.
   *
   * @param compression by default {@link Compression#NONE}
   */
  public RingOptions compression(Compression compression) {
    this.compression = compression;
    return this;
  }

  /** Sets what the bytes to the next process go through, for simulations of slow networks. */
  RingOptions wire(UnaryOperator<OutputStream> wire) {
    this.wire = wire;
    return this;
  }

  byte[] secret() {
    return secret;
  }

  boolean encrypts() {
    return encrypted && secret.length > 0;
  }

  String attempt() {
    return attempt;
  }

  String label() {
    return label;
  }

  Duration deadline() {
    return deadline;
  }

  Compression compression() {
    return compression;
  }

  UnaryOperator<OutputStream> wire() {
    return wire;
  }
}
