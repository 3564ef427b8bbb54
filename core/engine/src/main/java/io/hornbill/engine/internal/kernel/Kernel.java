package io.hornbill.engine.internal.kernel;

import java.util.List;

/**
 * One step of a plan: a computation whose memory is known before it runs. Made at compile time,
 * bound once when the memory is placed, then run at every step without allocating anything.
 */
public abstract class Kernel implements AutoCloseable {
  private static final long JAVA_BYTES = 2 << 10;

  private final String name;
  private final List<Buffer> reads;
  private final List<Buffer> writes;

  /**
   * Makes a kernel.
   *
   * @param name what it computes and by what, for profiles
   * @param reads what it reads
   * @param writes what it writes, every element of it
   */
  protected Kernel(String name, List<Buffer> reads, List<Buffer> writes) {
    this.name = name;
    this.reads = List.copyOf(reads);
    this.writes = List.copyOf(writes);
  }

  /**
   * Returns the name.
   *
   * @return what it computes and by what
   */
  public final String name() {
    return name;
  }

  /**
   * Returns what the kernel reads.
   *
   * @return the buffers
   */
  public final List<Buffer> reads() {
    return reads;
  }

  /**
   * Returns what the kernel writes.
   *
   * @return the buffers
   */
  public final List<Buffer> writes() {
    return writes;
  }

  /**
   * Returns memory that the kernel needs only while it runs.
   *
   * @return the buffers
   */
  public List<Buffer> scratch() {
    return List.of();
  }

  /**
   * Returns the inputs in whose place the first output may be written, element by element.
   *
   * @return some of {@link #reads}
   */
  public List<Buffer> overwritable() {
    return List.of();
  }

  /**
   * Returns what the kernel itself takes, its data aside.
   *
   * @return roughly the number of bytes
   */
  public long bytes() {
    return JAVA_BYTES;
  }

  /** Takes the addresses; called once, after all buffers are placed. */
  public void bind() {}

  /** Computes. */
  public abstract void run();

  @Override
  public void close() {}
}
