package io.hornbill.engine.internal.lowering;

/** A step of a {@link PrimitiveKernel}: takes addresses once, then runs as often as wanted. */
interface Stage {
  /** Takes the addresses of its buffers. */
  void bind();

  /** Computes. */
  void run();

  /**
   * Whether the name of a primitive's implementation begins with a word, or has it after a colon.
   */
  default boolean isOf(String word) {
    return false;
  }

  /** Frees native objects. */
  void close();
}
