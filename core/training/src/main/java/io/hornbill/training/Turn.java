package io.hornbill.training;

import io.hornbill.graph.Guard;
import org.jspecify.annotations.Nullable;

/**
 * The turn of a whole call of several runs. A model that keeps states from batch to batch is asked
 * for a call by one thread after the other; others take none.
 */
final class Turn implements AutoCloseable {
  private @Nullable Guard taken;

  /**
   * Takes the turn before the first run, if there are states.
   *
   * @param changesShared whether runs move states
   * @param guard what keeps runs of the same variables apart
   */
  void take(boolean changesShared, Guard guard) {
    if (taken == null && changesShared) {
      taken = guard.takeTurn();
    }
  }

  @Override
  public void close() {
    if (taken != null) {
      taken.endTurn();
    }
  }
}
