package io.hornbill.files.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.npy.Npz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Files that tests read: those beside the tests, and the large ones of a Keras home folder. */
public final class Fixtures {

  private Fixtures() {}

  /** Reads the arrays of a file that are numbered from 0 behind a prefix, as floats. */
  public static List<INDArray> arrays(Npz npz, String prefix) {
    List<INDArray> arrays = new ArrayList<>();
    while (npz.names().contains(prefix + arrays.size())) {
      arrays.add(npz.get(prefix + arrays.size()).toFloats());
    }
    return arrays;
  }

  /** Reads a resource of a test, such as {@code files/internal/npy/rows-2.npy}. */
  public static byte[] resource(String name) {
    try (InputStream in = Fixtures.class.getResourceAsStream("/io/hornbill/" + name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  /** Finds a file relative to {@code $KERAS_HOME}, or skips the test. */
  public static Path realFile(String path) {
    String home = System.getenv("KERAS_HOME");
    Assumptions.assumeTrue(home != null, "KERAS_HOME is not set");
    Path file = Path.of(home).resolve(path).normalize();
    Assumptions.assumeTrue(Files.exists(file), () -> file + " is not there");
    return file;
  }

  /**
   * Reads a file damaged in many ways ({@link Damage}) and checks that this succeeds or ends in a
   * {@link ModelFormatException}. Returns how many of 500 were refused; more are tried with {@code
   * -Dhornbill.fuzz=10000}.
   */
  public static int fuzz(byte[] original, long seed, Damage.Reader reader) {
    return Damage.refused(
        Integer.getInteger("hornbill.fuzz", 500),
        i -> Damage.of(original, new Random(seed * 1_000_003 + i)),
        reader,
        message -> assertThat(message).contains("Received: "),
        ModelFormatException.class);
  }
}
