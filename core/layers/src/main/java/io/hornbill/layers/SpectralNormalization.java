package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Substitution;
import io.hornbill.initializers.TruncatedNormal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Another layer whose kernel, as a matrix, has the norm 1: what goes through it is stretched by at
 * most that.
 *
 * <pre>{@code
 * v = unit(u · Wᵀ), u = unit(v · W)      powerIterations times, W as [..., outputs]
 * W = W / (v · W · uᵀ)
 * }</pre>
 *
 * <p>This is done in each training step, before the optimizer changes the kernel; otherwise the
 * kernel is used as it is. The gradient is that by the kernel after the division, from which the
 * optimizer goes on, as in Keras on TensorFlow and PyTorch. (On JAX, Keras takes the gradient
 * through the division, and the optimizer goes on from the kernel before it.)
 *
 * <p>Input and output are those of the layer. Weights: its kernel, the vector u {@code [1,
 * outputs]} (not trained), the rest of its weights.
 *
 * <pre>{@code
 * new SpectralNormalization(new Conv2D(64, 3)).powerIterations(2)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1802.05957">Miyato et al.: Spectral normalization for GANs
 *     (2018)</a>
 */
public final class SpectralNormalization extends KerasLayer<SpectralNormalization> {
  private static final double GREATEST_SCALE = 1e7;

  private static final Setting<Integer> POWER_ITERATIONS =
      Setting.integer("power_iterations", 1).positive().atMost(1000);

  private final Layer layer;
  private @Nullable Variable kernel;
  private @Nullable Variable vectorU;

  /**
   * Makes a layer.
   *
   * @param layer a layer with a weight {@code kernel} or {@code embeddings}
   */
  public SpectralNormalization(Layer layer) {
    this.layer = addLayer("layer", layer);
    declareLayer("layer", layer);
    declare(POWER_ITERATIONS);
  }

  static SpectralNormalization from(Config config) {
    return new SpectralNormalization(Layers.required(config, "layer")).configure(config);
  }

  /**
   * Sets how often the vectors are improved in each step.
   *
   * @param powerIterations the number, at least 1
   */
  public SpectralNormalization powerIterations(int powerIterations) {
    return with(POWER_ITERATIONS, powerIterations);
  }

  @Override
  protected void build(List<Shape> inputs) {
    layer.buildFor(inputs);
    Variable found =
        layer.weights().stream()
            .filter(w -> w.name().equals("kernel") || w.name().equals("embeddings"))
            .findFirst()
            .orElse(null);
    if (found == null) {
      throw Fault.of(owner())
          .expected("the layer must have a weight \"kernel\" or \"embeddings\"")
          .received("%s with %s", layer, layer.weights().stream().map(Variable::name).toList())
          .remedy("Wrap another layer.")
          .argument();
    }
    kernel = Objects.requireNonNull(found);
    shareWeight(kernel);
    WeightSettings settings = WeightSettings.of(new TruncatedNormal().stddev(0.02));
    vectorU = addWeight("vector_u", Shape.of(1, kernel.shape().last()), settings.trainable(false));
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ENDS;
  }

  @Override
  protected boolean supportsMasking() {
    return false;
  }

  /** What its layer gives has a mask in Keras, too, which this class does not speak of. */
  @Override
  boolean keepsMasks() {
    return true;
  }

  @Override
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    return masksOf(layer, inputs, masks, outputs);
  }

  @Override
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    if (!context.training()) {
      return context.callAll(layer, inputs);
    }
    Tensor normalized = normalize(context);
    return Substitution.during(
        Map.of(Built.of(kernel), normalized), () -> context.callAll(layer, inputs));
  }

  /** A kernel of zeros stays as it is. */
  private Tensor normalize(CallContext context) {
    Variable weight = Built.of(kernel);
    Variable vector = Built.of(vectorU);
    Tensor whole = context.value(weight);
    Tensor matrix = Ops.reshape(whole, weight.shape().size() / whole.dim(-1), whole.dim(-1));
    Tensor before = context.value(vector);
    Tensor u = before;
    Tensor v = before;
    for (int i = 0; i < get(POWER_ITERATIONS); i++) {
      v = unit(Ops.matmul(u, matrix, false, true));
      u = unit(Ops.matmul(v, matrix));
    }
    Tensor sigma = Ops.matmul(Ops.matmul(v, matrix), u, false, true);
    Tensor any = Ops.greater(Ops.max(Ops.abs(whole)), 0);
    context.update(vector, Ops.stopGradient(Ops.where(any, u, before)));
    Tensor divisor = Ops.where(any, Ops.reshape(sigma), Ops.onesLike(any));
    Tensor normalized = Ops.stopGradient(whole.dividedBy(divisor));
    context.update(weight, normalized);
    return normalized.plus(whole.minus(Ops.stopGradient(whole)));
  }

  private static Tensor unit(Tensor x) {
    Tensor scale = Ops.rsqrt(Ops.sum(Ops.square(x)));
    return x.times(Ops.minimum(scale, GREATEST_SCALE));
  }

  /** In training each call goes on with what the one before found. */
  @Override
  protected boolean keepsRowsApart(boolean inTraining) {
    return !inTraining && super.keepsRowsApart(false);
  }

  @Override
  protected Boolean trainingUnlessTold() {
    return false;
  }
}
