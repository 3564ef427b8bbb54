package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * An embedding that also goes back: from vectors to a score for each number, with the same table.
 *
 * <pre>{@code
 * embeddings[x]                     from numbers to vectors
 * x · embeddingsᵀ                   back
 * cap * tanh(x · embeddingsᵀ / cap) back, with logitSoftCap
 * }</pre>
 *
 * <p>Input {@code [batch, ...]} of whole numbers, output {@code [batch, ..., outputDim]}; back the
 * input is {@code [batch, ..., outputDim]} and the output {@code [batch, ..., inputDim]}. Weights:
 * embeddings {@code [inputDim, outputDim]} and, if they are not tied, reverse_embeddings {@code
 * [outputDim, inputDim]}.
 *
 * <pre>{@code
 * var words = new ReversibleEmbedding(20_000, 128);
 * Tensor hidden = new LSTM(128).returnSequences(true).apply(words.apply(x));
 * Tensor scores = words.reversed().apply(hidden);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1608.05859">Press, Wolf: Using the output embedding to
 *     improve language models (2016)</a>
 */
public final class ReversibleEmbedding extends EmbeddingTable<ReversibleEmbedding> {
  private boolean tieWeights = true;
  private @Nullable Double logitSoftCap;
  private @Nullable DataType reverseDataType;
  private @Nullable Variable reverseEmbeddings;
  private @Nullable Layer reversed;

  /**
   * Makes a layer.
   *
   * @param inputDim the number of rows: the largest number plus 1
   * @param outputDim the length of each vector
   */
  public ReversibleEmbedding(int inputDim, int outputDim) {
    super(inputDim, outputDim);
  }

  static ReversibleEmbedding from(Config config) {
    ReversibleEmbedding layer =
        new ReversibleEmbedding(config.integer("input_dim", 1), config.integer("output_dim", 1))
            .tieWeights(config.bool("tie_weights", true));
    if (config.get("logit_soft_cap") != null) {
      layer.logitSoftCap(config.number("logit_soft_cap", 1));
    }
    if (config.get("reverse_dtype") instanceof String type) {
      layer.reverseDataType(FloatType.of("ReversibleEmbedding", type));
    }
    return layer.configure(config);
  }

  /**
   * Sets whether the way back uses the same table.
   *
   * @param tieWeights false for a table of its own
   * @return this layer
   */
  public ReversibleEmbedding tieWeights(boolean tieWeights) {
    requireNotBuilt("tieWeights");
    this.tieWeights = tieWeights;
    return this;
  }

  /**
   * Sets how large scores may become.
   *
   * @param logitSoftCap the bound that they approach, positive; without it there is none
   * @return this layer
   */
  public ReversibleEmbedding logitSoftCap(double logitSoftCap) {
    requireNotBuilt("logitSoftCap");
    this.logitSoftCap = Checks.positive("ReversibleEmbedding", "logitSoftCap", logitSoftCap);
    return this;
  }

  /**
   * Sets the type in which scores are computed.
   *
   * @param reverseDataType {@code FLOAT} or {@code DOUBLE}; the layer's own if not set
   * @return this layer
   */
  public ReversibleEmbedding reverseDataType(DataType reverseDataType) {
    requireNotBuilt("reverseDataType");
    this.reverseDataType = FloatType.check("ReversibleEmbedding", reverseDataType);
    return this;
  }

  /**
   * Returns the way back as a layer, which has the weights of this one. Keras writes it as an
   * argument of a call of this layer; it cannot be written to a file here.
   *
   * @return always the same layer
   */
  public Layer reversed() {
    Layer known = reversed;
    if (known == null) {
      known = new Reversed(this);
      reversed = known;
    }
    return known;
  }

  @Override
  protected void build(Shape input) {
    super.build(input);
    Shape table = tableShape();
    reverseEmbeddings =
        tieWeights
            ? null
            : addWeight(
                "reverse_embeddings",
                Shape.of(table.dim(1), table.dim(0)),
                WeightSettings.of(weight("embeddings").initializer()));
  }

  private Tensor scores(Tensor hidden) {
    DataType type = reverseDataType == null ? hidden.dataType() : reverseDataType;
    Variable own = reverseEmbeddings;
    Tensor kernel = own == null ? Ops.transpose(table()) : own.tensor();
    Tensor scores = Ops.dense(Ops.cast(hidden, type), Ops.cast(kernel, type));
    Double cap = logitSoftCap;
    return cap == null ? scores : Ops.tanh(scores.dividedBy(cap)).times(cap);
  }

  @Override
  public Config config() {
    return super.config()
        .with("tie_weights", tieWeights)
        .with("reverse_dtype", reverseDataType == null ? null : FloatType.name(reverseDataType))
        .with("logit_soft_cap", logitSoftCap);
  }

  /** The way back. */
  private static final class Reversed extends KerasLayer<Reversed> {
    private final ReversibleEmbedding embedding;

    Reversed(ReversibleEmbedding embedding) {
      this.embedding = addLayer(embedding);
      expectMinRank(2, "[batch, …, outputDim]");
      dataType(embedding.dataType());
      name(embedding.name() + "_reversed");
    }

    @Override
    public String className() {
      return "ReversibleEmbedding";
    }

    @Override
    protected void build(Shape input) {
      embedding.buildFor(input.slice(0, 1));
      expectAxis(-1, embedding.tableShape().dim(1));
      checkInputs(List.of(input));
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return embedding.scores(x);
    }

    @Override
    public Config config() {
      throw new UnsupportedOperationException(
          "%s: the layers of a model that is written must have a configuration. Received: the way back of an embedding. Save the weights alone by saveWeights, or use a Dense layer."
              .formatted(owner()));
    }
  }
}
