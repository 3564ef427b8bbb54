package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
public abstract class EmbeddingTable<T extends EmbeddingTable<T>> extends KerasLayer<T>
    implements EmbeddingsSetters<T> {
  private final int inputDim;
  private final int outputDim;
  private boolean maskZero;
  private @Nullable Variable embeddings;

  /**
   * Makes a layer.
   *
   * @param inputDim the number of rows: the largest number plus 1
   * @param outputDim the length of each row
   */
  protected EmbeddingTable(int inputDim, int outputDim) {
    this.inputDim = Checks.positive(className(), "inputDim", inputDim);
    this.outputDim = Checks.positive(className(), "outputDim", outputDim);
    declareWeight("embeddings", "uniform");
  }

  /**
   * Sets whether 0 marks places that do not count: later layers skip them.
   *
   * @param maskZero true to make a mask
   * @return this layer
   */
  public T maskZero(boolean maskZero) {
    requireNotBuilt("maskZero");
    this.maskZero = maskZero;
    return self();
  }

  final Shape tableShape() {
    return Shape.of(inputDim, outputDim);
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
    return maskZero;
  }

  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    List<@Nullable Tensor> result = new ArrayList<>();
    result.add(Ops.notEqual(inputs.get(0), 0));
    return result;
  }

  @Override
  public Config config() {
    return super.config()
        .with("input_dim", inputDim)
        .with("output_dim", outputDim)
        .with("mask_zero", maskZero);
  }

  @Override
  protected T configure(Config config) {
    return super.configure(config).maskZero(config.bool("mask_zero", false));
  }
}
