package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What layers have in common that turn whole numbers into rows of a table.
 *
 * <p>Input {@code [batch, ...]} of whole numbers in {@code [0, inputDim)}, output {@code [batch,
 * ..., outputDim]}; embeddings {@code [inputDim, outputDim]}.
 *
 * @param <T> the layer's own type
 */
abstract class EmbeddingTable<T extends EmbeddingTable<T>> extends KerasLayer<T>
    implements EmbeddingsSetters<T> {
  private static final Setting<Integer> INPUT_DIM = Setting.integer("input_dim", 1).positive();
  private static final Setting<Integer> OUTPUT_DIM = Setting.integer("output_dim", 1).positive();
  private static final Setting<Boolean> MASK_ZERO = Setting.flag("mask_zero", false);

  private @Nullable Variable embeddings;

  /**
   * Makes a layer.
   *
   * @param inputDim the number of rows: the largest number plus 1
   * @param outputDim the length of each row
   */
  protected EmbeddingTable(int inputDim, int outputDim) {
    declare(INPUT_DIM, OUTPUT_DIM, MASK_ZERO);
    set(INPUT_DIM, inputDim);
    set(OUTPUT_DIM, outputDim);
    declareWeight("embeddings", "uniform");
  }

  /**
   * Sets whether 0 marks places that do not count: later layers skip them.
   *
   * @param maskZero true to make a mask
   */
  public T maskZero(boolean maskZero) {
    return with(MASK_ZERO, maskZero);
  }

  /**
   * Returns the table.
   *
   * @return the weight
   * @throws IllegalStateException if the layer is not built
   */
  public final Variable embeddings() {
    return Built.weight(this, "table of embeddings", embeddings);
  }

  final Shape tableShape() {
    return Shape.of(get(INPUT_DIM), get(OUTPUT_DIM));
  }

  final Tensor table() {
    return Built.of(embeddings).tensor();
  }

  @Override
  protected void build(Shape input) {
    embeddings = addWeight("embeddings", tableShape(), weight("embeddings"));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.take(table(), x, owner());
  }

  @Override
  protected boolean supportsMasking() {
    return get(MASK_ZERO);
  }

  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    List<@Nullable Tensor> result = new ArrayList<>();
    result.add(Ops.notEqual(inputs.get(0), 0));
    return result;
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.RESULT;
  }
}
