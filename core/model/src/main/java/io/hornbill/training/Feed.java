package io.hornbill.training;

/** Where batches come from, in passes: each pass gives every batch once. */
interface Feed {
  /** The number of batches in a pass; -1 if it is unknown. */
  long batches();

  /** Whether there is another pass after the first one. */
  boolean repeats();

  /**
   * Begins a pass.
   *
   * @return the batches, to be closed
   */
  Pass open();
}
