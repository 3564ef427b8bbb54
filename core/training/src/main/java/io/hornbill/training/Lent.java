package io.hornbill.training;

/** Something with memory of its own that one thread after the other uses. */
interface Lent {
  /** Takes it for this thread. */
  void take();

  /** How much memory it has for itself. */
  long bytes();

  /** How much memory it needs, with what it shares with others. */
  long allBytes();

  /** Gives it back. */
  void release();

  /** Frees its memory: now, or when it is released. */
  void close();
}
