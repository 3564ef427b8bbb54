package io.hornbill.engine;

import org.jspecify.annotations.Nullable;

/**
 * How a plan computes.
 *
 * @param bfloat16 whether matrix products and convolutions may round their operands to bfloat16;
 *     sums, weights and everything else stay float
 * @param arena memory that the plan shares with others that never run at the same time; null for
 *     memory of its own
 */
public record PlanOptions(boolean bfloat16, @Nullable Arena arena) {
  /** Everything in float. */
  public static final PlanOptions DEFAULT = new PlanOptions(false);

  /**
   * Makes options for plans with memory of their own.
   *
   * @param bfloat16 whether matrix products and convolutions may round their operands to bfloat16
   */
  public PlanOptions(boolean bfloat16) {
    this(bfloat16, null);
  }

  /**
   * Returns these options with shared memory.
   *
   * @param shared what plans share
   * @return new options
   */
  public PlanOptions with(Arena shared) {
    return new PlanOptions(bfloat16, shared);
  }
}
