package io.hornbill.optimizers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Momentum whose updates of matrices are made orthogonal.
 *
 * <pre>{@code
 * m = momentum * m + g
 * x = momentum * m + g      with Nesterov's look ahead, else m
 * x = x / ‖x‖, then nsSteps times: s = x xᵀ, x = a x + (b s + c s²) x
 * w = w - learningRate * √(max(rows, columns)) * rmsRate * x
 * }</pre>
 *
 * <p>Variables that are not matrices, embeddings and the variables of {@code excludeLayers} are
 * trained by {@link AdamW} with the learning rate times {@code adamLearningRateRatio}. The last
 * layer should be among them.
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new Muon().excludeLayers("output"), new SparseCategoricalCrossentropy());
 * }</pre>
 *
 * @see <a href="https://kellerjordan.github.io/posts/muon">Jordan et al.: Muon (2024)</a>
 * @see <a href="https://arxiv.org/abs/2502.16982">Liu et al.: Muon is scalable for LLM training
 *     (2025)</a>
 */
public final class Muon extends ChainOptimizer<Muon> {
  private static final double DEFAULT_DECAY = 0.004;

  private final List<String> excludeLayers = new ArrayList<>();
  private boolean excludeEmbeddings = true;
  private double adamBeta1 = 0.9;
  private double adamBeta2 = 0.999;
  private @Nullable Double adamWeightDecay = DEFAULT_DECAY;
  private double adamLearningRateRatio = 1;
  private double epsilon = 1e-7;
  private double momentum = 0.95;
  private boolean nesterov = true;
  private int nsSteps = 5;
  private @Nullable Double rmsRate = 0.2;
  private double a = 3.4445;
  private double b = -4.775;
  private double c = 2.0315;

  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public Muon() {
    super(0.001);
    weightDecay(DEFAULT_DECAY);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static Muon keras3() {
    return new Muon();
  }

  static Muon of(Config config) {
    Muon muon = new Muon().configured(config);
    muon.excludeLayers(
        config.list("exclude_layers").stream().map(String::valueOf).toArray(String[]::new));
    muon.excludeEmbeddings(config.bool("exclude_embeddings", true));
    muon.adamBeta1(config.number("adam_beta_1", muon.adamBeta1));
    muon.adamBeta2(config.number("adam_beta_2", muon.adamBeta2));
    muon.adamLearningRateRatio(config.number("adam_lr_ratio", muon.adamLearningRateRatio));
    muon.epsilon(epsilonOf(config, muon.epsilon));
    muon.momentum(config.number("momentum", muon.momentum));
    muon.nesterov(config.bool("nesterov", true));
    muon.nsSteps(config.integer("ns_steps", muon.nsSteps));
    muon.coefficients(
        config.number("muon_a", muon.a),
        config.number("muon_b", muon.b),
        config.number("muon_c", muon.c));
    if (config.has("adam_weight_decay")) {
      muon.adamWeightDecay = optional(config, "adam_weight_decay");
    }
    if (config.has("rms_rate")) {
      muon.rmsRate = optional(config, "rms_rate");
    }
    return muon;
  }

  /**
   * Adds variables that are trained by AdamW.
   *
   * @param names regular expressions; a variable whose path, such as {@code fc1/kernel}, contains a
   *     match is trained by AdamW
   * @return this optimizer
   */
  public Muon excludeLayers(String... names) {
    requireNotBuilt("excludeLayers");
    excludeLayers.addAll(List.of(names));
    return this;
  }

  /**
   * Sets whether embeddings are trained by AdamW.
   *
   * @param excludeEmbeddings whether variables with "embedding" in their paths are trained by
   *     AdamW; true at first
   * @return this optimizer
   */
  public Muon excludeEmbeddings(boolean excludeEmbeddings) {
    requireNotBuilt("excludeEmbeddings");
    this.excludeEmbeddings = excludeEmbeddings;
    return this;
  }

  /**
   * Sets how much of AdamW's moving mean stays per step.
   *
   * @param adamBeta1 the part that stays, in {@code [0, 1)}; 0.9 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public Muon adamBeta1(double adamBeta1) {
    this.adamBeta1 = fading("adamBeta1", adamBeta1);
    return this;
  }

  /**
   * Sets how much of AdamW's moving mean square stays per step.
   *
   * @param adamBeta2 the part that stays, in {@code [0, 1)}; 0.999 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public Muon adamBeta2(double adamBeta2) {
    this.adamBeta2 = fading("adamBeta2", adamBeta2);
    return this;
  }

  /**
   * Sets the weight decay of what AdamW trains; {@link #weightDecay} is that of the matrices.
   *
   * @param adamWeightDecay the decay, at least 0; 0.004 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Muon adamWeightDecay(double adamWeightDecay) {
    requireNotBuilt("adamWeightDecay");
    this.adamWeightDecay = Checks.notNegative(owner(), "adamWeightDecay", adamWeightDecay);
    return this;
  }

  /**
   * Sets AdamW's learning rate as a part of the learning rate.
   *
   * @param adamLearningRateRatio the part, at least 0; 1 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Muon adamLearningRateRatio(double adamLearningRateRatio) {
    requireNotBuilt("adamLearningRateRatio");
    this.adamLearningRateRatio =
        Checks.notNegative(owner(), "adamLearningRateRatio", adamLearningRateRatio);
    return this;
  }

  /**
   * Sets the number that keeps AdamW's divisor from 0.
   *
   * @param epsilon the number, at least 0; 1e-7 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Muon epsilon(double epsilon) {
    this.epsilon = epsilon("epsilon", epsilon);
    return this;
  }

  /**
   * Sets how much of the sum of gradients stays per step.
   *
   * @param momentum the part that stays, in {@code [0, 1)}; 0.95 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public Muon momentum(double momentum) {
    this.momentum = fading("momentum", momentum);
    return this;
  }

  /**
   * Sets whether to look ahead as Nesterov does.
   *
   * @param nesterov whether to look ahead; true at first
   * @return this optimizer
   */
  public Muon nesterov(boolean nesterov) {
    requireNotBuilt("nesterov");
    this.nesterov = nesterov;
    return this;
  }

  /**
   * Sets the number of iterations of Newton and Schulz.
   *
   * @param nsSteps how often, at least 1; 5 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is less than 1
   */
  public Muon nsSteps(int nsSteps) {
    requireNotBuilt("nsSteps");
    this.nsSteps = Checks.positive(owner(), "nsSteps", nsSteps);
    return this;
  }

  /**
   * Sets the coefficients of the iteration of Newton and Schulz.
   *
   * @param muonA the first coefficient; 3.4445 at first
   * @param muonB the second coefficient; -4.775 at first
   * @param muonC the third coefficient; 2.0315 at first
   * @return this optimizer
   * @throws IllegalArgumentException if one is not finite
   */
  public Muon coefficients(double muonA, double muonB, double muonC) {
    requireNotBuilt("coefficients");
    a = Checks.finite(owner(), "muonA", muonA);
    b = Checks.finite(owner(), "muonB", muonB);
    c = Checks.finite(owner(), "muonC", muonC);
    return this;
  }

  /**
   * Sets the root mean square of the updates of matrices.
   *
   * @param rmsRate the root mean square, positive; 0.2 at first; null to leave the orthogonal
   *     updates as they are
   * @return this optimizer
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Muon rmsRate(@Nullable Double rmsRate) {
    requireNotBuilt("rmsRate");
    this.rmsRate = rmsRate == null ? null : Checks.positive(owner(), "rmsRate", rmsRate);
    return this;
  }

  @Override
  public Config config() {
    return super.config()
        .with("adam_beta_1", adamBeta1)
        .with("adam_beta_2", adamBeta2)
        .with("epsilon", epsilon)
        .with("exclude_layers", List.copyOf(excludeLayers))
        .with("muon_a", a)
        .with("muon_b", b)
        .with("muon_c", c)
        .with("adam_lr_ratio", adamLearningRateRatio)
        .with("momentum", momentum)
        .with("ns_steps", nsSteps)
        .with("nesterov", nesterov)
        .with("exclude_embeddings", excludeEmbeddings)
        .with("adam_weight_decay", adamWeightDecay)
        .with("rms_rate", rmsRate);
  }

  @Override
  List<Part> parts() {
    List<Part> matrices = new ArrayList<>();
    matrices.add(new Momentum(momentum, nesterov, false));
    matrices.add(new Orthogonalize(a, b, c, nsSteps));
    if (rmsRate != null) {
      matrices.add(new ScaleByShape(rmsRate));
    }
    List<Part> others =
        List.of(
            new ScaleByAdam(adamBeta1, adamBeta2, epsilon, false),
            new ScaleBy(adamLearningRateRatio));
    return List.of(new Either(this::isForAdam, others, matrices), new ScaleByRate());
  }

  @Override
  @Nullable Double weightDecayOf(Variable variable) {
    return isForAdam(variable) ? adamWeightDecay : super.weightDecayOf(variable);
  }

  @Override
  Muon self() {
    return this;
  }

  private boolean isForAdam(Variable variable) {
    String path = variable.path();
    return variable.shape().rank() != 2
        || (excludeEmbeddings && path.toLowerCase(Locale.ROOT).contains("embedding"))
        || excludeLayers.stream().anyMatch(layer -> Pattern.compile(layer).matcher(path).find());
  }

  private static @Nullable Double optional(Config config, String name) {
    return config.get(name) == null ? null : Double.valueOf(config.number(name, 0));
  }
}
