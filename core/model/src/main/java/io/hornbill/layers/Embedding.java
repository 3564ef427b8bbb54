package io.hornbill.layers;

import io.hornbill.graph.Checks;
import io.hornbill.graph.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns whole numbers into vectors, which are learned.
 *
 * <p>Input {@code [batch, ...]} of whole numbers in {@code [0, inputDim)}, output {@code [batch,
 * ..., outputDim]}; embeddings {@code [inputDim, outputDim]}. A number outside the table stops the
 * run, and the message names its row.
 *
 * <pre>{@code
 * new Embedding(20_000, 128).maskZero(true)
 * }</pre>
 */
public final class Embedding extends FluentLayer<Embedding>
    implements EmbeddingsSetters<Embedding> {
  private final int inputDim;
  private final int outputDim;
  private boolean maskZero;
  private @Nullable Variable embeddings;

  /**
   * Makes a layer.
   *
   * @param inputDim the number of rows: the largest number plus 1
   * @param outputDim the length of each vector
   */
  public Embedding(int inputDim, int outputDim) {
    this.inputDim = Checks.positive("Embedding", "inputDim", inputDim);
    this.outputDim = Checks.positive("Embedding", "outputDim", outputDim);
    declareWeight("embeddings", "uniform");
  }

  static Embedding from(Config config) {
    return new Embedding(config.integer("input_dim", 1), config.integer("output_dim", 1))
        .configure(config);
  }

  /**
   * Sets whether 0 marks places that do not count: later layers skip them.
   *
   * @param maskZero true to make a mask
   * @return this layer
   */
  public Embedding maskZero(boolean maskZero) {
    requireNotBuilt("maskZero");
    this.maskZero = maskZero;
    return this;
  }

  @Override
  protected void build(Shape input) {
    embeddings = addWeight("embeddings", Shape.of(inputDim, outputDim), weight("embeddings"));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return Ops.take(Built.of(embeddings).tensor(), x, owner());
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
  protected Embedding configure(Config config) {
    super.configure(config);
    return maskZero(config.bool("mask_zero", false));
  }
}
