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

  private static final class Slow extends FilterOutputStream {
    private final double bytesPerSecond;
    private final double delay;
    private double free = System.nanoTime() / 1e9;

    /**
     * How much too long the last wait took: a wire does not oversleep, so the next ones make up.
     */
    private double late;

    Slow(OutputStream out, double bytesPerSecond, double delay) {
      super(out);
      this.bytesPerSecond = bytesPerSecond;
      this.delay = delay;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      free = Math.max(free, System.nanoTime() / 1e9 - late) + count / bytesPerSecond;
      double until = free + delay;
      while (System.nanoTime() / 1e9 < until) {
        LockSupport.parkNanos((long) Math.max(1000, (until - System.nanoTime() / 1e9) * 1e9));
      }
      late = System.nanoTime() / 1e9 - until;
      out.write(bytes, from, count);
    }
  }
}
