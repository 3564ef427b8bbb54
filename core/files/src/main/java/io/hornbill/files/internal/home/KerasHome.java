package io.hornbill.files.internal.home;

import io.hornbill.base.Fault;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keras' home folder, which holds data sets and weights: {@code $KERAS_HOME}, or {@code .keras} in
 * the user's home folder.
 *
 * <pre>{@code
 * Path file = KerasHome.require("Mnist", "datasets/mnist.npz", "https://example.org/mnist.npz");
 * }</pre>
 */
public final class KerasHome {

  private KerasHome() {}

  /**
   * Finds the folder, which need not exist.
   *
   * @return the home folder
   */
  public static Path folder() {
    return folder(System.getenv("KERAS_HOME"), System.getProperty("user.home", "."));
  }

  static Path folder(@Nullable String variable, String userHome) {
    return variable == null || variable.isBlank() ? Path.of(userHome, ".keras") : Path.of(variable);
  }

  /**
   * Finds a file of the home folder.
   *
   * @param owner who needs it
   * @param relative its path within the home folder
   * @param origin where to get it
   * @return the file
   * @throws UncheckedIOException if it is not there
   */
  public static Path require(String owner, String relative, String origin) {
    return require(owner, folder().resolve(relative), origin);
  }

  /**
   * Checks that a file is there.
   *
   * @param owner who needs it
   * @param file the file
   * @param origin where to get it
   * @return the file
   * @throws UncheckedIOException if it is not there
   */
  public static Path require(String owner, Path file, String origin) {
    if (Files.exists(file)) {
      return file;
    }
    throw Fault.of(owner)
        .expected("the file must be there")
        .received("none at %s", file.toAbsolutePath())
        .remedy(
            "Fetch it from %s, or set the environment variable KERAS_HOME to the folder"
                + " that holds datasets/ and models/.",
            origin)
        .as(UncheckedIOException::new, new NoSuchFileException(file.toString()));
  }
}
