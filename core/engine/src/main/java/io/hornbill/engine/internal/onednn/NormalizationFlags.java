package io.hornbill.engine.internal.onednn;

/**
 * What a normalization takes and does.
 *
 * @param globalStatistics true if mean and variance are inputs and constants, false if they are
 *     computed
 * @param scale true if the result is multiplied by a scale (gamma)
 * @param shift true if a shift (beta) is added
 * @param relu true if negative results become 0; batch normalization only
 */
public record NormalizationFlags(
    boolean globalStatistics, boolean scale, boolean shift, boolean relu) {
  /** Statistics of the batch, with scale and shift: what Keras does in training by default. */
  public static final NormalizationFlags TRAINING =
      new NormalizationFlags(false, true, true, false);

  /** Given statistics, with scale and shift: what Keras does in inference by default. */
  public static final NormalizationFlags INFERENCE =
      new NormalizationFlags(true, true, true, false);

  /** Returns oneDNN's {@code dnnl_normalization_flags_t}. */
  int bits() {
    return (globalStatistics ? 1 : 0) | (scale ? 2 : 0) | (shift ? 4 : 0) | (relu ? 8 : 0);
  }
}
