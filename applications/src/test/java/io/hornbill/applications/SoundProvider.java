package io.hornbill.applications;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import javax.sound.sampled.spi.AudioFileReader;
import javax.sound.sampled.spi.FormatConversionProvider;

/**
 * A format that Java does not know, as its provider would bring it: the four letters {@code ZSND},
 * rate, bits and channels as whole numbers of 4 bytes, and deflated samples. What begins with
 * {@code ZSNX} it recognizes, and can make no samples of.
 */
final class SoundProvider {
  private static final Encoding ENCODING = new Encoding("ZSND");
  private static final Encoding LOCKED = new Encoding("ZSNX");

  private SoundProvider() {}

  /** Recognizes files. */
  public static final class Reader extends AudioFileReader {
    @Override
    public AudioFileFormat getAudioFileFormat(InputStream stream)
        throws UnsupportedAudioFileException, IOException {
      stream.mark(16);
      AudioFormat format = header(stream);
      stream.reset();
      return new AudioFileFormat(
          new AudioFileFormat.Type("ZSND", "zsnd"), format, AudioSystem.NOT_SPECIFIED);
    }

    @Override
    public AudioFileFormat getAudioFileFormat(URL url)
        throws UnsupportedAudioFileException, IOException {
      try (InputStream stream = new BufferedInputStream(url.openStream())) {
        return getAudioFileFormat(stream);
      }
    }

    @Override
    public AudioFileFormat getAudioFileFormat(File file)
        throws UnsupportedAudioFileException, IOException {
      return getAudioFileFormat(file.toURI().toURL());
    }

    @Override
    public AudioInputStream getAudioInputStream(InputStream stream)
        throws UnsupportedAudioFileException, IOException {
      stream.mark(16);
      try {
        return new AudioInputStream(stream, header(stream), AudioSystem.NOT_SPECIFIED);
      } catch (UnsupportedAudioFileException | IOException e) {
        stream.reset();
        throw e;
      }
    }

    @Override
    public AudioInputStream getAudioInputStream(URL url)
        throws UnsupportedAudioFileException, IOException {
      return getAudioInputStream(new BufferedInputStream(url.openStream()));
    }

    @Override
    public AudioInputStream getAudioInputStream(File file)
        throws UnsupportedAudioFileException, IOException {
      InputStream stream = new BufferedInputStream(new FileInputStream(file));
      try {
        return getAudioInputStream(stream);
      } catch (UnsupportedAudioFileException | IOException e) {
        stream.close();
        throw e;
      }
    }

    private static AudioFormat header(InputStream stream)
        throws UnsupportedAudioFileException, IOException {
      byte[] bytes = stream.readNBytes(16);
      DataInputStream header = new DataInputStream(new ByteArrayInputStream(bytes));
      String magic = new String(bytes, 0, Math.min(4, bytes.length), StandardCharsets.US_ASCII);
      if (bytes.length < 16 || !magic.matches("ZSN[DX]")) {
        throw new UnsupportedAudioFileException("not ZSND");
      }
      header.readInt();
      Encoding encoding = magic.equals("ZSND") ? ENCODING : LOCKED;
      int unknown = AudioSystem.NOT_SPECIFIED;
      float rate = header.readInt();
      int bits = header.readInt();
      return new AudioFormat(encoding, rate, bits, header.readInt(), unknown, unknown, false);
    }
  }

  /** Inflates samples; it changes neither their size nor their rate. */
  public static final class Converter extends FormatConversionProvider {
    @Override
    public Encoding[] getSourceEncodings() {
      return new Encoding[] {ENCODING};
    }

    @Override
    public Encoding[] getTargetEncodings() {
      return new Encoding[] {Encoding.PCM_SIGNED};
    }

    @Override
    public Encoding[] getTargetEncodings(AudioFormat source) {
      return source.getEncoding().equals(ENCODING) ? getTargetEncodings() : new Encoding[0];
    }

    @Override
    public AudioFormat[] getTargetFormats(Encoding target, AudioFormat source) {
      boolean known = source.getEncoding().equals(ENCODING) && target.equals(Encoding.PCM_SIGNED);
      return known ? new AudioFormat[] {samples(source)} : new AudioFormat[0];
    }

    private static AudioFormat samples(AudioFormat source) {
      return new AudioFormat(
          source.getSampleRate(), source.getSampleSizeInBits(), source.getChannels(), true, false);
    }

    @Override
    public AudioInputStream getAudioInputStream(Encoding target, AudioInputStream source) {
      return getAudioInputStream(samples(source.getFormat()), source);
    }

    @Override
    public AudioInputStream getAudioInputStream(AudioFormat target, AudioInputStream source) {
      boolean known =
          Arrays.stream(getTargetFormats(target.getEncoding(), source.getFormat()))
              .anyMatch(target::matches);
      if (!known) {
        throw new IllegalArgumentException("no conversion to " + target);
      }
      try {
        // An AudioInputStream reads no single bytes of such frames, which an inflater asks for.
        byte[] samples =
            new InflaterInputStream(new ByteArrayInputStream(source.readAllBytes())).readAllBytes();
        long frames = samples.length / target.getFrameSize();
        return new AudioInputStream(new ByteArrayInputStream(samples), target, frames);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
