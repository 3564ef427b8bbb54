package io.hornbill.engine.internal.onednn;

/**
 * What a primitive does beside its own arithmetic. Always deterministic, always with the scratchpad
 * given by the caller.
 *
 * @param postOps operations applied to the result before it is stored
 * @param mathMode how exactly to multiply
 */
public record Attributes(PostOps postOps, MathMode mathMode) {
  /** No post-ops, 32-bit arithmetic. */
  public static final Attributes NONE = new Attributes(PostOps.NONE, MathMode.STRICT);

  /**
   * Returns attributes with post-ops and 32-bit arithmetic.
   *
   * @param postOps operations applied to the result before it is stored
   * @return the attributes
   */
  public static Attributes of(PostOps postOps) {
    return new Attributes(postOps, MathMode.STRICT);
  }

  /**
   * Returns these attributes with another math mode.
   *
   * @param mode how exactly to multiply
   * @return new attributes
   */
  public Attributes with(MathMode mode) {
    return new Attributes(postOps, mode);
  }
}
