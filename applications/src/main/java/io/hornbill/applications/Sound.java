package io.hornbill.applications;

import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * A recording of one channel, the mean of all that were recorded.
 *
 * @param samples the samples, of -1 to 1
 * @param rate how many there are in a second
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Sound(float[] samples, double rate) {
  private static final double LEAST_RATE = 1000;
  private static final double MOST_RATE = 1_000_000;
  private static final int MOST_CHANNELS = 1024;
  private static final int BYTES_OF_HEAP = 4; // for each of the file: itself, twice, and floats

  /** Reads a file of a format that Java, or a provider on the class path, knows. */
  static Sound read(Path file) {
    try {
      return read(file, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sound read(Path file, long size) throws IOException {
    JavaHeap.require((double) BYTES_OF_HEAP * size, "MelSpectrograms", file.toString());
    try (AudioInputStream stored = AudioSystem.getAudioInputStream(file.toFile());
        AudioInputStream stream = samples(stored)) {
      AudioFormat format = stream.getFormat();
      check(format);
      return new Sound(mono(stream.readAllBytes(), format), format.getSampleRate());
    } catch (UnsupportedAudioFileException e) {
      throw Fault.of("MelSpectrograms")
          .expected("the file must be audio of a format that is known")
          .received(file)
          .remedy(
              "Convert it to WAV, or add a provider of javax.sound.sampled for its format to"
                  + " the class path.")
          .argument(e);
    }
  }

  /** What a header says may be anything. */
  private static void check(AudioFormat format) {
    int bits = format.getSampleSizeInBits();
    boolean wide = format.getEncoding().equals(Encoding.PCM_FLOAT);
    if (!(wide ? bits == 32 || bits == 64 : bits >= 1 && bits <= 64)) {
      throw Fault.of("MelSpectrograms")
          .expected("samples must have 1 to 64 bits, or 32 or 64 if they are floats")
          .received(format)
          .remedy("Convert the file.")
          .argument();
    }
    if (!(format.getSampleRate() >= LEAST_RATE && format.getSampleRate() <= MOST_RATE)) {
      throw Fault.of("MelSpectrograms")
          .expected("there must be 1000 to 1000000 samples a second")
          .received(format.getSampleRate())
          .remedy("Convert the file.")
          .argument();
    }
    if (format.getChannels() < 1 || format.getChannels() > MOST_CHANNELS) {
      throw Fault.of("MelSpectrograms")
          .expected("there must be 1 to %s channels", MOST_CHANNELS)
          .received(format.getChannels())
          .remedy("Convert the file.")
          .argument();
    }
  }

  /** Compressed audio as samples, of 16 bits if its provider has them. */
  private static AudioInputStream samples(AudioInputStream stored) {
    AudioFormat format = stored.getFormat();
    boolean plain =
        format.getEncoding().equals(Encoding.PCM_SIGNED)
            || format.getEncoding().equals(Encoding.PCM_UNSIGNED)
            || format.getEncoding().equals(Encoding.PCM_FLOAT);
    if (plain) {
      return stored;
    }
    float rate = format.getSampleRate();
    int channels = format.getChannels();
    AudioFormat wanted =
        new AudioFormat(Encoding.PCM_SIGNED, rate, 16, channels, 2 * channels, rate, false);
    if (AudioSystem.isConversionSupported(wanted, format)) {
      return AudioSystem.getAudioInputStream(wanted, stored);
    }
    if (!AudioSystem.isConversionSupported(Encoding.PCM_SIGNED, format)) {
      throw Fault.of("MelSpectrograms")
          .expected("a provider must turn the format into samples")
          .received(format)
          .remedy("Convert the file to WAV, or add a provider that does.")
          .argument();
    }
    return AudioSystem.getAudioInputStream(Encoding.PCM_SIGNED, stored);
  }

  private static float[] mono(byte[] bytes, AudioFormat format) {
    int channels = format.getChannels();
    int width = (format.getSampleSizeInBits() + 7) / 8;
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    float[] samples = new float[bytes.length / (width * channels)];
    for (int i = 0; i < samples.length; i++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += sample(buffer, (i * channels + c) * width, width, format);
      }
      samples[i] = (float) (sum / channels);
    }
    return samples;
  }

  private static double sample(ByteBuffer buffer, int at, int width, AudioFormat format) {
    if (format.getEncoding().equals(Encoding.PCM_FLOAT)) {
      return width == 4 ? buffer.getFloat(at) : buffer.getDouble(at);
    }
    long bits = 0;
    for (int i = 0; i < width; i++) {
      int place = format.isBigEndian() ? at + i : at + width - 1 - i;
      bits = (bits << 8) | (buffer.get(place) & 0xFF);
    }
    int spare = 64 - 8 * width;
    long sign = format.getEncoding().equals(Encoding.PCM_UNSIGNED) ? Long.MIN_VALUE : 0;
    return (bits << spare ^ sign) / 0x1p63;
  }

  /** The same recording at another rate. */
  Sound at(double newRate) {
    return newRate == rate ? this : new Sound(Resampler.resample(samples, newRate / rate), newRate);
  }

  /** The middle of the recording, with silence behind it if it is too short. */
  float[] middle(int length) {
    float[] middle = new float[length];
    int first = Math.max(0, (samples.length - length) / 2);
    System.arraycopy(samples, first, middle, 0, Math.min(length, samples.length));
    return middle;
  }
}
