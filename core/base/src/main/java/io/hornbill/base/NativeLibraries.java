package io.hornbill.base;

import java.io.IOException;
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

  /**
   * Requires that arrays can be made.
   *
   * @throws IllegalStateException if ND4J does not load; the message says what to add or to set
   */
  public static void require() {
    String failure = Loaded.FAILURE;
    if (failure != null) {
      throw new IllegalStateException(failure);
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
