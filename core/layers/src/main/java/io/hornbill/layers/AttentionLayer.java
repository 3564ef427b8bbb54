package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all attentions have.
 *
 * @param <T> the layer's own type
 */
abstract class AttentionLayer<T extends AttentionLayer<T>> extends MaskedLayer<T>
    implements SeedSetter<T> {
  private static final Setting<Double> DROPOUT = Setting.number("dropout", 0).inRange(0, 1);

  // Keras gives these to each call.
  private static final Setting<Boolean> USE_CAUSAL_MASK =
      Setting.flag("use_causal_mask", false).writtenIf(value -> false);
  private static final Setting<Boolean> RETURN_ATTENTION_SCORES =
      Setting.flag("return_attention_scores", false).writtenIf(value -> false);

  /** Makes a layer without dropout. */
  protected AttentionLayer() {
    declare(DROPOUT, USE_CAUSAL_MASK, RETURN_ATTENTION_SCORES);
    expectMinRank(3, "[batch, steps, features]");
  }

  /**
   * Sets the share of the weights that is dropped in training.
   *
   * @param dropout the probability, in [0, 1)
   */
  public T dropout(double dropout) {
    return with(DROPOUT, dropout);
  }

  /**
   * Sets whether a position sees only itself and those before it.
   *
   * @param useCausalMask true for the past only
   */
  public T useCausalMask(boolean useCausalMask) {
    return with(USE_CAUSAL_MASK, useCausalMask);
  }

  /**
   * Sets whether the weights are a second output: {@code [batch, Tq, Tv]}, with heads {@code
   * [batch, heads, T, S]}.
   *
   * @param returnAttentionScores true for two outputs
   */
  public T returnAttentionScores(boolean returnAttentionScores) {
    return with(RETURN_ATTENTION_SCORES, returnAttentionScores);
  }

  final double dropout() {
    return get(DROPOUT);
  }

  final boolean usesCausalMask() {
    return get(USE_CAUSAL_MASK);
  }

  final boolean returnsAttentionScores() {
    return get(RETURN_ATTENTION_SCORES);
  }

  @Override
  protected Config callSettings() {
    Config settings = new Config();
    if (usesCausalMask()) {
      settings.with("use_causal_mask", true);
    }
    return returnsAttentionScores() ? settings.with("return_attention_scores", true) : settings;
  }

  @Override
  protected void readCallSettings(Config settings) {
    boolean causal = settings.bool("use_causal_mask", false);
    boolean scores = settings.bool("return_attention_scores", false);
    if (!isBuilt()) {
      useCausalMask(causal).returnAttentionScores(scores);
    }
    if (causal != usesCausalMask() || scores != returnsAttentionScores()) {
      throw Fault.of(owner())
          .expected("all calls of a layer must have the same settings")
          .received("use_causal_mask=%s, return_attention_scores=%s after others", causal, scores)
          .remedy("Use a layer for each.")
          .argument();
    }
    super.readCallSettings(
        new Config(settings.asMap())
            .with("use_causal_mask", null)
            .with("return_attention_scores", null));
  }

  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    List<@Nullable Tensor> result = new ArrayList<>();
    result.add(masks.get(0));
    while (result.size() < outputs.size()) {
      result.add(null);
    }
    return result;
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
