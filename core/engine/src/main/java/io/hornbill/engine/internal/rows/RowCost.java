package io.hornbill.engine.internal.rows;

/**
 * What a run costs that does not depend on the number of its rows, beside what a row costs. It is a
 * rough figure, made of the program alone and not of the machine, so that it is the same each time.
 *
 * @param steps multiplications and other steps of arithmetic for each row
 * @param weights how many bytes of weights and constants each run reads
 * @param nodes how many ops there are
 */
public record RowCost(double steps, double weights, int nodes) {
  private static final double STEPS_PER_SECOND = 4e10;
  private static final double BYTES_PER_SECOND = 2e10;
  private static final double SECONDS_PER_RUN = 10e-6;
  private static final double SECONDS_PER_NODE = 0.5e-6;

  /**
   * Returns how many rows could be computed in the time that a run takes beside its rows.
   *
   * @return a number of rows, greater than 0
   */
  public double start() {
    double run = SECONDS_PER_RUN + nodes * SECONDS_PER_NODE + weights / BYTES_PER_SECOND;
    return run * STEPS_PER_SECOND / Math.max(1, steps);
  }
}
