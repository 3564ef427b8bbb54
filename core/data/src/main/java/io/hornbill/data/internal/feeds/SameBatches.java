package io.hornbill.data.internal.feeds;

import io.hornbill.data.BatchSource;

/** What has as many batches as a source, and as many passes. */
public abstract class SameBatches {
  private final BatchSource source;

  /**
   * Stands on a source.
   *
   * @param source the batches
   */
  protected SameBatches(BatchSource source) {
    this.source = source;
  }

  /** The source below. */
  protected final BatchSource source() {
    return source;
  }

  /** The number of batches of a pass; -1 if it is unknown. */
  public final long batches() {
    return source.batches();
  }

  /** Whether there can be a second pass. */
  public final boolean repeats() {
    return source.repeats();
  }
}
