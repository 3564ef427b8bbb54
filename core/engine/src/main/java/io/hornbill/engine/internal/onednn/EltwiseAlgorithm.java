package io.hornbill.engine.internal.onednn;

/**
 * Functions of one element, with parameters {@code alpha} and {@code beta}.
 *
 * <p>The codes are oneDNN's {@code dnnl_alg_kind_t}, written out so that this type may be used
 * where the library cannot be loaded.
 */
public enum EltwiseAlgorithm {
  /** {@code x > 0 ? x : alpha * x}. */
  RELU(0x20),
  /** {@code tanh(x)}. */
  TANH(0x21),
  /** {@code x > 0 ? x : alpha * (exp(x) - 1)}. */
  ELU(0x22),
  /** {@code x * x}. */
  SQUARE(0x23),
  /** {@code |x|}. */
  ABS(0x24),
  /** {@code sqrt(x)}. */
  SQRT(0x25),
  /** {@code alpha * x + beta}. */
  LINEAR(0x26),
  /** {@code log(1 + exp(alpha * x)) / alpha}. */
  SOFT_RELU(0x27),
  /** {@code max(0, min(1, alpha * x + beta))}. */
  HARDSIGMOID(0x28),
  /** {@code 1 / (1 + exp(-x))}. */
  LOGISTIC(0x29),
  /** {@code exp(x)}. */
  EXP(0x2a),
  /** {@code 0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x * x * x)))}. */
  GELU_TANH(0x2b),
  /** {@code x / (1 + exp(-alpha * x))}. */
  SWISH(0x2c),
  /** {@code log(x)}. */
  LOG(0x2d),
  /**
   * {@code max(alpha, min(beta, x))}, whose gradient is 1 at {@code beta} and 0 at {@code alpha}.
   */
  CLIP(0x2e),
  /** {@code max(alpha, min(beta, x))}, whose gradient is 0 at both ends. */
  CLIP_V2(0x2f),
  /** {@code alpha * x^beta}. */
  POW(0x30),
  /** {@code 0.5 * x * (1 + erf(x / sqrt(2)))}. */
  GELU_ERF(0x31),
  /** {@code round(x)}, halves to even; no gradient. */
  ROUND(0x32),
  /** {@code x * tanh(log(1 + exp(x)))}. */
  MISH(0x33),
  /** {@code x * max(0, min(1, alpha * x + beta))}. */
  HARDSWISH(0x34),
  /** {@link #RELU} whose backward pass reads the result. */
  RELU_FROM_DST(0x100),
  /** {@link #TANH} whose backward pass reads the result. */
  TANH_FROM_DST(0x101),
  /** {@link #ELU} whose backward pass reads the result. */
  ELU_FROM_DST(0x102),
  /** {@link #SQRT} whose backward pass reads the result. */
  SQRT_FROM_DST(0x103),
  /** {@link #LOGISTIC} whose backward pass reads the result. */
  LOGISTIC_FROM_DST(0x104),
  /** {@link #EXP} whose backward pass reads the result. */
  EXP_FROM_DST(0x105);

  private final int code;

  EltwiseAlgorithm(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
