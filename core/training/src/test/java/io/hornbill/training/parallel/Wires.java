package io.hornbill.training.parallel;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Networks that are slower than the loopback device. */
public final class Wires {
  private Wires() {}

  /** Lets so many bytes pass per second, each flushed write after a delay. */
  public static Consumer<RingOptions> slow(double bytesPerSecond, double delaySeconds) {
    return options -> options.wire(out -> new Slow(out, bytesPerSecond, delaySeconds));
  }

  /** A wait that took too long is made up for by the next ones. */
  private static final double BURST = 0.02;

  private static final class Slow extends FilterOutputStream {
    private final double bytesPerSecond;
    private final double delay;
    private double free = System.nanoTime() / 1e9;

    Slow(OutputStream out, double bytesPerSecond, double delay) {
      super(out);
      this.bytesPerSecond = bytesPerSecond;
      this.delay = delay;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      double now = System.nanoTime() / 1e9;
      free = Math.max(free, now - BURST) + count / bytesPerSecond;
      double until = free + delay;
      while (System.nanoTime() / 1e9 < until) {
        LockSupport.parkNanos((long) Math.max(1000, (until - System.nanoTime() / 1e9) * 1e9));
      }
      out.write(bytes, from, count);
    }
  }
}
