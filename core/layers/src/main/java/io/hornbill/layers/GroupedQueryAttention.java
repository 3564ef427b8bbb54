package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
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
  private static final Setting<Integer> HEAD_DIM = Setting.integer("head_dim", 1).positive();
  private static final Setting<Integer> NUM_QUERY_HEADS =
      Setting.integer("num_query_heads", 1).positive();
  private static final Setting<Integer> NUM_KEY_VALUE_HEADS =
      Setting.integer("num_key_value_heads", 1).positive();

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
    super("_%s_dense");
    declare(HEAD_DIM, NUM_QUERY_HEADS, NUM_KEY_VALUE_HEADS);
    set(HEAD_DIM, headDim);
    set(NUM_QUERY_HEADS, numQueryHeads);
    set(NUM_KEY_VALUE_HEADS, numKeyValueHeads);
    repeats();
  }

  /** How many heads share a key and a value. */
  private int repeats() {
    if (get(NUM_QUERY_HEADS) % get(NUM_KEY_VALUE_HEADS) != 0) {
      throw Fault.of("GroupedQueryAttention")
          .expected("numKeyValueHeads must divide numQueryHeads")
          .received("%s and %s", get(NUM_KEY_VALUE_HEADS), get(NUM_QUERY_HEADS))
          .remedy("Change one of them.")
          .argument();
    }
    return get(NUM_QUERY_HEADS) / get(NUM_KEY_VALUE_HEADS);
  }

  @Override
  protected void build(List<Shape> inputs) {
    Shape first = checked(inputs);
    repeats();
    int heads = get(NUM_QUERY_HEADS);
    int shared = get(NUM_KEY_VALUE_HEADS);
    int size = get(HEAD_DIM);
    List<Shape> sequences = inputs.subList(0, Math.min(3, inputs.size()));
    query = intoHeads("query", heads, size, first);
    key = intoHeads("key", shared, size, keyOf(sequences));
    if (hasGate()) {
      gate = intoHeads("gate", heads, size, first);
    }
    value = intoHeads("value", shared, size, valueOf(inputs));
    output = fromHeads(first.with(-1, heads).append(size), (int) first.last());
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    int repeats = repeats();
    List<Tensor> sequences = inputs.subList(0, Math.min(3, inputs.size()));
    Tensor q = context.call(Built.of(query), inputs.get(0));
    Tensor k = Ops.repeat(context.call(Built.of(key), keyOf(sequences)), repeats, 2);
    Tensor v = Ops.repeat(context.call(Built.of(value), valueOf(inputs)), repeats, 2);
    List<Tensor> heads = attend(q, k, v, seen(inputs, context), false, context);
    Tensor y = heads.get(0);
    if (gate != null) {
      y = y.times(Ops.sigmoid(context.call(gate, inputs.get(0))));
    }
    return outputs(context.call(Built.of(output), y), heads.get(1));
  }
}
