package io.hornbill.initializers;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** Window functions for short-time Fourier transforms, by SciPy's names. */
final class Windows {
  /** From the place in {@code [0, 1]} to the weight. */
  private static final Map<String, DoubleUnaryOperator> BY_NAME = new TreeMap<>();

  static {
    BY_NAME.put("boxcar", x -> 1);
    BY_NAME.put("hann", cosines(0.5, 0.5));
    BY_NAME.put("hamming", cosines(0.54, 0.46));
    BY_NAME.put("blackman", cosines(0.42, 0.5, 0.08));
    BY_NAME.put("nuttall", cosines(0.3635819, 0.4891775, 0.1365995, 0.0106411));
    BY_NAME.put("blackmanharris", cosines(0.35875, 0.48829, 0.14128, 0.01168));
    BY_NAME.put("flattop", cosines(0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368));
    BY_NAME.put("bartlett", x -> 1 - Math.abs(2 * x - 1));
    BY_NAME.put(
        "barthann",
        x -> 0.62 - 0.48 * Math.abs(x - 0.5) + 0.38 * Math.cos(2 * Math.PI * (x - 0.5)));
  }

  private Windows() {}

  /** Says whether there is a window of a name. */
  static boolean contains(String name) {
    return BY_NAME.containsKey(key(name));
  }

  static String names() {
    return String.join(", ", BY_NAME.keySet());
  }

  /** Returns the weights of a window; a periodic one leaves out its last weight. */
  static double[] of(String name, int length, boolean periodic) {
    double[] window = new double[length];
    DoubleUnaryOperator weight = BY_NAME.get(key(name));
    double steps = periodic ? length : length - 1;
    Arrays.setAll(window, i -> length == 1 || weight == null ? 1 : weight.applyAsDouble(i / steps));
    return window;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static DoubleUnaryOperator cosines(double... amplitudes) {
    return x -> {
      double sum = 0;
      for (int k = 0; k < amplitudes.length; k++) {
        double sign = k % 2 == 0 ? 1 : -1;
        sum += sign * amplitudes[k] * Math.cos(2 * Math.PI * k * x);
      }
      return sum;
    };
  }
}
