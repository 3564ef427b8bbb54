package io.hornbill.files;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param connect how long connecting may take
 * @param stall how long nothing may arrive
 * @param retries how often to try again without getting further
 * @param backOff the pause before the first of these; it doubles each time
 */
record TransferLimits(Duration connect, Duration stall, int retries, Duration backOff) {
  private static final int LONGEST_DOUBLING = 6;

  /** The pause after so many failures, from 1. */
  Duration pause(int failures) {
    return backOff.multipliedBy(1L << Math.min(failures - 1, LONGEST_DOUBLING));
  }
}
