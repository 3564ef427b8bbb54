package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;

/**
 * The settings that all attentions have.
 *
 * @param <T> the layer's own type
 */
public abstract class AttentionLayer<T extends AttentionLayer<T>> extends KerasLayer<T>
    implements SeedSetter<T> {
  double dropout;
  boolean useCausalMask;
  boolean returnAttentionScores;

  /** Makes a layer without dropout. */
  protected AttentionLayer() {
    expectMinRank(3, "[batch, steps, features]");
  }

  /**
   * Sets the share of the weights that is dropped in training.
   *
   * @param dropout the probability, in [0, 1)
   * @return this layer
   */
  public T dropout(double dropout) {
    requireNotBuilt("dropout");
    this.dropout = Checks.inRange(className(), "dropout", dropout, 0, 1);
    return self();
  }

  /**
   * Sets whether a position sees only itself and those before it.
   *
   * @param useCausalMask true for the past only
   * @return this layer
   */
  public T useCausalMask(boolean useCausalMask) {
    requireNotBuilt("useCausalMask");
    this.useCausalMask = useCausalMask;
    return self();
  }

  /**
   * Sets whether the weights are a second output: {@code [batch, Tq, Tv]}, with heads {@code
   * [batch, heads, T, S]}.
   *
   * @param returnAttentionScores true for two outputs
   * @return this layer
   */
  public T returnAttentionScores(boolean returnAttentionScores) {
    requireNotBuilt("returnAttentionScores");
    this.returnAttentionScores = returnAttentionScores;
    return self();
  }

  @Override
  protected Config callSettings() {
    Config settings = new Config();
    if (useCausalMask) {
      settings.with("use_causal_mask", true);
    }
    return returnAttentionScores ? settings.with("return_attention_scores", true) : settings;
  }

  @Override
  protected void readCallSettings(Config settings) {
    boolean causal = settings.bool("use_causal_mask", false);
    boolean scores = settings.bool("return_attention_scores", false);
    if (!isBuilt()) {
      useCausalMask(causal).returnAttentionScores(scores);
    }
    Checks.argument(
        causal == useCausalMask && scores == returnAttentionScores,
        "%s: all calls of a layer must have the same settings. Received: use_causal_mask=%s, return_attention_scores=%s after others. Use a layer for each.",
        owner(),
        causal,
        scores);
    super.readCallSettings(
        new Config(settings.asMap())
            .with("use_causal_mask", null)
            .with("return_attention_scores", null));
  }
}
