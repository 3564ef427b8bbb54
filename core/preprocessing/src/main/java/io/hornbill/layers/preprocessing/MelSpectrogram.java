package io.hornbill.layers.preprocessing;

import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import java.util.List;

/**
 * Turns sounds into spectrograms on the mel scale.
 *
 * <p>Input {@code [..., samples]}, output {@code [..., mel bins, frames]}.
 *
 * <p>Lengths, strides and bins are at most 262,144, the bins times half of {@code fftLength} at
 * most 33,554,432. All frames times {@code fftLength}, eight times that where it is no power of
 * two, are at most 33,554,432 or, where that is more, 64 a sample: with a stride of an eighth of
 * {@code fftLength} or more, sounds may be of any length.
 */
public final class MelSpectrogram extends ColumnLayer<MelSpectrogram> {

  private static final int MOST = 1 << 18;
  private static final int MOST_TABLE = 1 << 25;
  private static final double MOST_POINTS = 1 << 25;
  private static final int POINTS_A_SAMPLE = 64;
  private static final int BLUESTEIN = 8;

  private static final Setting<Integer> FFT_LENGTH =
      Setting.integer("fft_length", 2048).positive().atMost(MOST);
  private static final Setting<Integer> STRIDE =
      Setting.integer("sequence_stride", 512).positive().atMost(MOST);
  private static final Setting<Integer> LENGTH =
      Setting.integer("sequence_length", 0).notNegative();
  private static final Setting<String> WINDOW =
      Setting.choice("window", "hann", "hann", "hamming", "none").nullStandsFor("none");
  private static final Setting<Integer> RATE = Setting.integer("sampling_rate", 16000).positive();
  private static final Setting<Integer> BINS =
      Setting.integer("num_mel_bins", 128).positive().atMost(MOST);
  private static final Setting<Double> MIN_FREQ = Setting.number("min_freq", 20).notNegative();
  private static final Setting<Double> MAX_FREQ = Setting.number("max_freq", 0).notNegative();
  private static final Setting<Boolean> DB = Setting.flag("power_to_db", true);
  private static final Setting<Double> TOP_DB = Setting.number("top_db", 80).notNegative();
  private static final Setting<Double> MAG_EXP = Setting.number("mag_exp", 2).positive();
  private static final Setting<Double> MIN_POWER = Setting.number("min_power", 1e-10).positive();
  private static final Setting<Double> REF_POWER = Setting.number("ref_power", 1).finite();

  /** Makes a layer of 128 mel bins, for 16,000 samples per second. */
  public MelSpectrogram() {
    declare(FFT_LENGTH, STRIDE, LENGTH, WINDOW, RATE, BINS, MIN_FREQ, MAX_FREQ);
    declare(DB, TOP_DB, MAG_EXP, MIN_POWER, REF_POWER);
  }

  /**
   * Sets the length of the Fourier transform.
   *
   * @param fftLength in samples, at most 262,144
   * @throws IllegalArgumentException if it is not in that range
   */
  public MelSpectrogram fftLength(int fftLength) {
    return with(FFT_LENGTH, fftLength);
  }

  /**
   * Sets the distance of frames.
   *
   * @param sequenceStride in samples, at most 262,144
   * @throws IllegalArgumentException if it is not in that range
   */
  public MelSpectrogram sequenceStride(int sequenceStride) {
    return with(STRIDE, sequenceStride);
  }

  /**
   * Sets the length of frames.
   *
   * @param sequenceLength in samples, at most that of the transform, which 0 stands for
   */
  public MelSpectrogram sequenceLength(int sequenceLength) {
    return with(LENGTH, sequenceLength);
  }

  /**
   * Sets the window of frames.
   *
   * @param window {@code "hann"}, {@code "hamming"} or {@code "none"}
   */
  public MelSpectrogram window(String window) {
    return with(WINDOW, window);
  }

  /**
   * Sets the rate of samples.
   *
   * @param samplingRate in Hertz
   */
  public MelSpectrogram samplingRate(int samplingRate) {
    return with(RATE, samplingRate);
  }

  /**
   * Sets the number of mel bins.
   *
   * @param numMelBins at least 1, at most 262,144
   * @throws IllegalArgumentException if it is not in that range
   */
  public MelSpectrogram numMelBins(int numMelBins) {
    return with(BINS, numMelBins);
  }

  /**
   * Sets the lowest frequency.
   *
   * @param minFreq in Hertz
   */
  public MelSpectrogram minFreq(double minFreq) {
    return with(MIN_FREQ, minFreq);
  }

  /**
   * Sets the highest frequency.
   *
   * @param maxFreq in Hertz; 0 for half the rate
   */
  public MelSpectrogram maxFreq(double maxFreq) {
    return with(MAX_FREQ, maxFreq);
  }

  /**
   * Sets whether decibels come out.
   *
   * @param powerToDb true by default
   */
  public MelSpectrogram powerToDb(boolean powerToDb) {
    return with(DB, powerToDb);
  }

  /**
   * Sets how far below the loudest what is softer may be.
   *
   * @param topDb in decibels
   */
  public MelSpectrogram topDb(double topDb) {
    return with(TOP_DB, topDb);
  }

  /**
   * Sets the power of magnitudes.
   *
   * @param magExp 2 for energy, 1 for magnitude
   */
  public MelSpectrogram magExp(double magExp) {
    return with(MAG_EXP, magExp);
  }

  /**
   * Sets what is added up to before decibels are made.
   *
   * @param minPower greater than 0
   */
  public MelSpectrogram minPower(double minPower) {
    return with(MIN_POWER, minPower);
  }

  /**
   * Sets the power of 0 decibels.
   *
   * @param refPower 1 by default
   */
  public MelSpectrogram refPower(double refPower) {
    return with(REF_POWER, refPower);
  }

  private int length() {
    return get(LENGTH) == 0 ? get(FFT_LENGTH) : get(LENGTH);
  }

  private double highest() {
    return get(MAX_FREQ) == 0 ? get(RATE) / 2 : get(MAX_FREQ);
  }

  @Override
  Shape outputShape(List<Shape> inputs) {
    if (length() > get(FFT_LENGTH)) {
      throw Fault.of(owner())
          .expected("sequenceLength must be at most fftLength, %s", get(FFT_LENGTH))
          .received(length())
          .remedy("Set a longer transform.")
          .argument();
    }
    if ((long) get(BINS) * frequencies() > MOST_TABLE) {
      throw Fault.of(owner())
          .expected("numMelBins times half of fftLength must be at most %s", MOST_TABLE)
          .received("%s times %s", get(BINS), frequencies())
          .remedy("Set less.")
          .argument();
    }
    Shape in = inputs.get(0);
    long frames = in.last() < 0 ? Shape.UNKNOWN : frames((int) in.last());
    Shape out = Shape.of(get(BINS), frames);
    return in.without(in.rank() - 1).append(out.dims());
  }

  private int frequencies() {
    return get(FFT_LENGTH) / 2 + 1;
  }

  private void checkWork(double samples, double frames) {
    int size = get(FFT_LENGTH);
    double points = frames * size * (Integer.bitCount(size) == 1 ? 1 : BLUESTEIN);
    if (!(points <= Math.max(MOST_POINTS, samples * POINTS_A_SAMPLE))) {
      throw Fault.of(owner())
          .expected(
              "frames times fftLength, eight times that if it is no power of two, must be at"
                  + " most %.0f, or %s a sample",
              MOST_POINTS, POINTS_A_SAMPLE)
          .received("%.0f frames of fftLength %s for %.0f samples", frames, size, samples)
          .remedy("Set a longer sequenceStride, or a shorter fftLength.")
          .argument();
    }
  }

  private int frames(int samples) {
    return 1 + (samples + get(FFT_LENGTH) / 2 * 2 - get(FFT_LENGTH)) / get(STRIDE);
  }

  @Override
  Column transform(List<Column> inputs) {
    Column in = inputs.get(0);
    Shape out = outputShape(List.of(in.shape()));
    int samples = (int) in.shape().last();
    int frames = frames(samples);
    int bins = get(BINS);
    int rows = in.size() / samples;
    checkWork(in.size(), (double) rows * frames);
    JavaHeap.length(Double.BYTES, owner(), bins, frequencies());
    JavaHeap.length(Double.BYTES, owner(), frames, frequencies());
    double[] result = new double[JavaHeap.length(2 * Double.BYTES, owner(), rows, bins, frames)];
    MelScale mel = new MelScale(bins, frequencies(), get(RATE), get(MIN_FREQ), highest());
    for (int row = 0; row < rows; row++) {
      double[][] spectrum = spectrum(in.values(), row * samples, samples, frames);
      for (int bin = 0; bin < bins; bin++) {
        for (int frame = 0; frame < frames; frame++) {
          result[(row * bins + bin) * frames + frame] = mel.sum(bin, spectrum[frame]);
        }
      }
    }
    return Column.of(out, get(DB) ? decibels(result) : result);
  }

  private double[][] spectrum(double[] x, int start, int samples, int frames) {
    int size = get(FFT_LENGTH);
    double[] window = window();
    Fourier fourier = new Fourier(size);
    double[] part = new double[size];
    double[][] spectrum = new double[frames][size / 2 + 1];
    for (int frame = 0; frame < frames; frame++) {
      for (int i = 0; i < size; i++) {
        int at = frame * get(STRIDE) + i - size / 2;
        part[i] = window[i] * x[start + reflected(at, samples)];
      }
      fourier.magnitudes(part, spectrum[frame]);
      for (int k = 0; k < spectrum[frame].length; k++) {
        spectrum[frame][k] = Math.pow(spectrum[frame][k], get(MAG_EXP));
      }
    }
    return spectrum;
  }

  private static int reflected(int place, int length) {
    if (length == 1) {
      return 0;
    }
    int turn = Math.floorMod(place, 2 * (length - 1));
    return turn < length ? turn : 2 * (length - 1) - turn;
  }

  /** The window in the middle of a frame of the transform's length. */
  private double[] window() {
    int size = get(FFT_LENGTH);
    int length = length();
    double[] window = new double[size];
    double high =
        switch (get(WINDOW)) {
          case "hann" -> 0.5;
          case "hamming" -> 0.54;
          default -> 1;
        };
    for (int i = 0; i < length; i++) {
      window[(size - length) / 2 + i] = high - (1 - high) * Math.cos(2 * Math.PI * i / length);
    }
    return window;
  }

  private double[] decibels(double[] power) {
    double reference = 10 * Math.log10(Math.max(Math.abs(get(REF_POWER)), get(MIN_POWER)));
    double loudest = Double.NEGATIVE_INFINITY;
    double[] decibels = new double[power.length];
    for (int i = 0; i < power.length; i++) {
      decibels[i] = 10 * Math.log10(Math.max(power[i], get(MIN_POWER))) - reference;
      loudest = Math.max(loudest, decibels[i]);
    }
    for (int i = 0; i < power.length; i++) {
      decibels[i] = Math.max(decibels[i], loudest - get(TOP_DB));
    }
    return decibels;
  }
}
