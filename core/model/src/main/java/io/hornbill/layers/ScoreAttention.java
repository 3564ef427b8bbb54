package io.hornbill.layers;

import io.hornbill.graph.Checks;
import io.hornbill.graph.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the attentions without projections have in common. Inputs: query {@code [batch, Tq, dim]},
 * value {@code [batch, Tv, dim]} and, if it is not the value, key {@code [batch, Tv, dim]}; output
 * {@code [batch, Tq, dim]}. The query's mask zeroes rows of the output, the value's mask excludes
 * positions.
 *
 * @param <T> the layer's own type
 */
public abstract class ScoreAttention<T extends ScoreAttention<T>> extends FluentLayer<T>
    implements SeedSetter<T> {
  private double dropout;
  private boolean useCausalMask;
  private boolean returnAttentionScores;

  /** Makes a layer without dropout. */
  protected ScoreAttention() {
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
   * Sets whether the weights {@code [batch, Tq, Tv]} are a second output.
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
  protected boolean takesList() {
    return true;
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

  @Override
  protected void build(List<Shape> inputs) {
    Checks.argument(
        inputs.size() == 2 || inputs.size() == 3,
        "%s: the inputs must be query, value and perhaps key. Received: %s inputs. Apply the layer to 2 or 3.",
        owner(),
        inputs.size());
    build(inputs.get(0));
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    Tensor query = inputs.get(0);
    Tensor value = inputs.get(1);
    Tensor scores = scores(query, inputs.get(inputs.size() - 1));
    Tensor seen = seen(scores, context.masks().get(1));
    if (seen != null) {
      scores = Ops.where(seen, scores, scores.minus(1e9));
    }
    Tensor weights = Ops.softmax(scores);
    if (context.training()) {
      weights = Dropout.drop(weights, dropout, weights.shape(), context);
    }
    Tensor output = Ops.matmul(weights, value);
    Tensor mask = context.masks().get(0);
    output = mask == null ? output : output.times(Ops.expandDims(mask, -1));
    return returnAttentionScores ? List.of(output, weights) : List.of(output);
  }

  /**
   * Computes how well each query fits each key.
   *
   * @param query {@code [batch, Tq, dim]}
   * @param key {@code [batch, Tv, dim]}
   * @return the scores {@code [batch, Tq, Tv]}
   */
  protected abstract Tensor scores(Tensor query, Tensor key);

  private @Nullable Tensor seen(Tensor scores, @Nullable Tensor valueMask) {
    Tensor mask = valueMask == null ? null : Ops.expandDims(valueMask, -2);
    if (!useCausalMask || scores.dim(-1) < 0 || scores.dim(-2) < 0) {
      return mask;
    }
    Tensor past = HeadAttention.past(scores);
    return mask == null ? past : mask.times(past);
  }

  @Override
  protected boolean supportsMasking() {
    return true;
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
  public Config config() {
    return super.config().with("dropout", dropout);
  }

  @Override
  protected T configure(Config config) {
    return super.configure(config).dropout(config.number("dropout", 0));
  }
}
