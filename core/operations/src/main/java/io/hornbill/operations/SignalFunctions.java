package io.hornbill.operations;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import java.util.List;

/** Fourier transforms of {@code keras.ops}. */
abstract class SignalFunctions extends LinalgFunctions {
  SignalFunctions() {}

  /**
   * Returns the Fourier transform along the last axis.
   *
   * @param real the real parts
   * @param imag the imaginary parts, of the same shape
   * @return the real and the imaginary parts, each of the same shape
   */
  public static List<Tensor> fft(TensorLike real, TensorLike imag) {
    return Operation.of("FFT").applyAll(List.of(real, imag));
  }

  /**
   * Returns the Fourier transform along the last two axes.
   *
   * @param real the real parts
   * @param imag the imaginary parts, of the same shape
   * @return the real and the imaginary parts, each of the same shape
   */
  public static List<Tensor> fft2(TensorLike real, TensorLike imag) {
    return Operation.of("FFT2").applyAll(List.of(real, imag));
  }

  /**
   * Returns the inverse Fourier transform along the last two axes.
   *
   * @param real the real parts
   * @param imag the imaginary parts, of the same shape
   * @return the real and the imaginary parts, each of the same shape
   */
  public static List<Tensor> ifft2(TensorLike real, TensorLike imag) {
    return Operation.of("IFFT2").applyAll(List.of(real, imag));
  }

  /**
   * Returns the Fourier transform of real numbers along the last axis. Here {@code fftLength} is
   * that of the axis.
   *
   * @param x the input
   * @return the real and the imaginary parts, each {@code [..., length / 2 + 1]}
   */
  public static List<Tensor> rfft(TensorLike x) {
    return Operation.of("RFFT").with("fft_length", null).applyAll(x);
  }

  /**
   * Returns the Fourier transform of real numbers along the last axis.
   *
   * @param x the input
   * @param fftLength the length of the transform
   * @return the real and the imaginary parts, each {@code [..., length / 2 + 1]}
   */
  public static List<Tensor> rfft(TensorLike x, int fftLength) {
    return Operation.of("RFFT").with("fft_length", fftLength).applyAll(x);
  }

  /**
   * Returns the real numbers whose Fourier transform is given, along the last axis. Here {@code
   * fftLength} is 2 (n - 1).
   *
   * @param real the real parts
   * @param imag the imaginary parts, of the same shape
   * @return a tensor {@code [..., length]}
   */
  public static Tensor irfft(TensorLike real, TensorLike imag) {
    return Operation.of("IRFFT").with("fft_length", null).apply(List.of(real, imag));
  }

  /**
   * Returns the real numbers whose Fourier transform is given, along the last axis.
   *
   * @param real the real parts
   * @param imag the imaginary parts, of the same shape
   * @param fftLength the length of the result
   * @return a tensor {@code [..., length]}
   */
  public static Tensor irfft(TensorLike real, TensorLike imag, int fftLength) {
    return Operation.of("IRFFT").with("fft_length", fftLength).apply(List.of(real, imag));
  }

  /**
   * Returns the short-time Fourier transform. Here {@code window} is {@code "hann"} and {@code
   * center} is true.
   *
   * @param x the signals, {@code [..., steps]}
   * @param sequenceLength the length of a frame
   * @param sequenceStride by how many steps the next frame begins later
   * @param fftLength the length of the transform, at least that of a frame
   * @return the real and the imaginary parts, each {@code [..., frames, fftLength / 2 + 1]}
   */
  public static List<Tensor> stft(
      TensorLike x, int sequenceLength, int sequenceStride, int fftLength) {
    return Operation.of("STFT")
        .with("sequence_length", sequenceLength)
        .with("sequence_stride", sequenceStride)
        .with("fft_length", fftLength)
        .with("window", "hann")
        .with("center", true)
        .applyAll(x);
  }

  /**
   * Returns the short-time Fourier transform.
   *
   * @param x the signals, {@code [..., steps]}
   * @param sequenceLength the length of a frame
   * @param sequenceStride by how many steps the next frame begins later
   * @param fftLength the length of the transform, at least that of a frame
   * @param window {@code "hann"} or {@code "hamming"}
   * @param center whether frames have their middle, not their beginning, at each place
   * @return the real and the imaginary parts, each {@code [..., frames, fftLength / 2 + 1]}
   */
  public static List<Tensor> stft(
      TensorLike x,
      int sequenceLength,
      int sequenceStride,
      int fftLength,
      String window,
      boolean center) {
    return Operation.of("STFT")
        .with("sequence_length", sequenceLength)
        .with("sequence_stride", sequenceStride)
        .with("fft_length", fftLength)
        .with("window", window)
        .with("center", center)
        .applyAll(x);
  }

  /**
   * Returns the signals whose short-time Fourier transform is given. Here {@code length} is what
   * the frames make, {@code window} is {@code "hann"} and {@code center} is true.
   *
   * @param real the real parts, {@code [..., frames, fftLength / 2 + 1]}
   * @param imag the imaginary parts, of the same shape
   * @param sequenceLength the length of a frame
   * @param sequenceStride by how many steps the next frame begins later
   * @param fftLength the length of the transform, at least that of a frame
   * @return the signals, {@code [..., steps]}
   */
  public static Tensor istft(
      TensorLike real, TensorLike imag, int sequenceLength, int sequenceStride, int fftLength) {
    return Operation.of("ISTFT")
        .with("sequence_length", sequenceLength)
        .with("sequence_stride", sequenceStride)
        .with("fft_length", fftLength)
        .with("length", null)
        .with("window", "hann")
        .with("center", true)
        .apply(List.of(real, imag));
  }

  /**
   * Returns the signals whose short-time Fourier transform is given.
   *
   * @param real the real parts, {@code [..., frames, fftLength / 2 + 1]}
   * @param imag the imaginary parts, of the same shape
   * @param sequenceLength the length of a frame
   * @param sequenceStride by how many steps the next frame begins later
   * @param fftLength the length of the transform, at least that of a frame
   * @param length the length of the result
   * @param window {@code "hann"} or {@code "hamming"}
   * @param center whether frames have their middle, not their beginning, at each place
   * @return the signals, {@code [..., steps]}
   */
  public static Tensor istft(
      TensorLike real,
      TensorLike imag,
      int sequenceLength,
      int sequenceStride,
      int fftLength,
      int length,
      String window,
      boolean center) {
    return Operation.of("ISTFT")
        .with("sequence_length", sequenceLength)
        .with("sequence_stride", sequenceStride)
        .with("fft_length", fftLength)
        .with("length", length)
        .with("window", window)
        .with("center", center)
        .apply(List.of(real, imag));
  }

  /**
   * Cuts sequences of one length out of signals.
   *
   * @param x the signals, {@code [..., steps]}
   * @param sequenceLength the length of a sequence
   * @param sequenceStride by how many steps the next one begins later
   * @return a tensor {@code [..., sequences, length]}
   */
  public static Tensor extractSequences(TensorLike x, int sequenceLength, int sequenceStride) {
    return Operation.of("ExtractSequences")
        .with("sequence_length", sequenceLength)
        .with("sequence_stride", sequenceStride)
        .apply(x);
  }
}
