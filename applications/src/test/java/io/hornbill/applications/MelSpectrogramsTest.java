package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.files.ByteSource;
import io.hornbill.files.npy.Npz;
import io.hornbill.layers.ImageDataFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Against librosa; see {@code make_mel_spectrograms.py}. */
class MelSpectrogramsTest {
  @TempDir Path folder;

  @AfterEach
  void reset() {
    ImageDataFormat.set(ImageDataFormat.CHANNELS_LAST);
  }

  @Test
  void areThoseOfLibrosaForASoundOfTheRightRate() throws IOException {
    int[] samples = new int[200_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = sample(i);
    }
    compare(MelSpectrograms.of(write("short.wav", 12_000, 1, 16, samples)), "short", 0.01);
    for (int i = 0; i < samples.length; i++) {
      samples[i] *= 256;
    }
    compare(MelSpectrograms.of(write("wide.wav", 12_000, 1, 24, samples)), "short", 0.01);
  }

  @Test
  void areThoseOfLibrosaForTwoChannelsOfAnotherRate() throws IOException {
    int[] samples = new int[3_000_000];
    for (int i = 0; i < samples.length / 2; i++) {
      samples[2 * i] = sample(i);
      samples[2 * i + 1] = -sample(samples.length / 2 - 1 - i);
    }
    // librosa resamples and transforms floats: 75 dB below the loudest, they are off by 0.06 dB.
    compare(MelSpectrograms.of(write("stereo.wav", 44_100, 2, 16, samples)), "stereo", 0.1);
  }

  @Test
  void haveTheChannelFirstWhereNewLayersHave() throws IOException {
    ImageDataFormat.set(ImageDataFormat.CHANNELS_FIRST);
    Path file = write("a.wav", 12_000, 1, 16, new int[] {1, 2, 3, 4});
    assertThat(MelSpectrograms.of(file).shape()).containsExactly(1, 1, 96, 1366);
  }

  @Test
  void areMadeOfSoundOnly() throws IOException {
    Path file = Files.writeString(folder.resolve("a.mp3"), "no sound");
    assertThatThrownBy(() -> MelSpectrograms.of(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "MelSpectrograms: the file must be audio of a format that is known. Received: %s."
                + " Convert it to WAV, or add a provider of javax.sound.sampled for its format to"
                + " the class path.",
            file);
  }

  private static int sample(long i) {
    long noise = (i * 2654435761L & 0xFFFFFFFFL) >> 22;
    return (int) (i * (i / 512) % 20001 - 10000 + noise);
  }

  private Path write(String name, int rate, int channels, int bits, int[] samples)
      throws IOException {
    int width = bits / 8;
    ByteBuffer bytes = ByteBuffer.allocate(samples.length * width + 4);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples.length; i++) {
      bytes.putInt(i * width, samples[i]);
    }
    AudioFormat format = new AudioFormat(rate, bits, channels, true, false);
    try (InputStream in = new ByteArrayInputStream(bytes.array(), 0, samples.length * width);
        AudioInputStream sound = new AudioInputStream(in, format, samples.length / channels)) {
      AudioSystem.write(sound, AudioFileFormat.Type.WAVE, folder.resolve(name).toFile());
    }
    return folder.resolve(name);
  }

  private static void compare(INDArray song, String name, double tolerance) throws IOException {
    assertThat(song.shape()).containsExactly(1, 96, 1366, 1);
    try (InputStream stored = MelSpectrogramsTest.class.getResourceAsStream("mel.npz");
        Npz npz = Npz.open(ByteSource.of(stored.readAllBytes(), "mel.npz"))) {
      INDArray expected = npz.get(name).toFloats();
      for (int band = 0; band < 96; band++) {
        for (int t = 0; t < expected.size(1); t++) {
          assertThat(song.getDouble(0, band, 31L * t, 0))
              .isCloseTo(expected.getDouble(band, t), within(tolerance));
        }
      }
    }
  }
}
