package io.hornbill.engine.internal.onednn;

/**
 * What {@link Reduction} makes of many elements.
 *
 * <p>The codes are oneDNN's {@code dnnl_alg_kind_t}, written out so that this type may be used
 * where the library cannot be loaded.
 */
public enum ReductionAlgorithm {
  /** The largest element. */
  MAX(0x2fff2),
  /** The smallest element. */
  MIN(0x2fff3),
  /** The sum. */
  SUM(0x2fff4),
  /** The product. */
  MUL(0x2fff5),
  /** The mean. */
  MEAN(0x2fff6);

  private final int code;

  ReductionAlgorithm(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
