package io.hornbill.engine.internal.onednn;

/**
 * What {@link PoolingForward} makes of a window.
 *
 * <p>The codes are oneDNN's {@code dnnl_alg_kind_t}, written out so that this type may be used
 * where the library cannot be loaded.
 */
public enum PoolingAlgorithm {
  /** The largest element of the window. */
  MAX(0x1ff),
  /** The sum over the window by the window's size. */
  AVERAGE_INCLUDE_PADDING(0x2ff),
  /** The sum over the window by its number of elements inside the image, as in Keras. */
  AVERAGE_EXCLUDE_PADDING(0x3ff);

  private final int code;

  PoolingAlgorithm(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
