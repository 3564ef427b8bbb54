package io.hornbill.optimizers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Variable;
import io.hornbill.optimizers.schedules.Schedule;
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
 * trained by {@link AdamW} with the learning rate times {@code adamLrRatio}. The last layer should
 * be among them.
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
public final class Muon extends StabilizedOptimizer<Muon> {
  private static final double DEFAULT_DECAY = 0.004;

  private static final Setting<Double> ADAM_BETA_1 = Declarations.decayRate("adam_beta_1", 0.9);
  private static final Setting<Double> ADAM_BETA_2 = Declarations.decayRate("adam_beta_2", 0.999);
  private static final Setting<List<String>> EXCLUDE_LAYERS =
      Setting.of(
          "exclude_layers",
          List.<String>of(),
          (config, key) -> config.list(key).stream().map(String::valueOf).toList(),
          names -> names);
  private static final Setting<Double> MUON_A = Setting.number("muon_a", 3.4445).finite();
  private static final Setting<Double> MUON_B = Setting.number("muon_b", -4.775).finite();
  private static final Setting<Double> MUON_C = Setting.number("muon_c", 2.0315).finite();
  private static final Setting<Double> ADAM_LEARNING_RATE_RATIO =
      Setting.number("adam_lr_ratio", 1).notNegative();
  private static final Setting<Double> MOMENTUM = Declarations.decayRate("momentum", 0.95);
  private static final Setting<Integer> NS_STEPS = Setting.integer("ns_steps", 5).positive();
  private static final Setting<Boolean> NESTEROV = Setting.flag("nesterov", true);
  private static final Setting<Boolean> EXCLUDE_EMBEDDINGS =
      Setting.flag("exclude_embeddings", true);
  private static final Setting<@Nullable Double> ADAM_WEIGHT_DECAY =
      Declarations.weightDecay("adam_weight_decay", DEFAULT_DECAY);
  private static final Setting<@Nullable Double> RMS_RATE = Declarations.factor("rms_rate", 0.2);

  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public Muon() {
    this(0.001);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Muon(double learningRate) {
    super(
        learningRate,
        ADAM_BETA_1,
        ADAM_BETA_2,
        Declarations.epsilon(1e-7),
        EXCLUDE_LAYERS,
        MUON_A,
        MUON_B,
        MUON_C,
        ADAM_LEARNING_RATE_RATIO,
        MOMENTUM,
        NS_STEPS,
        NESTEROV,
        EXCLUDE_EMBEDDINGS,
        ADAM_WEIGHT_DECAY,
        RMS_RATE);
    declare(Declarations.weightDecay("weight_decay", DEFAULT_DECAY));
  }

  /**
   * Makes the optimizer with a schedule of learning rates and default settings otherwise.
   *
   * @param learningRate gives the learning rate of each step
   */
  public Muon(Schedule learningRate) {
    this();
    learningRate(learningRate);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static Muon keras3() {
    return new Muon();
  }

  /**
   * Adds variables that are trained by AdamW.
   *
   * @param names regular expressions; a variable whose path, such as {@code fc1/kernel}, contains a
   *     match is trained by AdamW
   */
  public Muon excludeLayers(String... names) {
    List<String> all = new ArrayList<>(get(EXCLUDE_LAYERS));
    all.addAll(List.of(names));
    return with(EXCLUDE_LAYERS, List.copyOf(all));
  }

  /**
   * Sets whether embeddings are trained by AdamW.
   *
   * @param excludeEmbeddings whether variables with "embedding" in their paths are trained by
   *     AdamW; true by default
   */
  public Muon excludeEmbeddings(boolean excludeEmbeddings) {
    return with(EXCLUDE_EMBEDDINGS, excludeEmbeddings);
  }

  /**
   * Sets the factor of the first power in the iteration that makes an update orthogonal.
   *
   * @param muonA any finite number; 3.4445 by default
   * @throws IllegalArgumentException if it is not finite
   */
  public Muon muonA(double muonA) {
    return with(MUON_A, muonA);
  }

  /**
   * Sets the factor of the third power in the iteration that makes an update orthogonal.
   *
   * @param muonB any finite number; -4.775 by default
   * @throws IllegalArgumentException if it is not finite
   */
  public Muon muonB(double muonB) {
    return with(MUON_B, muonB);
  }

  /**
   * Sets the factor of the fifth power in the iteration that makes an update orthogonal.
   *
   * @param muonC any finite number; 2.0315 by default
   * @throws IllegalArgumentException if it is not finite
   */
  public Muon muonC(double muonC) {
    return with(MUON_C, muonC);
  }

  /**
   * Sets how much of AdamW's moving mean stays per step.
   *
   * @param adamBeta1 the part that stays, in {@code [0, 1)}; 0.9 by default
   */
  public Muon adamBeta1(double adamBeta1) {
    return with(ADAM_BETA_1, adamBeta1);
  }

  /**
   * Sets how much of AdamW's moving mean square stays per step.
   *
   * @param adamBeta2 the part that stays, in {@code [0, 1)}; 0.999 by default
   */
  public Muon adamBeta2(double adamBeta2) {
    return with(ADAM_BETA_2, adamBeta2);
  }

  /**
   * Sets the weight decay of what AdamW trains; {@link #weightDecay} is that of the matrices.
   *
   * @param adamWeightDecay the decay, at least 0; 0.004 by default
   */
  public Muon adamWeightDecay(double adamWeightDecay) {
    return with(ADAM_WEIGHT_DECAY, adamWeightDecay);
  }

  /**
   * Sets AdamW's learning rate as a part of the learning rate.
   *
   * @param adamLrRatio the part, at least 0; 1 by default
   */
  public Muon adamLrRatio(double adamLrRatio) {
    return with(ADAM_LEARNING_RATE_RATIO, adamLrRatio);
  }

  /**
   * Sets how much of the sum of gradients stays per step.
   *
   * @param momentum the part that stays, in {@code [0, 1)}; 0.95 by default
   */
  public Muon momentum(double momentum) {
    return with(MOMENTUM, momentum);
  }

  /**
   * Sets whether to look ahead as Nesterov does.
   *
   * @param nesterov whether to look ahead; true by default
   */
  public Muon nesterov(boolean nesterov) {
    return with(NESTEROV, nesterov);
  }

  /**
   * Sets the number of iterations of Newton and Schulz.
   *
   * @param nsSteps how often, at least 1; 5 by default
   */
  public Muon nsSteps(int nsSteps) {
    return with(NS_STEPS, nsSteps);
  }

  /**
   * Sets the coefficients of the iteration of Newton and Schulz.
   *
   * @param muonA the first coefficient; 3.4445 by default
   * @param muonB the second coefficient; -4.775 by default
   * @param muonC the third coefficient; 2.0315 by default
   * @throws IllegalArgumentException if one is not finite
   */
  public Muon coefficients(double muonA, double muonB, double muonC) {
    return with(MUON_A, muonA).with(MUON_B, muonB).with(MUON_C, muonC);
  }

  /**
   * Sets the root mean square of the updates of matrices.
   *
   * @param rmsRate the root mean square, positive; 0.2 by default; null to leave the orthogonal
   *     updates as they are
   */
  public Muon rmsRate(@Nullable Double rmsRate) {
    return with(RMS_RATE, rmsRate);
  }

  @Override
  List<Part> parts() {
    List<Part> matrices = new ArrayList<>();
    matrices.add(new Momentum(get(MOMENTUM), get(NESTEROV), false));
    matrices.add(new Orthogonalize(get(MUON_A), get(MUON_B), get(MUON_C), get(NS_STEPS)));
    @Nullable Double rmsRate = get(RMS_RATE);
    if (rmsRate != null) {
      matrices.add(new ScaleByShape(rmsRate));
    }
    List<Part> others =
        List.of(
            new ScaleByAdam(get(ADAM_BETA_1), get(ADAM_BETA_2), epsilon(), false),
            new ScaleBy(get(ADAM_LEARNING_RATE_RATIO)));
    return List.of(new Either(this::isForAdam, others, matrices), new ScaleByRate());
  }

  @Override
  @Nullable Double weightDecayOf(Variable variable) {
    return isForAdam(variable) ? get(ADAM_WEIGHT_DECAY) : super.weightDecayOf(variable);
  }

  private boolean isForAdam(Variable variable) {
    String path = variable.path();
    return variable.shape().rank() != 2
        || (get(EXCLUDE_EMBEDDINGS) && path.toLowerCase(Locale.ROOT).contains("embedding"))
        || get(EXCLUDE_LAYERS).stream()
            .anyMatch(layer -> Pattern.compile(layer).matcher(path).find());
  }
}
