package io.hornbill.base;

import java.io.IOException;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's native libraries, which hold the arrays of both engines: whether they can be loaded, and
 * what to do where they cannot.
 */
public final class NativeLibraries {
  private NativeLibraries() {}

  /** Tried once: what failed to load in a JVM does not load later. */
  private static final class Loaded {
    static final @Nullable String FAILURE = failure();

    private static @Nullable String failure() {
      try {
        Nd4j.create(DataType.FLOAT, 1).close();
        return null;
      } catch (Throwable failure) { // whatever foreign code throws while it is loaded
        return message(failure);
      }
    }
  }

  /** What loads the libraries while another thread works; null when nobody does. */
  private static volatile @Nullable Ahead ahead;

  private static volatile boolean loaded;

  /**
   * Requires that arrays can be made.
   *
   * @throws IllegalStateException if ND4J does not load; the message says what to add or to set
   */
  public static void require() {
    Ahead loading = ahead;
    if (loading != null && loading.isFor(Thread.currentThread())) {
      loading.await();
    }
    String failure = Loaded.FAILURE;
    loaded = true;
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * Requires that arrays can be made by the time that they are needed: as {@link #require}, but
   * does not wait where this thread works {@link #meanwhile}.
   *
   * @throws IllegalStateException if ND4J does not load; the message says what to add or to set
   */
  public static void requireInTime() {
    Ahead loading = ahead;
    if (loading == null || !loading.isFor(Thread.currentThread())) {
      require();
    }
  }

  /**
   * Does some work that begins without arrays, such as reading what layers a file holds, and loads
   * the libraries meanwhile on another core, which takes a third of the time until a process has
   * predicted for the first time. The work calls {@link #require} before it makes arrays. Both are
   * done when this method returns, so that nobody else meets libraries that are half loaded.
   *
   * @param others loads other libraries after ND4J's; what it throws is left to whoever needs them
   * @param work what to do
   * @param <T> what it gives
   * @return the result of the work
   */
  public static <T> T meanwhile(Runnable others, Supplier<T> work) {
    Ahead loading = loaded ? null : Ahead.begin(others);
    if (loading == null) {
      return work.get();
    }
    try {
      return work.get();
    } catch (LinkageError e) {
      require(); // says what is missing
      throw e;
    } finally {
      loading.await();
    }
  }

  /** A thread that loads the libraries for another one. */
  private static final class Ahead {
    private final Thread user = Thread.currentThread();
    private final Thread loader;

    private Ahead(Runnable others) {
      loader = new Thread(() -> load(others), "hornbill-natives");
      loader.setDaemon(true);
      loader.setContextClassLoader(user.getContextClassLoader());
    }

    /**
     * Begins, unless somebody else has, JavaCPP, which loads the others, does not load, or there is
     * no other thread.
     */
    static synchronized @Nullable Ahead begin(Runnable others) {
      if (ahead != null) {
        return null;
      }
      try {
        Loader.load(Loader.class);
        Ahead begun = new Ahead(others);
        begun.loader.start();
        ahead = begun;
        return begun;
      } catch (LinkageError | RuntimeException | OutOfMemoryError e) {
        return null; // require() says so, or there is no thread, and this one does it
      }
    }

    private static void load(Runnable others) {
      try {
        require();
        others.run();
      } catch (LinkageError | RuntimeException e) {
        // Whoever needs it is told, by the same error.
      }
    }

    boolean isFor(Thread thread) {
      return user == thread;
    }

    /** Waits until all is loaded. */
    void await() {
      boolean interrupted = false;
      while (loader.isAlive()) {
        try {
          loader.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      ahead = null;
      if (interrupted) {
        user.interrupt();
      }
    }
  }

  /** Says what was missing, and what helps. */
  static String message(Throwable failure) {
    String memory = memoryFailure(failure);
    if (memory != null) {
      return Fault.of("Hornbill")
          .expected("memory outside the Java heap must be left")
          .received(memory)
          .remedy(
              "Raise -Dorg.bytedeco.javacpp.maxphysicalbytes and"
                  + " -Dorg.bytedeco.javacpp.maxbytes (0 is no limit), or give the process more"
                  + " memory.")
          .message();
    }
    String cache = cacheFailure();
    if (cache != null) {
      return Fault.of("Hornbill")
          .expected("native libraries must be unpacked into a folder that may be written to")
          .received(cache)
          .remedy(
              "Set -Dorg.bytedeco.javacpp.cachedir=FOLDER to a folder of yours, or make"
                  + " ~/.javacpp/cache writable.")
          .message();
    }
    String platform = Loader.getPlatform();
    return Fault.of("Hornbill")
        .expected("the native libraries of ND4J must be on the class path, for both engines")
        .received("%s on %s", innermost(failure), platform)
        .remedy(
            "Add org.nd4j:nd4j-native with classifier %s and org.bytedeco:openblas with"
                + " classifier %s (or org.nd4j:nd4j-native-platform), and for the onednn engine"
                + " org.bytedeco:dnnl with classifier %s.",
            platform, platform, platform)
        .message();
  }

  private static @Nullable String memoryFailure(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof OutOfMemoryError) {
        return at.getMessage();
      }
    }
    return null;
  }

  private static @Nullable String cacheFailure() {
    try {
      Loader.getCacheDir();
      return null;
    } catch (IOException failure) {
      return String.valueOf(failure.getMessage()).replaceFirst("\\.$", "");
    }
  }

  private static String innermost(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null && inner.getCause() != inner) {
      inner = inner.getCause();
    }
    String text = inner.getClass().getSimpleName() + ": " + inner.getMessage();
    return text.lines().findFirst().orElse(text).replaceFirst("\\.$", "");
  }
}
