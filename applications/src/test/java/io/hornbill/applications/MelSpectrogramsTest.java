package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.layers.internal.ImageDataFormat;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

  @ParameterizedTest
  @CsvSource({
    "phone, 8000, 1, 16, 200000",
    "old, 22050, 1, 8, 700000",
    "studio, 48000, 2, 24, 500000",
    "odd, 11025, 2, 16, 30001"
  })
  void areThoseOfLibrosaForOtherRecordings(String name, int rate, int channels, int bits, int count)
      throws IOException {
    compare(MelSpectrograms.of(recording(name + ".wav", rate, channels, bits, count)), name, 0.1);
  }

  /** Samples of all sizes; those of 8 bits have no sign in WAV. */
  private Path recording(String name, int rate, int channels, int bits, int count)
      throws IOException {
    int[] samples = new int[count * channels];
    for (int i = 0; i < samples.length; i++) {
      int at = i / channels;
      int value = i % channels == 0 ? sample(at) : -sample(count - 1 - at);
      samples[i] =
          switch (bits) {
            case 8 -> (value >> 8) + 128;
            case 24 -> value * 256 + at * 31 % 256;
            default -> value;
          };
    }
    return write(name, rate, channels, bits, samples);
  }

  /** By the provider of these tests, of which this library knows nothing. */
  @ParameterizedTest
  @ValueSource(ints = {16, 24})
  void areMadeOfFormatsThatAProviderKnows(int bits) throws IOException {
    Path wav = recording("a.wav", 22_050, 2, bits, 60_000);
    byte[] samples;
    try (AudioInputStream sound = AudioSystem.getAudioInputStream(wav.toFile())) {
      samples = sound.readAllBytes();
    } catch (UnsupportedAudioFileException e) {
      throw new IllegalStateException(e);
    }
    Path file = folder.resolve("a.zsnd");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file));
        DeflaterOutputStream deflated = new DeflaterOutputStream(out)) {
      out.writeBytes("ZSND");
      out.writeInt(22_050);
      out.writeInt(bits);
      out.writeInt(2);
      deflated.write(samples);
    }
    assertThat(MelSpectrograms.of(file)).isEqualTo(MelSpectrograms.of(wav));
  }

  @Test
  void wantAProviderThatMakesSamples() throws IOException {
    byte[] header = {'Z', 'S', 'N', 'X', 0, 0, 46, -32, 0, 0, 0, 16, 0, 0, 0, 1};
    Path file = Files.write(folder.resolve("a.zsnd"), header);
    assertThatThrownBy(() -> MelSpectrograms.of(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "MelSpectrograms: a provider must turn the format into samples. Received: ZSNX 12000.*"
                + " Convert the file to WAV, or add a provider that does.");
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
    AudioFormat format = new AudioFormat(rate, bits, channels, bits > 8, false);
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
