package io.hornbill.initializers;

import io.hornbill.base.ConfiguredValue;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes the kernel of a 1-D convolution that computes one side of a short-time Fourier transform.
 *
 * <p>For the shape {@code [frameLength, channels, bins]}, with the window {@code w} and its norm
 * {@code s}:
 *
 * <pre>{@code
 * kernel[t, c, f] = cos(-π t f / (bins - 1)) * w[t] / s     (real side; sin for the imaginary one)
 * }</pre>
 *
 * <p>A kernel has at most 33,554,432 elements.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Conv1D(129, 256).strides(64).kernelInitializer(new STFT().window("hamming"));
 * }</pre>
 *
 * @see <a href="https://en.wikipedia.org/wiki/Short-time_Fourier_transform">Short-time Fourier
 *     transform</a>
 */
public final class STFT extends ConfiguredValue<STFT> implements Initializer {
  private static final int MOST = 1 << 25;

  private static final Setting<String> SIDE =
      Setting.string("side", "real")
          .only("\"real\" or \"imag\"", "Choose one of them.", List.of("real", "imag")::contains);

  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  private static final Setting<@Nullable String> WINDOW =
      Setting.optionalString("window")
          .initially("hann")
          .nullMeans(null)
          .only(
              "one of %s, or null".formatted(Windows.names()),
              "Choose one of them.",
              window -> Windows.contains(String.valueOf(window)));

  private static final Setting<Boolean> PERIODIC = Setting.flag("periodic", false);

  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  private static final Setting<@Nullable String> SCALING =
      Setting.optionalString("scaling")
          .initially("density")
          .nullMeans(null)
          .only(
              "\"density\", \"spectrum\" or null",
              "Choose one of them.",
              scaling -> "density".equals(scaling) || "spectrum".equals(scaling));

  /** Makes the initializer of the real side with a symmetric Hann window and density scaling. */
  public STFT() {
    super("STFT", SIDE, WINDOW, PERIODIC, SCALING);
  }

  /**
   * Sets which side is computed.
   *
   * @param side {@code "real"} (default) or {@code "imag"}
   * @return an initializer with that setting
   */
  public STFT side(String side) {
    return with(SIDE, side);
  }

  /**
   * Sets the window function.
   *
   * @param window SciPy's name of the window; {@code "hann"} by default; null for none
   * @return an initializer with that setting
   */
  public STFT window(@Nullable String window) {
    return with(WINDOW, window);
  }

  /**
   * Sets what the kernel is divided by.
   *
   * @param scaling {@code "density"} (default) for the root of the window's energy, {@code
   *     "spectrum"} for its sum, null for nothing
   * @return an initializer with that setting
   */
  public STFT scaling(@Nullable String scaling) {
    return with(SCALING, scaling);
  }

  /**
   * Sets whether the window goes on periodically.
   *
   * @param periodic true for a periodic window; false by default, for a symmetric one
   * @return an initializer with that setting
   */
  public STFT periodic(boolean periodic) {
    return with(PERIODIC, periodic);
  }

  @Override
  public INDArray initialize(long[] shape, DataType dataType, RandomGenerator random) {
    if (shape.length != 3 || shape[2] <= 1) {
      throw Fault.of("STFT")
          .expected("the shape must be [frameLength, channels, bins] with at least 2 bins")
          .received(Arrays.toString(shape))
          .remedy("Use it on the kernels of 1-D convolutions.")
          .argument();
    }
    if (!((double) shape[0] * shape[1] * shape[2] <= MOST)) {
      throw Fault.of("STFT")
          .expected("a kernel must have at most %s elements", MOST)
          .received("the shape %s", Arrays.toString(shape))
          .remedy("Use shorter frames, or fewer bins.")
          .argument();
    }
    int frame = Math.toIntExact(shape[0]);
    boolean real = get(SIDE).equals("real");
    double[] weights = weights(frame);
    INDArray kernel = Values.constant(0, shape, dataType);
    long at = 0;
    for (int t = 0; t < frame; t++) {
      for (long c = 0; c < shape[1]; c++) {
        for (long f = 0; f < shape[2]; f++) {
          double angle = -2.0 * t * (f / (2.0 * (shape[2] - 1))) * Math.PI;
          double wave = real ? Math.cos(angle) : Math.sin(angle);
          kernel.data().put(at++, wave * weights[t]);
        }
      }
    }
    return kernel;
  }

  private double[] weights(int length) {
    double[] weights = new double[length];
    String window = get(WINDOW);
    if (window == null) {
      Arrays.fill(weights, 1);
      return weights;
    }
    String scaling = get(SCALING);
    double[] shape = Windows.of(window, length, get(PERIODIC));
    double divisor = scaling == null ? 1 : divisor(shape, scaling);
    Arrays.setAll(weights, i -> shape[i] / divisor);
    return weights;
  }

  private static double divisor(double[] window, String scaling) {
    return scaling.equals("density")
        ? Math.sqrt(Arrays.stream(window).map(w -> w * w).sum())
        : Arrays.stream(window).map(Math::abs).sum();
  }

  @Override
  public boolean returnsNewArrays() {
    return true;
  }
}
