package io.hornbill.engine.internal.onednn;

/** How exactly a primitive has to multiply. */
public enum MathMode {
  /** 32-bit floats throughout. */
  STRICT(0),
  /**
   * Factors may be rounded to bfloat16 inside the primitive; sums stay 32-bit. Without matrix units
   * (AMX) in the processor, oneDNN 3.11 makes little or no use of the permission.
   */
  BF16(1);

  private final int code;

  MathMode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
