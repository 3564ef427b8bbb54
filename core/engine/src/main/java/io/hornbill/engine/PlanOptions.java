package io.hornbill.engine;

/**
 * How a plan computes.
 *
 * @param bfloat16 whether matrix products and convolutions may round their operands to bfloat16;
 *     sums, weights and everything else stay float
 */
public record PlanOptions(boolean bfloat16) {
  /** Everything in float. */
  public static final PlanOptions DEFAULT = new PlanOptions(false);
}
