package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.HalfPrecision;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.internal.FloatType;
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
  private static final Setting<Boolean> TIE_WEIGHTS = Setting.flag("tie_weights", true);
  private static final Setting<@Nullable String> REVERSE_TYPE =
      Setting.<@Nullable String>of(
              "reverse_dtype", null, ReversibleEmbedding::readType, type -> type)
          .named("reverseDataType");

  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  private static final Setting<@Nullable Double> LOGIT_SOFT_CAP =
      Setting.optionalNumber("logit_soft_cap").positive();

  private static final String REVERSE = "reverse";

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
    declare(TIE_WEIGHTS, REVERSE_TYPE, LOGIT_SOFT_CAP);
  }

  /** Types that are no names, such as policies, have no effect. */
  private static @Nullable String readType(Config config, String field) {
    if (!(config.get(field) instanceof String name)) {
      return null;
    }
    FloatType.of("ReversibleEmbedding", name);
    return name;
  }

  /**
   * Sets whether the way back uses the same table.
   *
   * @param tieWeights false for a table of its own
   */
  public ReversibleEmbedding tieWeights(boolean tieWeights) {
    return with(TIE_WEIGHTS, tieWeights);
  }

  /**
   * Sets how large scores may become.
   *
   * @param logitSoftCap the bound that they approach, positive; without it there is none
   */
  public ReversibleEmbedding logitSoftCap(double logitSoftCap) {
    return with(LOGIT_SOFT_CAP, logitSoftCap);
  }

  /**
   * Sets the type in which scores are computed.
   *
   * @param reverseDataType {@code FLOAT} or {@code DOUBLE}; the layer's own if not set
   */
  public ReversibleEmbedding reverseDataType(DataType reverseDataType) {
    return reverseDataType(FloatType.name(FloatType.check(owner(), reverseDataType)));
  }

  /**
   * Sets the type in which scores are computed, by Keras' name.
   *
   * @param name {@code "float32"}, {@code "float64"}; or {@code "bfloat16"} or {@code "float16"},
   *     to which scores are rounded in predictions
   */
  public ReversibleEmbedding reverseDataType(String name) {
    FloatType.of(owner(), name);
    return with(REVERSE_TYPE, name);
  }

  /**
   * Returns the way back as a layer, which has the weights of this one. Files have it, as in Keras,
   * as a call of this layer with {@code reverse=True}; models list this layer alone.
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
        get(TIE_WEIGHTS)
            ? null
            : addWeight(
                "reverse_embeddings",
                Shape.of(table.dim(1), table.dim(0)),
                WeightSettings.of(weight("embeddings").initializer()));
  }

  @Override
  Layer called(Config settings) {
    super.called(settings.without(List.of(REVERSE)));
    return settings.bool(REVERSE, false) ? reversed() : this;
  }

  private Tensor scores(Tensor hidden, boolean training) {
    String own = get(REVERSE_TYPE);
    String rounded = own != null && FloatType.isHalf(own) && !training ? own : "";
    DataType type = own == null ? hidden.dataType() : FloatType.of(owner(), own);
    Variable untied = reverseEmbeddings;
    Tensor kernel = untied == null ? Ops.transpose(table()) : untied.tensor();
    Tensor x = HalfPrecision.round(rounded, Ops.cast(hidden, type));
    Tensor w = HalfPrecision.round(rounded, Ops.cast(kernel, type));
    return HalfPrecision.during(rounded, () -> capped(Ops.dense(x, w)));
  }

  private Tensor capped(Tensor scores) {
    Double cap = get(LOGIT_SOFT_CAP);
    return cap == null ? scores : Ops.tanh(scores.dividedBy(cap)).times(cap);
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
      return embedding.scores(x, context.training());
    }

    @Override
    Layer listed() {
      return embedding;
    }

    @Override
    protected Config callSettings() {
      return new Config().with(REVERSE, true);
    }

    @Override
    public Config config() {
      throw Fault.of(owner())
          .expected("a layer in another one must have a configuration")
          .received("the way back of an embedding, which is a call of the embedding")
          .remedy("Put both into a Model.")
          .unsupported();
    }
  }
}
