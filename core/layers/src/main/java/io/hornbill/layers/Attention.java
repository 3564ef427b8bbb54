package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.List;
import java.util.Locale;
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
  private static final List<String> MODES = List.of("dot", "concat");

  private boolean useScale;
  private String scoreMode = "dot";
  private @Nullable Variable scale;
  private @Nullable Variable concatScoreWeight;

  /** Makes a layer without a scale. */
  public Attention() {}

  static Attention from(Config config) {
    return new Attention()
        .useScale(config.bool("use_scale", false))
        .scoreMode(config.text("score_mode", "dot"))
        .configure(config);
  }

  /**
   * Sets whether the scores have a trained factor.
   *
   * @param useScale true for a factor
   * @return this layer
   */
  public Attention useScale(boolean useScale) {
    requireNotBuilt("useScale");
    this.useScale = useScale;
    return this;
  }

  /**
   * Sets how scores are computed.
   *
   * @param scoreMode {@code "dot"} for products, {@code "concat"} for the tanh of sums
   * @return this layer
   * @throws IllegalArgumentException if it is neither
   */
  public Attention scoreMode(String scoreMode) {
    requireNotBuilt("scoreMode");
    String mode = scoreMode.toLowerCase(Locale.ROOT);
    Checks.argument(
        MODES.contains(mode),
        "Attention: scoreMode must be \"dot\" or \"concat\". Received: \"%s\". Choose one.",
        scoreMode);
    this.scoreMode = mode;
    return this;
  }

  @Override
  protected void build(Shape query) {
    scale = useScale ? addWeight("scale", Shape.SCALAR, "ones") : null;
    concatScoreWeight =
        scoreMode.equals("concat") ? addWeight("concat_score_weight", Shape.SCALAR, "ones") : null;
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

  @Override
  public Config config() {
    return super.config().with("use_scale", useScale).with("score_mode", scoreMode);
  }
}
