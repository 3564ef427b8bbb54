package io.hornbill.engine.internal.onednn;

/**
 * How {@link ResamplingForward} finds the value between pixels.
 *
 * <p>The codes are oneDNN's {@code dnnl_alg_kind_t}, written out so that this type may be used
 * where the library cannot be loaded.
 */
public enum ResamplingAlgorithm {
  /** The nearest input pixel, centres aligned as in Keras. */
  NEAREST(0x2fff0),
  /** Linear interpolation in every direction, centres aligned as in Keras. */
  LINEAR(0x2fff1);

  private final int code;

  ResamplingAlgorithm(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
