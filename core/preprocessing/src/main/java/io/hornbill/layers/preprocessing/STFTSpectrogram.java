package io.hornbill.layers.preprocessing;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.HostFunction;
import io.hornbill.initializers.STFT;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.DataFormatSetter;
import io.hornbill.layers.KerasLayer;
import io.hornbill.layers.WeightSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns signals into spectrograms by short-time Fourier transforms, whose waves are weights that
 * can be trained.
 *
 * <p>Input {@code [batch, time, channels]}; output {@code [batch, frames, channels * frequencies]},
 * or {@code [batch, frames, frequencies, channels]}.
 */
public final class STFTSpectrogram extends KerasLayer<STFTSpectrogram>
    implements DataFormatSetter<STFTSpectrogram> {
  private static final int MOST = 1 << 20;
  private static final int MOST_WAVES = 1 << 25;
  private static final double EPSILON = 1e-7;

  private static final Setting<String> MODE =
      Setting.choice("mode", "log", "log", "magnitude", "psd", "real", "imag", "angle", "stft");
  private static final Setting<Integer> FRAME_LENGTH =
      Setting.integer("frame_length", 256).positive().atMost(MOST);
  private static final Setting<Integer> FRAME_STEP = LookupLayer.optional("frame_step");
  private static final Setting<Integer> FFT_LENGTH =
      LookupLayer.optional("fft_length").atMost(MOST);
  private static final Setting<String> WINDOW =
      Setting.choice(
              "window",
              "hann",
              "barthann",
              "bartlett",
              "blackman",
              "blackmanharris",
              "boxcar",
              "flattop",
              "hamming",
              "hann",
              "nuttall",
              "none")
          .nullStandsFor("none");
  private static final Setting<Boolean> PERIODIC = Setting.flag("periodic", false);
  private static final Setting<String> SCALING =
      Setting.choice("scaling", "density", "density", "spectrum", "none").nullStandsFor("none");
  private static final Setting<String> PADDING =
      Setting.choice("padding", "valid", "valid", "same");
  private static final Setting<Boolean> EXPAND_DIMS = Setting.flag("expand_dims", false);

  private @Nullable Variable realKernel;
  private @Nullable Variable imagKernel;

  /** Makes a layer of frames of 256 samples whose output is logarithmic. */
  public STFTSpectrogram() {
    declare(MODE, FRAME_LENGTH, FRAME_STEP, FFT_LENGTH, WINDOW, PERIODIC, SCALING, PADDING);
    declare(EXPAND_DIMS);
    declareDataFormat();
    expectRank(3, "[batch, time, channels]");
  }

  /**
   * Sets what comes out.
   *
   * @param mode {@code "log"}, {@code "magnitude"}, {@code "psd"}, {@code "real"}, {@code "imag"},
   *     {@code "angle"} or {@code "stft"} for real and imaginary parts
   */
  public STFTSpectrogram mode(String mode) {
    return with(MODE, mode);
  }

  /**
   * Sets the length of frames.
   *
   * @param frameLength in samples, at most 1,048,576; times half of {@code fftLength} at most
   *     33,554,432
   * @throws IllegalArgumentException if it is not in that range
   */
  public STFTSpectrogram frameLength(int frameLength) {
    return with(FRAME_LENGTH, frameLength);
  }

  /**
   * Sets the distance of frames.
   *
   * @param frameStep in samples, at most their length; 0 for half of it
   */
  public STFTSpectrogram frameStep(int frameStep) {
    return with(FRAME_STEP, frameStep);
  }

  /**
   * Sets the length of the transform.
   *
   * @param fftLength at least that of frames, at most 1,048,576; 0 for the next power of 2
   * @throws IllegalArgumentException if it is not in that range
   */
  public STFTSpectrogram fftLength(int fftLength) {
    return with(FFT_LENGTH, fftLength);
  }

  /**
   * Sets the window of frames.
   *
   * @param window SciPy's name of the window, such as {@code "hann"}, {@code "hamming"} or {@code
   *     "blackman"}, or {@code "none"}
   */
  public STFTSpectrogram window(String window) {
    return with(WINDOW, window);
  }

  /**
   * Sets whether the window is periodic and not symmetric.
   *
   * @param periodic false by default
   */
  public STFTSpectrogram periodic(boolean periodic) {
    return with(PERIODIC, periodic);
  }

  /**
   * Sets what the waves are scaled by.
   *
   * @param scaling {@code "density"}, {@code "spectrum"} or {@code "none"}
   */
  public STFTSpectrogram scaling(String scaling) {
    return with(SCALING, scaling);
  }

  /**
   * Sets whether frames reach beyond the ends.
   *
   * @param padding {@code "valid"} or {@code "same"}
   */
  public STFTSpectrogram padding(String padding) {
    return with(PADDING, padding);
  }

  /**
   * Sets whether frequencies and channels have axes of their own.
   *
   * @param expandDims false by default
   */
  public STFTSpectrogram expandDims(boolean expandDims) {
    return with(EXPAND_DIMS, expandDims);
  }

  @Override
  protected void checkTogether() {
    if (get(FRAME_STEP) > get(FRAME_LENGTH)
        || (get(FFT_LENGTH) != 0 && get(FFT_LENGTH) < get(FRAME_LENGTH))) {
      throw Fault.of(owner())
          .expected(
              "frameStep must be at most, and fftLength at least frameLength, %s",
              get(FRAME_LENGTH))
          .received("%s and %s", get(FRAME_STEP), get(FFT_LENGTH))
          .remedy("Change them.")
          .argument();
    }
    if ((long) get(FRAME_LENGTH) * frequencies() > MOST_WAVES) {
      throw Fault.of(owner())
          .expected(
              "frameLength times the frequencies, half of fftLength and 1, must be at most %s",
              MOST_WAVES)
          .received("%s times %s", get(FRAME_LENGTH), frequencies())
          .remedy("Set less.")
          .argument();
    }
  }

  private int step() {
    return get(FRAME_STEP) == 0 ? get(FRAME_LENGTH) / 2 : get(FRAME_STEP);
  }

  private int frequencies() {
    int length = get(FRAME_LENGTH);
    int power =
        Integer.highestOneBit(length) == length ? length : Integer.highestOneBit(length) * 2;
    return (get(FFT_LENGTH) == 0 ? power : get(FFT_LENGTH)) / 2 + 1;
  }

  private Variable kernel(String name, String side) {
    STFT waves =
        new STFT()
            .side(side)
            .window(get(WINDOW).equals("none") ? null : get(WINDOW))
            .scaling(get(SCALING).equals("none") ? null : get(SCALING))
            .periodic(get(PERIODIC));
    return addWeight(name, Shape.of(get(FRAME_LENGTH), 1, frequencies()), WeightSettings.of(waves));
  }

  @Override
  protected void build(Shape input) {
    checkTogether();
    realKernel = get(MODE).equals("imag") ? null : kernel("real_kernel", "real");
    imagKernel = get(MODE).equals("real") ? null : kernel("imag_kernel", "imag");
  }

  @Override
  protected List<Spec> infer(List<Spec> inputs) {
    Shape in = channelsLast(inputs.get(0).shape());
    long frames = Shape.UNKNOWN;
    if (in.dim(1) >= 0) {
      frames =
          get(PADDING).equals("same")
              ? (in.dim(1) + step() - 1) / step()
              : (in.dim(1) - get(FRAME_LENGTH)) / step() + 1;
    }
    long waves = (get(MODE).equals("stft") ? 2L : 1L) * frequencies();
    Shape out =
        get(EXPAND_DIMS)
            ? Shape.of(in.dim(0), frames, waves, in.last())
            : Shape.of(in.dim(0), frames, waves * in.last());
    if (channelsFirst()) {
      out =
          get(EXPAND_DIMS)
              ? Shape.of(in.dim(0), in.last(), frames, waves)
              : Shape.of(in.dim(0), waves * in.last(), frames);
    }
    return List.of(new Spec(dataType(), out));
  }

  /** Frames as {@code [batch, frames, frequencies, channels]}. */
  private Tensor frames(Tensor signals, Variable kernel, CallContext context) {
    Shape shape = signals.shape();
    Tensor rows =
        Ops.reshape(Ops.transpose(signals, 0, 2, 1), shape.dim(0) * shape.last(), shape.dim(1), 1);
    var window =
        window(
            rows.shape(),
            new int[] {get(FRAME_LENGTH)},
            new int[] {step()},
            new int[] {1},
            get(PADDING));
    Tensor out = Ops.conv(rows, context.value(kernel), window, 1);
    Tensor split = Ops.reshape(out, shape.dim(0), shape.last(), out.dim(1), out.dim(2));
    return Ops.transpose(split, 0, 2, 3, 1);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor signals = channelsLast(x);
    Variable real = realKernel;
    Variable imag = imagKernel;
    if (imag == null) {
      return shaped(frames(signals, built(real), context));
    }
    Tensor sines = frames(signals, imag, context);
    if (real == null) {
      return shaped(sines);
    }
    Tensor cosines = frames(signals, real, context);
    return shaped(combined(cosines, sines));
  }

  private Tensor combined(Tensor real, Tensor imag) {
    String mode = get(MODE);
    Tensor power = Ops.square(real).plus(Ops.square(imag));
    if (mode.equals("stft")) {
      return Ops.concatenate(List.of(real, imag), 2);
    }
    if (mode.equals("angle")) {
      HostFunction.Code angle =
          (in, out) -> {
            for (int i = 0; i < out[0].length; i++) {
              out[0][i] = Math.atan2(in[0][i], in[1][i]);
            }
          };
      HostFunction function = new HostFunction("atan2", angle, List.of(real.spec()));
      Tensor re = Ops.stopGradient(real);
      Tensor im = Ops.stopGradient(imag);
      // The value is the exact one; what is added is 0, and has the gradient.
      Tensor turn = Ops.divideNoNan(re.times(imag).minus(im.times(real)), Ops.stopGradient(power));
      return Node.of(function, List.of(im, re)).output(0).plus(turn.minus(Ops.stopGradient(turn)));
    }
    if (mode.equals("psd")) {
      Tensor inner = Ops.slice(power, 2, 1, power.dim(2) - 1);
      return power.plus(Ops.pad(inner, 2, 1, 1));
    }
    Tensor magnitude = Ops.sqrt(Ops.maximum(power, EPSILON));
    return mode.equals("log") ? Ops.log(Ops.maximum(magnitude, EPSILON)) : magnitude;
  }

  /** Channels and frequencies where the data format and the axes want them. */
  private Tensor shaped(Tensor frames) {
    Shape shape = frames.shape();
    if (get(EXPAND_DIMS)) {
      return channelsFirst() ? Ops.transpose(frames, 0, 3, 1, 2) : frames;
    }
    Tensor joined =
        Ops.reshape(
            Ops.transpose(frames, 0, 1, 3, 2),
            shape.dim(0),
            shape.dim(1),
            shape.dim(2) * shape.dim(3));
    return channelsFirst() ? Ops.transpose(joined, 0, 2, 1) : joined;
  }
}
