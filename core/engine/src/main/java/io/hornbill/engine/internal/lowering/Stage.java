package io.hornbill.engine.internal.lowering;

/** A step of a {@link PrimitiveKernel}: takes addresses once, then runs as often as wanted. */
interface Stage {
  /** Takes the addresses of its buffers. */
  void bind();

  /** Computes. */
  void run();

  /** Frees native objects. */
  void close();
}
