package io.hornbill.operations;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Fourier's transforms as products with waves; real and imaginary parts are two tensors. */
final class Signals {
  private static final String MATH = "math";

  private Signals() {}

  static void register() {
    Operations.put(MATH, "FFT", a -> fft(a.list(0, "x"), -1, false));
    Operations.put(MATH, "FFT2", a -> fft(fft(a.list(0, "x"), -1, false), -2, false));
    Operations.put(MATH, "IFFT2", a -> fft(fft(a.list(0, "x"), -1, true), -2, true));
    Operations.put(MATH, "RFFT", a -> rfft(a.x(), a.length("fft_length", (int) a.x().dim(-1))));
    Operations.one(MATH, "IRFFT", Signals::irfft);
    Operations.put(MATH, "STFT", Signals::stft);
    Operations.one(MATH, "ISTFT", Signals::istft);
    Operations.one(
        MATH,
        "ExtractSequences",
        a -> frames(a.x(), a.length("sequence_length", 1), a.length("sequence_stride", 1)));
  }

  /** Cosines or sines {@code [from, to]} of a transform of n steps. */
  private static Tensor waves(int from, int to, int n, boolean sine, double scale, DataType type) {
    Sizes.table("Fourier transform", (double) from * to);
    double[][] w = new double[from][to];
    for (int i = 0; i < from; i++) {
      for (int j = 0; j < to; j++) {
        double angle = 2 * Math.PI * ((long) i * j % n) / n;
        w[i][j] = scale * (sine ? Math.sin(angle) : Math.cos(angle));
      }
    }
    return Ops.cast(Ops.constant(Nd4j.create(w)), type);
  }

  private static Tensor times(Tensor x, Tensor matrix) {
    long n = x.dim(-1);
    Tensor rows = Ops.reshape(x, x.shape().size() / Math.max(1, n), n);
    return Ops.reshape(
        Ops.matmul(rows, matrix), x.shape().with(x.rank() - 1, matrix.dim(1)).dims());
  }

  private static List<Tensor> fft(List<Tensor> x, int axis, boolean inverse) {
    int place = x.get(0).shape().axis(axis);
    int last = x.get(0).rank() - 1;
    Tensor real = Ops.moveaxis(x.get(0), place, last);
    Tensor imaginary = Ops.moveaxis(x.get(1), place, last);
    int n = (int) real.dim(-1);
    double scale = inverse ? 1.0 / n : 1;
    Tensor c = waves(n, n, n, false, scale, real.dataType());
    Tensor s = waves(n, n, n, true, inverse ? -scale : scale, real.dataType());
    Tensor re = times(real, c).plus(times(imaginary, s));
    Tensor im = times(imaginary, c).minus(times(real, s));
    return List.of(Ops.moveaxis(re, last, place), Ops.moveaxis(im, last, place));
  }

  private static Tensor fitted(Tensor x, int length) {
    long n = x.dim(-1);
    return n >= length
        ? Ops.slice(x, x.rank() - 1, 0, length)
        : Ops.pad(x, x.rank() - 1, 0, length - n);
  }

  private static List<Tensor> rfft(Tensor x, int n) {
    Tensor y = fitted(x, n);
    int half = n / 2 + 1;
    Tensor c = waves(n, half, n, false, 1, x.dataType());
    Tensor s = waves(n, half, n, true, -1, x.dataType());
    return List.of(times(y, c), times(y, s));
  }

  private static Tensor irfft(Arguments a) {
    List<Tensor> x = a.list(0, "x");
    int n = a.length("fft_length", 2 * ((int) x.get(0).dim(-1) - 1));
    return inverse(x.get(0), x.get(1), n);
  }

  /** All but the first and, of an even length, the last bin stand for two. */
  private static Tensor inverse(Tensor real, Tensor imaginary, int n) {
    int half = n / 2 + 1;
    Sizes.table("Fourier transform", (double) half * n);
    double[][] c = new double[half][n];
    double[][] s = new double[half][n];
    for (int k = 0; k < half; k++) {
      double weight = (k == 0 || 2 * k == n ? 1.0 : 2.0) / n;
      for (int i = 0; i < n; i++) {
        double angle = 2 * Math.PI * ((long) k * i % n) / n;
        c[k][i] = weight * Math.cos(angle);
        s[k][i] = -weight * Math.sin(angle);
      }
    }
    DataType type = real.dataType();
    return times(fitted(real, half), Ops.cast(Ops.constant(Nd4j.create(c)), type))
        .plus(times(fitted(imaginary, half), Ops.cast(Ops.constant(Nd4j.create(s)), type)));
  }

  private static Tensor frames(Tensor x, int length, int stride) {
    int count = 1 + ((int) x.dim(-1) - length) / stride;
    Sizes.table("Sequences", (double) count * length);
    double[] places = new double[count * length];
    for (int i = 0; i < places.length; i++) {
      places[i] = (i / length) * stride + i % length;
    }
    Tensor ids = Ops.reshape(Creation.constant(x.dataType(), places), count, length);
    return Indexing.takeAt(x, ids, x.rank() - 1);
  }

  private static double[] window(Arguments a, int length, int whole) {
    double[] window = new double[whole];
    int from = (whole - length) / 2;
    Object kind = a.setting("window");
    List<Double> own = kind instanceof String || kind == null ? null : numbers(a, kind);
    for (int i = 0; i < length; i++) {
      double wave = Math.cos(2 * Math.PI * i / length);
      window[from + i] =
          own != null ? own.get(i) : a.settingIsNull("window") ? 1 : value(kind, wave);
    }
    if (a.settingIsNull("window")) {
      java.util.Arrays.fill(window, 1);
    }
    return window;
  }

  private static double value(@Nullable Object kind, double wave) {
    return "hamming".equals(kind) ? 0.54 - 0.46 * wave : 0.5 - 0.5 * wave;
  }

  private static List<Tensor> stft(Arguments a) {
    Tensor x = a.x();
    int n = a.length("fft_length", 1);
    int last = x.rank() - 1;
    Tensor signal =
        a.bool("center", true) ? Padding.pad(x, last, n / 2, n / 2, "reflect", null) : x;
    double[] window = window(a, a.length("sequence_length", n), n);
    Tensor parts = frames(signal, n, a.length("sequence_stride", 1));
    return rfft(parts.times(Creation.constant(x.dataType(), window)), n);
  }

  private static Tensor istft(Arguments a) {
    List<Tensor> x = a.list(0, "x");
    int n = a.length("fft_length", 1);
    int stride = a.length("sequence_stride", 1);
    double[] window = window(a, a.length("sequence_length", n), n);
    Tensor parts = inverse(x.get(0), x.get(1), n);
    int count = (int) parts.dim(-2);
    Sizes.parts(a.name(), count);
    Sizes.table(a.name(), n + (double) stride * (count - 1));
    int length = n + stride * (count - 1);
    double[] weights = new double[length];
    for (int t = 0; t < count; t++) {
      for (int i = 0; i < n; i++) {
        weights[t * stride + i] += window[i] * window[i];
      }
    }
    Tensor weighted = parts.times(Creation.constant(parts.dataType(), window));
    Tensor sum = null;
    for (int t = 0; t < count; t++) {
      Tensor frame = Ops.select(weighted, weighted.rank() - 2, t);
      Tensor wide =
          Ops.pad(frame, frame.rank() - 1, (long) t * stride, length - n - (long) t * stride);
      sum = sum == null ? wide : sum.plus(wide);
    }
    for (int i = 0; i < length; i++) {
      weights[i] = weights[i] > 1e-10 ? 1 / weights[i] : 1;
    }
    Tensor whole =
        java.util.Objects.requireNonNull(sum).times(Creation.constant(parts.dataType(), weights));
    boolean center = a.bool("center", true);
    int from = center ? n / 2 : 0;
    int to =
        a.setting("length") == null
            ? (center ? length - n / 2 : length)
            : from + a.integer("length", 0);
    return Ops.slice(whole, whole.rank() - 1, from, Math.min(to, length));
  }

  private static List<Double> numbers(Arguments a, Object raw) {
    Object value =
        Constants.isConstant(raw) ? Constants.field(Constants.field(raw, "config"), "value") : raw;
    if (!(value instanceof List<?> list) || Arguments.holdsTensor(value)) {
      throw Fault.of(a.name())
          .expected("the window must be fixed numbers")
          .received(raw)
          .remedy("Put a computed one into a layer of your own.")
          .argument();
    }
    return list.stream()
        .map(one -> ((Number) java.util.Objects.requireNonNull(one)).doubleValue())
        .toList();
  }
}
