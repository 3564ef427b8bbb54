package io.hornbill.files.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.hornbill.files.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;

/** Files that tests read: those beside the tests, and the large ones of a Keras home folder. */
public final class Fixtures {

  private Fixtures() {}

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

  /** Reads something from bytes, as a test of what happens to damaged ones. */
  @FunctionalInterface
  public interface Reader {
    void read(byte[] bytes);
  }

  /**
   * Damages a file in many ways (bits flipped, bytes and numbers overwritten, parts cut out,
   * repeated or cut off) and checks that reading it succeeds or ends in a {@link
   * ModelFormatException}. Returns how many of 500 were refused; more are tried with {@code
   * -Dhornbill.fuzz=10000}.
   */
  public static int fuzz(byte[] original, long seed, Reader reader) {
    int count = Integer.getInteger("hornbill.fuzz", 500);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      byte[] damaged = mutate(original, new Random(seed * 1_000_003 + i));
      try {
        reader.read(damaged);
      } catch (ModelFormatException e) {
        refused++;
        assertThat(e.getMessage()).contains("Received: ");
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        fail("mutation " + i + " of seed " + seed, e);
      }
    }
    return refused;
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int kind = random.nextInt(10);
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(64));
    if (kind == 0) {
      return Arrays.copyOf(bytes, at);
    }
    if (kind == 1) {
      System.arraycopy(original, at, bytes, random.nextInt(bytes.length - length + 1), length);
      return bytes;
    }
    if (kind == 2) {
      byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
      System.arraycopy(original, at + length, shorter, at, bytes.length - at - length);
      return shorter;
    }
    for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
      int place = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[place] = (byte) random.nextInt();
        case 2 -> bytes[place] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
        default -> {
          for (int i = place; i < Math.min(bytes.length, place + 8); i++) {
            bytes[i] = (byte) (random.nextInt(4) == 0 ? 0 : 0xff);
          }
        }
      }
    }
    return bytes;
  }
}
