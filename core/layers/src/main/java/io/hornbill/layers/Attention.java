package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Attention by products of query and key (Luong's).
 *
 * <pre>{@code
 * softmax(query keyᵀ) value
 * }</pre>
 *
 * <p>Inputs query {@code [batch, Tq, dim]}, value {@code [batch, Tv, dim]} and perhaps key; output
 * {@code [batch, Tq, dim]}.
 *
 * @see <a href="https://arxiv.org/abs/1508.04025">Luong, Pham, Manning: Effective approaches to
 *     attention-based neural machine translation (2015)</a>
 */
public final class Attention extends ScoreAttention<Attention> {
  private static final Setting<Boolean> USE_SCALE = Setting.flag("use_scale", false);
  private static final Setting<String> SCORE_MODE =
      Setting.choice("score_mode", "dot", "dot", "concat");

  private @Nullable Variable scale;
  private @Nullable Variable concatScoreWeight;

  /** Makes a layer without a scale. */
  public Attention() {
    declare(USE_SCALE, SCORE_MODE);
  }

  /**
   * Sets whether the scores have a trained factor.
   *
   * @param useScale true for a factor
   */
  public Attention useScale(boolean useScale) {
    return with(USE_SCALE, useScale);
  }

  /**
   * Sets how scores are computed.
   *
   * @param scoreMode {@code "dot"} for products, {@code "concat"} for the tanh of sums
   */
  public Attention scoreMode(String scoreMode) {
    return with(SCORE_MODE, scoreMode);
  }

  @Override
  protected void build(Shape query) {
    scale = get(USE_SCALE) ? addWeight("scale", Shape.SCALAR, "ones") : null;
    concatScoreWeight =
        get(SCORE_MODE).equals("concat")
            ? addWeight("concat_score_weight", Shape.SCALAR, "ones")
            : null;
  }

  @Override
  protected Tensor scores(Tensor query, Tensor key) {
    Variable factor = scale;
    Variable weight = concatScoreWeight;
    if (weight == null) {
      Tensor scores = Ops.matmul(query, key, false, true);
      return factor == null ? scores : scores.times(factor);
    }
    Tensor sums = Ops.expandDims(query, -2).plus(Ops.expandDims(key, -3));
    sums = factor == null ? sums : sums.times(factor);
    return Ops.sum(Ops.tanh(sums), -1).times(weight);
  }
}
