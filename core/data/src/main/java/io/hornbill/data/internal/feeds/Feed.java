package io.hornbill.data.internal.feeds;

/** Where batches come from, in passes: each pass gives every batch once. */
public interface Feed {
  /** The number of batches in a pass; -1 if it is unknown. */
  long batches();

  /** Whether there is another pass after the first one. */
  boolean repeats();

  /** What the order of the data follows from. */
  default long key() {
    return 0;
  }

  /** Sets what the order of the data follows from, before a batch was copied. */
  default void key(long key) {}

  /**
   * Begins a pass.
   *
   * @return the batches, to be closed
   */
  Pass open();
}
