package io.hornbill.engine.internal.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many threads the native kernels called by this thread use. ND4J and oneDNN share one OpenMP
 * runtime, in which the number belongs to the calling thread.
 */
public final class Threads {
  private static final NativeOps NATIVE = load();

  /**
   * OpenMP counts the cores of the machine. Java knows how many of them a container may use: with a
   * limit of one, two threads wait for each other until the next period.
   */
  private static final int ALLOWED =
      System.getenv("OMP_NUM_THREADS") == null
          ? Runtime.getRuntime().availableProcessors()
          : Integer.MAX_VALUE;

  private static volatile int most;

  private Threads() {}

  /** Only ND4J's own start loads what the holder of its natives reads. */
  private static NativeOps load() {
    Nd4j.getExecutioner();
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }

  /**
   * Returns how many threads native kernels use.
   *
   * @return the number, the calling thread included
   */
  public static int count() {
    int wanted = most;
    return wanted > 0 ? wanted : Math.min(current(), ALLOWED);
  }

  /**
   * Returns how many threads native kernels use that are made or run now by this thread.
   *
   * @return the number, the calling thread included
   */
  public static int current() {
    return NATIVE.ompGetMaxThreads();
  }

  /**
   * Sets how many threads plans use that are compiled from now on.
   *
   * @param count the number, the calling thread included; 0 for one for each core that the process
   *     may use, or what {@code OMP_NUM_THREADS} says
   */
  public static void limit(int count) {
    most = count;
  }

  /**
   * Runs something on this thread alone. Waking a helper takes up to 50 microseconds, which is more
   * than small plans need altogether.
   *
   * @param work what to run
   */
  public static void alone(Runnable work) {
    with(1, work);
  }

  /**
   * Runs something with a number of threads.
   *
   * @param count the number, the calling thread included
   * @param work what to run
   */
  public static void with(int count, Runnable work) {
    int before = use(count);
    try {
      work.run();
    } finally {
      back(before, count);
    }
  }

  /**
   * Sets how many threads native kernels use that this thread runs from now on.
   *
   * @param count the number, the calling thread included
   * @return the number before, for {@link #back}
   */
  public static int use(int count) {
    int before = current();
    if (before != count) {
      NATIVE.setOmpNumThreads(count);
    }
    return before;
  }

  /**
   * Ends what {@link #use} began.
   *
   * @param before the number that it gave
   * @param count the number that it was given
   */
  public static void back(int before, int count) {
    if (before != count) {
      NATIVE.setOmpNumThreads(before);
    }
  }

  /**
   * Makes a thread that comes when it is needed: it keeps no process alive, nor the classes of whom
   * it came for.
   *
   * @param work what it does
   * @param name its name
   * @return a thread that was not started
   */
  public static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  /**
   * Throws on this thread what a {@link Runnable} has thrown on another one.
   *
   * @param failure what was thrown; null for nothing
   */
  public static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) { // a checked one, which the compiler did not see
      throw new IllegalStateException(failure);
    }
  }
}
