package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Attention by several heads, each with its own projections of query, key and value.
 *
 * <p>Inputs query {@code [batch, T, dim]}, value {@code [batch, S, dim]}, perhaps key and an
 * attention mask {@code [batch, T, S]}; output {@code [batch, T, dim of the query]}. Weights:
 * kernels {@code [dim, heads, keyDim]} and biases of query, key and value, and of the output.
 *
 * <pre>{@code
 * Tensor y = new MultiHeadAttention(8, 64).useCausalMask(true).apply(x, x);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al.: Attention is all you need
 *     (2017)</a>
 */
public final class MultiHeadAttention extends HeadAttention<MultiHeadAttention> {
  private static final Setting<Integer> NUM_HEADS = Setting.integer("num_heads", 1).positive();
  private static final Setting<Integer> KEY_DIM = Setting.integer("key_dim", 1).positive();
  private static final Setting<Integer> VALUE_DIM = Setting.integer("value_dim", 1).positive();

  @SuppressWarnings("NullAway") // it does not see @Nullable in class files on JDK 17
  private static final Setting<@Nullable List<Integer>> OUTPUT_SHAPE =
      Setting.optionalIntegers("output_shape");

  @SuppressWarnings("NullAway") // it does not see @Nullable in class files on JDK 17
  private static final Setting<@Nullable List<Integer>> ATTENTION_AXES =
      Setting.optionalIntegers("attention_axes");

  private @Nullable EinsumDense query;
  private @Nullable EinsumDense key;
  private @Nullable EinsumDense gate;
  private @Nullable EinsumDense value;
  private @Nullable EinsumDense output;

  /**
   * Makes a layer.
   *
   * @param numHeads the number of heads
   * @param keyDim the size of each head for query and key
   */
  public MultiHeadAttention(int numHeads, int keyDim) {
    super("%s_dense");
    declare(NUM_HEADS, KEY_DIM, VALUE_DIM.initially(keyDim), OUTPUT_SHAPE, ATTENTION_AXES);
    set(NUM_HEADS, numHeads);
    set(KEY_DIM, keyDim);
  }

  /** The size for the value is that for the key if it is missing. */
  static MultiHeadAttention from(Config config) {
    return new MultiHeadAttention(config.integer("num_heads", 1), config.integer("key_dim", 1))
        .configure(config);
  }

  /**
   * Sets the size of each head for the value.
   *
   * @param valueDim the size, the key's if not set
   */
  public MultiHeadAttention valueDim(int valueDim) {
    return with(VALUE_DIM, valueDim);
  }

  /**
   * Sets the last axes of the output.
   *
   * @param outputShape the lengths, the query's last one if not set
   */
  public MultiHeadAttention outputShape(int... outputShape) {
    return with(OUTPUT_SHAPE, list(outputShape));
  }

  /**
   * Sets the axes over which positions attend to each other.
   *
   * @param attentionAxes axes between batch and features; all of them if not set
   */
  public MultiHeadAttention attentionAxes(int... attentionAxes) {
    return with(ATTENTION_AXES, list(attentionAxes));
  }

  @Override
  protected void build(List<Shape> inputs) {
    Shape first = checked(inputs);
    int numHeads = get(NUM_HEADS);
    int keyDim = get(KEY_DIM);
    int valueDim = get(VALUE_DIM);
    query = intoHeads("query", numHeads, keyDim, first);
    key = intoHeads("key", numHeads, keyDim, keyOf(inputs.subList(0, Math.min(3, inputs.size()))));
    if (hasGate()) {
      gate = intoHeads("gate", numHeads, valueDim, first);
    }
    value = intoHeads("value", numHeads, valueDim, valueOf(inputs));
    List<Integer> shape = get(OUTPUT_SHAPE);
    Shape heads = first.with(-1, numHeads).append(valueDim);
    output = shape == null ? fromHeads(heads, (int) first.last()) : fromHeads(heads, array(shape));
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    List<Tensor> sequences = inputs.subList(0, Math.min(3, inputs.size()));
    Tensor q = context.call(Built.of(query), inputs.get(0));
    Tensor k = context.call(Built.of(key), keyOf(sequences));
    Tensor v = context.call(Built.of(value), valueOf(inputs));
    int[] along = along(q.rank() - 2);
    Tensor seen = seen(inputs, context, q, along);
    List<Tensor> heads =
        attend(
            gathered(q, along),
            gathered(k, along),
            gathered(v, along),
            seen,
            q.rank() != 4,
            context);
    Tensor y = spread(heads.get(0), q, along);
    if (gate != null) {
      y = y.times(Ops.sigmoid(context.call(gate, inputs.get(0))));
    }
    return outputs(context.call(Built.of(output), y), apart(heads.get(1), q, along));
  }

  /** The masks for heads whose other axes are joined with the batch. */
  private @Nullable Tensor seen(
      List<Tensor> inputs, CallContext context, Tensor heads, int[] along) {
    if (heads.rank() == 4 || along.length > 1) {
      return seen(inputs, context);
    }
    long[] others = others(heads, along);
    Tensor seen = seen(inputs, context, along[0], heads.rank());
    if (seen == null || Arrays.stream(others).anyMatch(n -> n < 0)) {
      return null; // unknown axes have no numbers to hide
    }
    long[] dims = Arrays.copyOf(others, others.length + 3);
    for (int i = others.length; i < dims.length; i++) {
      dims[i] = seen.dim(i);
    }
    Tensor each = Ops.broadcastTo(seen, Shape.of(dims));
    return Ops.reshape(each, Shape.UNKNOWN, seen.dim(-3), seen.dim(-2), seen.dim(-1));
  }

  /** Scores whose other axes have been joined with the batch, as Keras returns them. */
  private static Tensor apart(Tensor scores, Tensor heads, int[] along) {
    if (heads.rank() == 4 || along.length > 1) {
      return scores;
    }
    long[] others = others(heads, along);
    long[] dims = Arrays.copyOf(others, others.length + 3);
    for (int i = 0; i < 3; i++) {
      dims[others.length + i] = scores.dim(i + 1);
    }
    return Ops.reshape(scores, dims);
  }

  /** The lengths of batch and axes along which nothing attends. */
  private static long[] others(Tensor heads, int[] along) {
    int[] order = order(heads.rank(), along);
    return Arrays.stream(order, 0, order.length - 2 - along.length).mapToLong(heads::dim).toArray();
  }

  private int[] along(int rank) {
    List<Integer> axes = get(ATTENTION_AXES);
    return axes == null
        ? IntStream.range(1, rank).toArray()
        : axes.stream().mapToInt(a -> a < 0 ? a + rank + 1 : a).toArray();
  }

  /** Joins the attention axes into one and all other ones with the batch. */
  private static Tensor gathered(Tensor x, int[] along) {
    if (x.rank() == 4) {
      return x;
    }
    Tensor moved = Ops.transpose(x, order(x.rank(), along));
    long length = 1;
    for (int axis : along) {
      length = length < 0 || x.dim(axis) < 0 ? Shape.UNKNOWN : length * x.dim(axis);
    }
    long batch = 1;
    for (int i = 0; i < x.rank() - 2 - along.length; i++) {
      batch = batch < 0 || moved.dim(i) < 0 ? Shape.UNKNOWN : batch * moved.dim(i);
    }
    return Ops.reshape(moved, batch, length, x.dim(-2), x.dim(-1));
  }

  private static Tensor spread(Tensor y, Tensor like, int[] along) {
    if (like.rank() == 4) {
      return y;
    }
    int[] order = order(like.rank(), along);
    long[] dims = new long[order.length];
    int[] back = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      dims[i] = i == order.length - 1 ? y.dim(-1) : like.dim(order[i]);
      back[order[i]] = i;
    }
    return Ops.transpose(Ops.reshape(y, dims), back);
  }

  private static int[] order(int rank, int[] along) {
    IntStream others =
        IntStream.range(0, rank - 2).filter(i -> Arrays.stream(along).noneMatch(a -> a == i));
    return IntStream.concat(
            IntStream.concat(others, IntStream.of(along)), IntStream.of(rank - 2, rank - 1))
        .toArray();
  }

  @Override
  boolean overlooks(String maskArgument) {
    return maskArgument.equals("query_mask");
  }
}
