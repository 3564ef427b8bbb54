package io.hornbill.initializers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import java.util.Arrays;
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
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Conv1D(129, 256).strides(64).kernelInitializer(new STFT().window("hamming"));
 * }</pre>
 *
 * @see <a href="https://en.wikipedia.org/wiki/Short-time_Fourier_transform">Short-time Fourier
 *     transform</a>
 */
public final class STFT implements Initializer {
  private String side = "real";
  private @Nullable String window = "hann";
  private @Nullable String scaling = "density";
  private boolean periodic;

  /** Makes the initializer of the real side with a symmetric Hann window and density scaling. */
  public STFT() {}

  static STFT of(Config config) {
    STFT stft = new STFT().side(config.text("side", "real"));
    stft.periodic(config.bool("periodic", false));
    if (config.has("window")) {
      stft.window(config.get("window") == null ? null : config.text("window", "hann"));
    }
    if (config.has("scaling")) {
      stft.scaling(config.get("scaling") == null ? null : config.text("scaling", "density"));
    }
    return stft;
  }

  /**
   * Sets which side is computed.
   *
   * @param side {@code "real"} (at first) or {@code "imag"}
   * @return this initializer
   * @throws IllegalArgumentException if it is neither
   */
  public STFT side(String side) {
    Checks.argument(
        side.equals("real") || side.equals("imag"),
        "STFT: side must be \"real\" or \"imag\". Received: \"%s\". Choose one of them.",
        side);
    this.side = side;
    return this;
  }

  /**
   * Sets the window function.
   *
   * @param window SciPy's name of the window; {@code "hann"} at first; null for none
   * @return this initializer
   * @throws IllegalArgumentException if the window is unknown
   */
  public STFT window(@Nullable String window) {
    Checks.argument(
        window == null || Windows.contains(window),
        "STFT: window must be one of %s, or null. Received: \"%s\". Choose one of them.",
        Windows.names(),
        String.valueOf(window));
    this.window = window;
    return this;
  }

  /**
   * Sets what the kernel is divided by.
   *
   * @param scaling {@code "density"} (at first) for the root of the window's energy, {@code
   *     "spectrum"} for its sum, null for nothing
   * @return this initializer
   * @throws IllegalArgumentException if the scaling is unknown
   */
  public STFT scaling(@Nullable String scaling) {
    Checks.argument(
        scaling == null || scaling.equals("density") || scaling.equals("spectrum"),
        "STFT: scaling must be \"density\", \"spectrum\" or null. Received: \"%s\". Choose one of them.",
        String.valueOf(scaling));
    this.scaling = scaling;
    return this;
  }

  /**
   * Sets whether the window goes on periodically.
   *
   * @param periodic true for a periodic window; false at first, for a symmetric one
   * @return this initializer
   */
  public STFT periodic(boolean periodic) {
    this.periodic = periodic;
    return this;
  }

  @Override
  public INDArray initialize(long[] shape, DataType dataType, RandomGenerator random) {
    Checks.argument(
        shape.length == 3 && shape[2] > 1,
        "STFT: the shape must be [frameLength, channels, bins] with at least 2 bins. Received: %s. Use it on the kernels of 1-D convolutions.",
        Arrays.toString(shape));
    int frame = Math.toIntExact(shape[0]);
    double[] weights = weights(frame);
    INDArray kernel = Values.constant(0, shape, dataType);
    long at = 0;
    for (int t = 0; t < frame; t++) {
      for (long c = 0; c < shape[1]; c++) {
        for (long f = 0; f < shape[2]; f++) {
          double angle = -2.0 * t * (f / (2.0 * (shape[2] - 1))) * Math.PI;
          double wave = side.equals("real") ? Math.cos(angle) : Math.sin(angle);
          kernel.data().put(at++, wave * weights[t]);
        }
      }
    }
    return kernel;
  }

  @Override
  public String name() {
    return "STFT";
  }

  @Override
  public Config config() {
    return new Config()
        .with("side", side)
        .with("window", window)
        .with("periodic", periodic)
        .with("scaling", scaling);
  }

  private double[] weights(int length) {
    double[] weights = new double[length];
    if (window == null) {
      Arrays.fill(weights, 1);
      return weights;
    }
    double[] shape = Windows.of(window, length, periodic);
    double divisor = scaling == null ? 1 : divisor(shape, scaling);
    Arrays.setAll(weights, i -> shape[i] / divisor);
    return weights;
  }

  private static double divisor(double[] window, String scaling) {
    return scaling.equals("density")
        ? Math.sqrt(Arrays.stream(window).map(w -> w * w).sum())
        : Arrays.stream(window).map(Math::abs).sum();
  }
}
