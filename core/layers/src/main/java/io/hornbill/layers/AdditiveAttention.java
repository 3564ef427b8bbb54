package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Attention by the tanh of sums of query and key (Bahdanau's).
 *
 * <pre>{@code
 * softmax(sum(scale * tanh(query + key))) value
 * }</pre>
 *
 * <p>Inputs query {@code [batch, Tq, dim]}, value {@code [batch, Tv, dim]} and perhaps key; output
 * {@code [batch, Tq, dim]}; weight scale {@code [dim]}.
 *
 * @see <a href="https://arxiv.org/abs/1409.0473">Bahdanau, Cho, Bengio: Neural machine translation
 *     by jointly learning to align and translate (2014)</a>
 */
public final class AdditiveAttention extends ScoreAttention<AdditiveAttention> {
  private static final Setting<Boolean> USE_SCALE = Setting.flag("use_scale", true);

  private @Nullable Variable scale;

  /** Makes a layer with a scale. */
  public AdditiveAttention() {
    declare(USE_SCALE);
  }

  /**
   * Sets whether the sums have trained factors.
   *
   * @param useScale true for factors
   */
  public AdditiveAttention useScale(boolean useScale) {
    return with(USE_SCALE, useScale);
  }

  @Override
  protected void build(Shape query) {
    scale = get(USE_SCALE) ? addWeight("scale", Shape.of(query.last()), "glorot_uniform") : null;
  }

  @Override
  protected Tensor scores(Tensor query, Tensor key) {
    Tensor sums = Ops.tanh(Ops.expandDims(query, -2).plus(Ops.expandDims(key, -3)));
    return Ops.sum(scale == null ? sums : sums.times(scale), -1);
  }
}
