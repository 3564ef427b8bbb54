package io.hornbill.applications;

import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Songs as {@link MusicTaggerCRNN} sees them: the loudness, in decibels, of 96 bands of pitch at
 * 1,366 moments of the middle 29.12 seconds.
 *
 * <pre>{@code
 * INDArray song = MelSpectrograms.of(Path.of("song.wav"));
 * }</pre>
 *
 * <p>Sound is brought to one channel of 12 kHz. Windows of 512 samples are 256 apart; bands are
 * equally wide on the mel scale of Slaney's Auditory Toolbox. The loudness of a band is
 *
 * <pre>{@code 10 log10(max(power², 1e-10)), and at least that of the loudest band less 80}</pre>
 *
 * <p>as in Keras 1 with librosa.
 */
public final class MelSpectrograms {
  private static final int RATE = 12_000;
  private static final int WINDOW = 512;
  private static final int HOP = 256;
  private static final int BANDS = 96;
  private static final int LENGTH = 349_440;
  private static final int MOMENTS = 1 + LENGTH / HOP;
  private static final double RANGE = 80;

  private MelSpectrograms() {}

  /**
   * Reads a song. WAV, AIFF and AU are known to Java; other formats if a provider of {@code
   * javax.sound.sampled} is on the class path.
   *
   * @param file the file; if it is shorter than 29.12 seconds, silence is added
   * @return {@code [1, 96, 1366, 1]}, or {@code [1, 1, 96, 1366]} where channels come first
   * @throws IllegalArgumentException if the format is not known
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static INDArray of(Path file) {
    float[] loudness = loudness(Sound.read(file).at(RATE).middle(LENGTH));
    INDArray song = Nd4j.createFromArray(loudness);
    return ChannelAxis.isLast()
        ? song.reshape('c', 1, BANDS, MOMENTS, 1)
        : song.reshape('c', 1, 1, BANDS, MOMENTS);
  }

  /** Bands by moments, in rows. */
  private static float[] loudness(float[] samples) {
    MelBands bands = new MelBands(RATE, WINDOW, BANDS);
    float[] loudness = new float[BANDS * MOMENTS];
    float loudest = Float.NEGATIVE_INFINITY;
    for (int t = 0; t < MOMENTS; t++) {
      double[] mel = bands.of(power(samples, t * HOP - WINDOW / 2));
      for (int band = 0; band < BANDS; band++) {
        float value = (float) (10 * Math.log10(Math.max(mel[band] * mel[band], 1e-10)));
        loudness[band * MOMENTS + t] = value;
        loudest = Math.max(loudest, value);
      }
    }
    float least = (float) (loudest - RANGE);
    for (int i = 0; i < loudness.length; i++) {
      loudness[i] = Math.max(loudness[i], least);
    }
    return loudness;
  }

  /** The power of each frequency in a window, which is reflected at the ends of the song. */
  private static double[] power(float[] samples, int first) {
    double[] real = new double[WINDOW];
    for (int i = 0; i < WINDOW; i++) {
      int at = Math.abs(first + i);
      at = at < samples.length ? at : 2 * (samples.length - 1) - at;
      real[i] = samples[at] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / WINDOW));
    }
    double[] imaginary = new double[WINDOW];
    FourierTransform.inPlace(real, imaginary);
    double[] power = new double[WINDOW / 2 + 1];
    for (int i = 0; i < power.length; i++) {
      power[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
    }
    return power;
  }
}
