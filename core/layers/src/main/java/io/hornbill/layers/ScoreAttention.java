package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
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
abstract class ScoreAttention<T extends ScoreAttention<T>> extends AttentionLayer<T> {
  /** Makes a layer without dropout. */
  protected ScoreAttention() {
    expectMinRank(2, "[batch, steps, features], or [steps, features] for one sequence");
  }

  @Override
  protected boolean takesList() {
    return true;
  }

  /** As in Keras, inputs without a batch are one sequence: each row sees the others. */
  @Override
  protected boolean keepsRowsApart(boolean inTraining) {
    return super.keepsRowsApart(inTraining)
        && builtFor().stream().allMatch(shape -> shape.rank() > 2);
  }

  @Override
  protected void build(List<Shape> inputs) {
    if (inputs.size() != 2 && inputs.size() != 3) {
      throw Fault.of(owner())
          .expected("the inputs must be query, value and perhaps key")
          .received("%s inputs", inputs.size())
          .remedy("Apply the layer to 2 or 3.")
          .argument();
    }
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
    weights = context.dropout(weights, dropout(), weights.shape());
    Tensor output = Ops.matmul(weights, value);
    Tensor mask = context.masks().get(0);
    output = mask == null ? output : output.times(Ops.expandDims(mask, -1));
    return returnsAttentionScores() ? List.of(output, weights) : List.of(output);
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
    if (!usesCausalMask() || scores.dim(-1) < 0 || scores.dim(-2) < 0) {
      return mask;
    }
    Tensor past = HeadAttention.past(scores);
    return mask == null ? past : mask.times(past);
  }

  @Override
  protected Boolean trainingUnlessTold() {
    return false;
  }
}
