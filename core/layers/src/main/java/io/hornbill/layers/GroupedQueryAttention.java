package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention by several heads of which groups share key and value.
 *
 * <p>Inputs query {@code [batch, T, dim]}, value {@code [batch, S, dim]}, perhaps key and an
 * attention mask {@code [batch, T, S]}; output {@code [batch, T, dim of the query]}.
 *
 * <pre>{@code
 * Tensor y = new GroupedQueryAttention(64, 8, 2).apply(x, x);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2305.13245">Ainslie et al.: GQA (2023)</a>
 */
public final class GroupedQueryAttention extends HeadAttention<GroupedQueryAttention> {
  private final int headDim;
  private final int numQueryHeads;
  private final int numKeyValueHeads;
  private @Nullable EinsumDense query;
  private @Nullable EinsumDense key;
  private @Nullable EinsumDense gate;
  private @Nullable EinsumDense value;
  private @Nullable EinsumDense output;

  /**
   * Makes a layer.
   *
   * @param headDim the size of each head
   * @param numQueryHeads the number of heads
   * @param numKeyValueHeads the number of keys and values, a divisor of the heads
   */
  public GroupedQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads) {
    this.headDim = Checks.positive("GroupedQueryAttention", "headDim", headDim);
    this.numQueryHeads = Checks.positive("GroupedQueryAttention", "numQueryHeads", numQueryHeads);
    this.numKeyValueHeads =
        Checks.positive("GroupedQueryAttention", "numKeyValueHeads", numKeyValueHeads);
    Checks.argument(
        numQueryHeads % numKeyValueHeads == 0,
        "GroupedQueryAttention: numKeyValueHeads must divide numQueryHeads. Received: %s and %s. Change one of them.",
        numKeyValueHeads,
        numQueryHeads);
  }

  static GroupedQueryAttention from(Config config) {
    return new GroupedQueryAttention(
            config.integer("head_dim", 1),
            config.integer("num_query_heads", 1),
            config.integer("num_key_value_heads", 1))
        .configure(config);
  }

  @Override
  protected void build(List<Shape> inputs) {
    Shape first = checked(inputs);
    List<Shape> sequences = inputs.subList(0, Math.min(3, inputs.size()));
    query = intoHeads("query", numQueryHeads, headDim, first);
    key = intoHeads("key", numKeyValueHeads, headDim, keyOf(sequences));
    if (hasGate()) {
      gate = intoHeads("gate", numQueryHeads, headDim, first);
    }
    value = intoHeads("value", numKeyValueHeads, headDim, valueOf(inputs));
    output = fromHeads(first.with(-1, numQueryHeads).append(headDim), (int) first.last());
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    int repeats = numQueryHeads / numKeyValueHeads;
    List<Tensor> sequences = inputs.subList(0, Math.min(3, inputs.size()));
    Tensor q = context.call(Built.of(query), inputs.get(0));
    Tensor k = Ops.repeat(context.call(Built.of(key), keyOf(sequences)), repeats, 2);
    Tensor v = Ops.repeat(context.call(Built.of(value), valueOf(inputs)), repeats, 2);
    List<Tensor> heads = attend(q, k, v, seen(inputs, context), context);
    Tensor y = heads.get(0);
    if (gate != null) {
      y = y.times(Ops.sigmoid(context.call(gate, inputs.get(0))));
    }
    return outputs(context.call(Built.of(output), y), heads.get(1));
  }

  @Override
  public Config config() {
    return super.config()
        .with("head_dim", headDim)
        .with("num_query_heads", numQueryHeads)
        .with("num_key_value_heads", numKeyValueHeads);
  }
}
