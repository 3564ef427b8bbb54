package io.hornbill.engine.internal.onednn;

/**
 * Functions of two elements.
 *
 * <p>The codes are oneDNN's {@code dnnl_alg_kind_t}, written out so that this type may be used
 * where the library cannot be loaded.
 */
public enum BinaryAlgorithm {
  /** {@code x + y}. */
  ADD(0x1fff0),
  /** {@code x * y}. */
  MUL(0x1fff1),
  /** {@code max(x, y)}. */
  MAX(0x1fff2),
  /** {@code min(x, y)}. */
  MIN(0x1fff3),
  /** {@code x / y}. */
  DIV(0x1fff4),
  /** {@code x - y}. */
  SUB(0x1fff5),
  /** {@code x >= y ? 1 : 0}. */
  GE(0x1fff6),
  /** {@code x > y ? 1 : 0}. */
  GT(0x1fff7),
  /** {@code x <= y ? 1 : 0}. */
  LE(0x1fff8),
  /** {@code x < y ? 1 : 0}. */
  LT(0x1fff9),
  /** {@code x == y ? 1 : 0}. */
  EQ(0x1fffa),
  /** {@code x != y ? 1 : 0}. */
  NE(0x1fffb);

  private final int code;

  BinaryAlgorithm(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
