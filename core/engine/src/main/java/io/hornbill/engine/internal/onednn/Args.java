package io.hornbill.engine.internal.onednn;

/**
 * The slots to which addresses are bound, numbered like oneDNN's {@code DNNL_ARG_*}.
 *
 * <p>Recurrent primitives use the same numbers under other names: {@link #SRC} is the input
 * sequence, {@link #SRC_ITER} the first hidden state, and so on.
 */
public final class Args {
  /** First input. */
  public static final int SRC = 1;

  /** Second input of {@link Binary}. */
  public static final int SRC_1 = 2;

  /** First hidden state of a recurrent primitive. */
  public static final int SRC_ITER = 2;

  /** First cell state of {@link LstmForward}. */
  public static final int SRC_ITER_C = 3;

  /** Output. */
  public static final int DST = 17;

  /** Last hidden state of a recurrent primitive. */
  public static final int DST_ITER = 18;

  /** Last cell state of {@link LstmForward}. */
  public static final int DST_ITER_C = 19;

  /** Weights; the input kernel of a recurrent primitive. */
  public static final int WEIGHTS = 33;

  /** Recurrent kernel of a recurrent primitive. */
  public static final int WEIGHTS_ITER = 34;

  /** Bias. */
  public static final int BIAS = 41;

  /** Mean of a normalization. */
  public static final int MEAN = 49;

  /** Variance of a normalization. */
  public static final int VARIANCE = 50;

  /** Scale (gamma) of a normalization. */
  public static final int SCALE = 51;

  /** Shift (beta) of a normalization. */
  public static final int SHIFT = 52;

  /** What a forward pass for training leaves for its backward pass. */
  public static final int WORKSPACE = 64;

  /** Memory used only while the primitive runs; may be shared by all primitives of one thread. */
  public static final int SCRATCHPAD = 80;

  /** Gradient with respect to {@link #SRC}. */
  public static final int DIFF_SRC = 129;

  /** Gradient with respect to {@link #SRC_ITER}. */
  public static final int DIFF_SRC_ITER = 130;

  /** Gradient with respect to {@link #SRC_ITER_C}. */
  public static final int DIFF_SRC_ITER_C = 131;

  /** Gradient with respect to {@link #DST}. */
  public static final int DIFF_DST = 145;

  /** Gradient with respect to {@link #DST_ITER}. */
  public static final int DIFF_DST_ITER = 146;

  /** Gradient with respect to {@link #DST_ITER_C}. */
  public static final int DIFF_DST_ITER_C = 147;

  /** Gradient with respect to {@link #WEIGHTS}. */
  public static final int DIFF_WEIGHTS = 161;

  /** Gradient with respect to {@link #WEIGHTS_ITER}. */
  public static final int DIFF_WEIGHTS_ITER = 162;

  /** Gradient with respect to {@link #BIAS}. */
  public static final int DIFF_BIAS = 169;

  /** Gradient with respect to {@link #SCALE}. */
  public static final int DIFF_SCALE = 255;

  /** Gradient with respect to {@link #SHIFT}. */
  public static final int DIFF_SHIFT = 256;

  private static final int MULTIPLE_SRC = 1024;
  private static final int POST_OP_BASE = 32768;

  private Args() {}

  /**
   * Returns the slot of the {@code index}-th input of {@link Sum} and {@link Concat}.
   *
   * @param index position in the list of inputs, from 0
   * @return the slot
   */
  public static int multiple(int index) {
    return MULTIPLE_SRC + index;
  }

  /**
   * Returns the slot of the second operand of a binary post-op.
   *
   * @param index position of the post-op in its {@link PostOps}, all kinds counted, from 0
   * @return the slot
   */
  public static int postOp(int index) {
    return POST_OP_BASE * (index + 1) | SRC_1;
  }
}
