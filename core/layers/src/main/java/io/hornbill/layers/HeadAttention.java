package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.JavaHeap;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the attentions with heads have in common.
 *
 * <p>Inputs: query {@code [batch, T, dim]}, value {@code [batch, S, dim]}, if it is not the value,
 * key {@code [batch, S, dim]}, and perhaps an attention mask {@code [batch, T, S]} of ones and
 * zeros. Masks of the inputs are kept. With one input it attends to itself.
 *
 * @param <T> the layer's own type
 */
abstract class HeadAttention<T extends HeadAttention<T>> extends AttentionLayer<T>
    implements KernelSetters<T>, BiasSetters<T> {
  private static final Setting<Boolean> USE_GATE = Setting.flag("use_gate", false);

  @SuppressWarnings("NullAway") // it does not see @Nullable in class files on JDK 17
  private static final Setting<@Nullable Integer> SLIDING_WINDOW =
      Setting.optionalInteger("sliding_window").positive();

  private static final Setting<Boolean> FLASH_ATTENTION =
      Setting.flag("flash_attention", false).writtenIf(value -> false);

  private final String attributes;

  /**
   * Makes a layer without dropout.
   *
   * @param attributes how Keras names what holds the projections but for that of the gate: {@code
   *     "_%s_dense"}
   */
  HeadAttention(String attributes) {
    this.attributes = attributes;
    declare(USE_GATE, SLIDING_WINDOW, FLASH_ATTENTION);
    declareWeight("kernel", "glorot_uniform");
    declareOptionalWeight("bias", "zeros", "use_bias");
  }

  /**
   * Sets whether the heads' results are multiplied by a trained sigmoid of the query.
   *
   * @param useGate true for a gate
   */
  public T useGate(boolean useGate) {
    return with(USE_GATE, useGate);
  }

  /**
   * Sets how near a position must be to be seen.
   *
   * @param slidingWindow the distance from which on positions are hidden, at least 1
   */
  public T slidingWindow(int slidingWindow) {
    return with(SLIDING_WINDOW, slidingWindow);
  }

  /**
   * Asks for an attention whose weights need not be kept, as Keras does; results and speed are the
   * same here. Keras does not save it.
   *
   * @param flashAttention true to exclude dropout and returned scores, which Keras' kernels cannot
   *     give
   */
  public T flashAttention(boolean flashAttention) {
    return with(FLASH_ATTENTION, flashAttention);
  }

  @Override
  protected List<String> callArguments() {
    return List.of("query", "value", "key", "attention_mask");
  }

  final boolean hasGate() {
    return get(USE_GATE);
  }

  /** A projection with the settings of this layer: from {@code [..., dim]} into heads. */
  final EinsumDense intoHeads(String name, int heads, int size, Shape input) {
    return projection(name, "...a,abc->...bc", "bc", input, heads, size);
  }

  /** A projection with the settings of this layer: from heads to the axes of the output. */
  final EinsumDense fromHeads(Shape heads, int... made) {
    String letters = "cdefghijklmnopqrstuvwxyz".substring(0, made.length);
    String equation = "...ab,ab" + letters + "->..." + letters;
    return projection("attention_output", equation, letters, heads, made);
  }

  private EinsumDense projection(
      String name, String equation, String biasAxes, Shape input, int... made) {
    EinsumDense projection =
        new EinsumDense(equation, made)
            .biasAxes(hasWeight("bias") ? biasAxes : null)
            .name(name)
            .dataType(dataType())
            .activityRegularizer(activityRegularizer());
    lendWeight("kernel", projection);
    lendWeight("bias", projection);
    projection.buildFor(input);
    String part = name.equals("attention_output") ? "output" : name;
    String attribute = part.equals("gate") ? "_gate_dense" : attributes.formatted(part);
    return addLayer(attribute, projection);
  }

  final Shape checked(List<Shape> inputs) {
    if (inputs.isEmpty() || inputs.size() > 4) {
      throw Fault.of(owner())
          .expected("the inputs must be query, value, perhaps key and attention mask")
          .received("%s inputs", inputs.size())
          .remedy("Apply the layer to 1 to 4.")
          .argument();
    }
    List<Shape> sequences = inputs.subList(0, Math.min(3, inputs.size()));
    Shape value = valueOf(sequences);
    Shape key = keyOf(sequences);
    if (!value.slice(0, value.rank() - 1).matches(key.slice(0, key.rank() - 1))) {
      throw Fault.of(owner())
          .expected("key and value must be equal in all axes but the last")
          .received("key %s, value %s", key, value)
          .remedy("Give one key per value.")
          .argument();
    }
    if (get(FLASH_ATTENTION) && (dropout() != 0 || returnsAttentionScores())) {
      throw Fault.of(owner())
          .expected("flashAttention must go without dropout and returned scores, as in Keras")
          .received("dropout %s, returnAttentionScores %s", dropout(), returnsAttentionScores())
          .remedy("Leave flashAttention out.")
          .argument();
    }
    return inputs.get(0);
  }

  static <V> V valueOf(List<V> inputs) {
    return inputs.get(Math.min(1, inputs.size() - 1));
  }

  static <V> V keyOf(List<V> inputs) {
    return inputs.get(Math.min(2, inputs.size() - 1));
  }

  /**
   * Attends. Query {@code [batch, T, heads, dim]}, key and value {@code [batch, S, heads, dim]};
   * results: {@code [batch, T, heads, dim]} and the weights {@code [batch, heads, T, S]}.
   *
   * <p>Queries that see nothing get zeros where Keras computes the weights itself, as it does with
   * dropout and for their return, and the mean of all values where its backend computes the whole.
   *
   * @param direct whether Keras computes the weights itself in any case
   */
  final List<Tensor> attend(
      Tensor query,
      Tensor key,
      Tensor value,
      @Nullable Tensor seen,
      boolean direct,
      CallContext context) {
    double scale = 1 / Math.sqrt((double) query.dim(-1));
    Tensor q = Ops.transpose(query, 0, 2, 1, 3);
    Tensor k = Ops.transpose(key, 0, 2, 1, 3);
    Tensor v = Ops.transpose(value, 0, 2, 1, 3);
    Tensor scores = Ops.matmul(q, k, false, true).times(scale);
    if (seen != null) {
      Tensor hidden = Ops.constant(-1e9, scores.dataType());
      scores = Ops.where(seen, scores, hidden);
    }
    Tensor weights = Ops.softmax(scores);
    Tensor used = context.dropout(weights, dropout(), weights.shape());
    Tensor result = Ops.matmul(used, v);
    if (seen != null && (direct || dropout() > 0 || returnsAttentionScores())) {
      Tensor sees = Ops.cast(Ops.max(seen, -1, true), scores.dataType());
      weights = weights.times(sees);
      result = result.times(sees);
    }
    return List.of(Ops.transpose(result, 0, 2, 1, 3), weights);
  }

  /** Which positions {@code [batch or 1, heads or 1, T or 1, S]} are seen; null for all. */
  final @Nullable Tensor seen(List<Tensor> inputs, CallContext context) {
    return seen(inputs, context, 1, 4);
  }

  /**
   * Which positions are seen along an axis of the inputs, {@code [..., heads or 1, T or 1, S]} of
   * the rank of the scores; null for all.
   */
  final @Nullable Tensor seen(List<Tensor> inputs, CallContext context, int axis, int rank) {
    List<@Nullable Tensor> masks = context.masks();
    Tensor query = inputs.get(0);
    Tensor value = valueOf(inputs);
    Tensor result = null;
    Tensor queryMask = masks.get(0);
    if (queryMask != null) {
      result = Ops.expandDims(queryMask, -1);
    }
    for (int i = Math.min(1, inputs.size() - 1); i < Math.min(3, inputs.size()); i++) {
      Tensor mask = masks.get(i);
      result = mask == null ? result : and(result, Ops.expandDims(mask, -2));
    }
    long rows = query.dim(axis);
    long columns = value.dim(axis);
    boolean known = rows >= 0 && columns >= 0;
    if (usesCausalMask() && known) {
      result = and(result, band(rows, columns, Integer.MAX_VALUE, 0, query));
    }
    Integer window = get(SLIDING_WINDOW);
    if (window != null && known) {
      result = and(result, band(rows, columns, window - 1, window - 1, query));
    }
    result = result == null ? null : expanded(result, rank);
    if (inputs.size() < 4) {
      return result;
    }
    Tensor given = Ops.notEqual(inputs.get(3), 0);
    return and(result, expanded(given, rank));
  }

  /** Axes of length 1 in front of those of the positions. */
  private static Tensor expanded(Tensor mask, int rank) {
    Tensor result = mask;
    while (result.rank() < rank) {
      result = Ops.expandDims(result, -3);
    }
    return result;
  }

  private static Tensor and(@Nullable Tensor a, Tensor b) {
    return a == null ? b : a.times(b);
  }

  /** The lower triangle for scores {@code [batch, T, S]}. */
  static Tensor past(Tensor scores) {
    return band(scores.dim(-2), scores.dim(-1), Integer.MAX_VALUE, 0, scores);
  }

  /** Ones where position s is at most so far behind or ahead of t. */
  private static Tensor band(long rows, long columns, int behind, int ahead, Tensor like) {
    JavaHeap.require(
        (double) Double.BYTES * rows * columns, "MultiHeadAttention", "the mask of all steps");
    double[][] ones = new double[(int) rows][(int) columns];
    for (int t = 0; t < rows; t++) {
      for (int s = 0; s < columns; s++) {
        ones[t][s] = t - s <= behind && s - t <= ahead ? 1 : 0;
      }
    }
    INDArray array = Nd4j.createFromArray(ones).castTo(like.dataType());
    return Ops.expandDims(Ops.constant(array), 0);
  }

  final List<Tensor> outputs(Tensor output, Tensor weights) {
    return returnsAttentionScores() ? List.of(output, weights) : List.of(output);
  }

  @Override
  boolean regularizesOutput() {
    return false; // Keras passes it on to the projections
  }
}
