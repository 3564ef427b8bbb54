package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.files.testing.Damage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  private static final int HEAD = 60;
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
    int refused =
        Damage.refused(
            COUNT,
            i -> Damage.of(whole, HEAD, new Random(i)),
            this::read,
            message -> {}, // providers of formats have their own
            IllegalArgumentException.class,
            UncheckedIOException.class);
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
