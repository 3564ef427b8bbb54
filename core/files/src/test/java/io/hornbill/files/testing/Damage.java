package io.hornbill.files.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Damaged contents of files, and what reading them may come to. */
public final class Damage {
  private static final double MOST_SECONDS = 5;

  private Damage() {}

  /** Reads something from bytes, as a test of what happens to damaged ones. */
  @FunctionalInterface
  public interface Reader {
    void read(byte[] bytes) throws IOException;
  }

  /**
   * Reads contents one after the other. What is not read must be refused by one of some exceptions;
   * all others fail, and so does what takes five seconds of the processor.
   *
   * @param count how many contents there are
   * @param contents makes each
   * @param reader reads one
   * @param message checks what a refusal says
   * @param refusals classes of the exceptions that may be thrown
   * @return how many were refused
   */
  @SafeVarargs
  public static int refused(
      int count,
      IntFunction<byte[]> contents,
      Reader reader,
      Consumer<String> message,
      Class<? extends RuntimeException>... refusals) {
    int refused = 0;
    for (int i = 0; i < count; i++) {
      byte[] content = contents.apply(i);
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      try {
        reader.read(content);
      } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
        if (List.of(refusals).stream().noneMatch(kind -> kind.isInstance(e))) {
          fail("damage " + i, e);
        }
        refused++;
        message.accept(e.getMessage());
      }
      long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      assertThat((after - before) / 1e9).as("damage %d", i).isLessThan(MOST_SECONDS);
    }
    return refused;
  }

  /** Flips bits, overwrites bytes and numbers, cuts parts out, repeats or cuts them off. */
  public static byte[] of(byte[] original, Random random) {
    return of(original, original.length, random);
  }

  /** As {@link #of(byte[], Random)}, but what is overwritten lies within the first bytes. */
  public static byte[] of(byte[] original, int head, Random random) {
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
      int place = random.nextInt(head);
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
