package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat.Type;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of recordings that say anything: read, or refused, and quickly. */
class DamagedSoundsTest {
  private static final int COUNT = Integer.getInteger("hornbill.fuzz", 300);
  private static final int SAMPLES = 500;
  private static final int RATE_PLACE = 24;
  private static final int CHANNELS_PLACE = 22;

  @TempDir private Path folder;

  private byte[] recording(Type type) throws IOException {
    AudioFormat format = new AudioFormat(12_000, 16, 1, true, type != Type.WAVE);
    byte[] bytes = new byte[2 * SAMPLES];
    new Random(1).nextBytes(bytes);
    Path file = folder.resolve("whole");
    try (AudioInputStream in =
        new AudioInputStream(new ByteArrayInputStream(bytes), format, SAMPLES)) {
      AudioSystem.write(in, type, file.toFile());
    }
    return Files.readAllBytes(file);
  }

  private void read(byte[] bytes) throws IOException {
    Sound.read(Files.write(folder.resolve("damaged"), bytes)).at(12_000).middle(16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wav", "aif", "au"})
  void areReadOrRefused(String extension) throws IOException {
    Type type =
        switch (extension) {
          case "wav" -> Type.WAVE;
          case "aif" -> Type.AIFF;
          default -> Type.AU;
        };
    byte[] whole = recording(type);
    int refused = 0;
    for (int i = 0; i < COUNT; i++) {
      Random random = new Random(i);
      byte[] bytes = whole.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bytes[random.nextInt(60)] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
      }
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      try {
        read(bytes);
      } catch (IllegalArgumentException | UncheckedIOException e) {
        refused++;
      } catch (RuntimeException | OutOfMemoryError e) {
        fail("damage " + i, e);
      }
      long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      assertThat((after - before) / 1e9).as("damage %d", i).isLessThan(5);
    }
    assertThat(refused).isPositive();
  }

  private byte[] with(int place, int... values) throws IOException {
    byte[] bytes = recording(Type.WAVE);
    for (int i = 0; i < values.length; i++) {
      bytes[place + i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void ratesAndChannelsHaveARange() throws IOException {
    byte[] fast = with(RATE_PLACE, 0xff, 0xff, 0xff, 0x7f);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(fast))
        .withMessageMatching(
            "MelSpectrograms: there must be 1000 to 1000000 samples a second\\. Received: .+\\. Convert.+");
    byte[] slow = with(RATE_PLACE, 1, 0, 0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(slow))
        .withMessageContaining("Received: 1.0.");
    byte[] none = with(CHANNELS_PLACE, 0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(none))
        .withMessageContaining("Received: ");
  }
}
