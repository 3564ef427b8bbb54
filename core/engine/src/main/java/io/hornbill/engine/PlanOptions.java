package io.hornbill.engine;

import io.hornbill.graph.Node;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a plan computes.
 *
 * @param bfloat16 whether matrix products and convolutions may round their operands to bfloat16;
 *     sums, weights and everything else stay float
 * @param arena memory that the plan shares with others that never run at the same time; null for
 *     memory of its own
 * @param alone whether a run stays on the caller's thread, so that others have the other cores
 * @param recomputed which nodes may be computed a second time so that less memory is needed, in a
 *     program of training whose first output is the loss; null for none
 */
public record PlanOptions(
    boolean bfloat16, @Nullable Arena arena, boolean alone, @Nullable Predicate<Node> recomputed) {
  /** Everything in float. */
  public static final PlanOptions DEFAULT = new PlanOptions(false);

  /** What takes little longer than reading its operands: no products, no recurrent layers. */
  public static final Predicate<Node> CHEAP = node -> !Work.isDear(node);

  /**
   * Makes options for plans with memory of their own.
   *
   * @param bfloat16 whether matrix products and convolutions may round their operands to bfloat16
   */
  public PlanOptions(boolean bfloat16) {
    this(bfloat16, null, false, null);
  }

  /**
   * Returns these options with shared memory.
   *
   * @param shared what plans share
   * @return new options
   */
  public PlanOptions with(Arena shared) {
    return new PlanOptions(bfloat16, shared, alone, recomputed);
  }

  /**
   * Returns these options for plans on the caller's thread, or not.
   *
   * @param only whether runs stay on it
   * @return new options
   */
  public PlanOptions alone(boolean only) {
    return new PlanOptions(bfloat16, arena, only, recomputed);
  }

  /**
   * Returns these options with less memory for more time, or not.
   *
   * @param nodes which nodes may be computed a second time; null for none
   * @return new options
   */
  public PlanOptions recomputing(@Nullable Predicate<Node> nodes) {
    return new PlanOptions(bfloat16, arena, alone, nodes);
  }
}
