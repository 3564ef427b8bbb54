package io.hornbill.optimizers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.optimizers.schedules.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An optimizer that is a chain of parts, with the options that all of them have. */
public abstract class ChainOptimizer<T extends ChainOptimizer<T>> extends Optimizer {
  /** How much the weights shrink per learning rate and step; null for nothing. */
  static final Setting<@Nullable Double> WEIGHT_DECAY =
      Declarations.weightDecay("weight_decay", null);

  /** What the loss is multiplied by; null for 1. */
  static final Setting<@Nullable Double> LOSS_SCALE_FACTOR =
      Declarations.factor("loss_scale_factor", null);

  private final List<Pattern> undecayed = new ArrayList<>();
  private @Nullable Chain chain;

  ChainOptimizer(double learningRate, Setting<?>... declared) {
    super(learningRate, WEIGHT_DECAY);
    declare(Clipping.declared());
    declare(Averaging.USE_EMA, Averaging.EMA_MOMENTUM, Averaging.EMA_OVERWRITE_FREQUENCY);
    declare(LOSS_SCALE_FACTOR, Accumulation.STEPS);
    declare(declared);
  }

  /** Returns the chain that turns a gradient into an update. */
  abstract List<Part> parts();

  /** Returns the slots in the order in which Keras makes them. */
  List<List<Slot>> slotGroups(List<Part> chain) {
    return chain.stream().flatMap(part -> part.slots().stream()).toList();
  }

  /** Returns the decay of a variable per learning rate and step; null for none. */
  @Nullable Double weightDecayOf(Variable variable) {
    return get(WEIGHT_DECAY);
  }

  @SuppressWarnings("unchecked") // T is the class itself
  private T self() {
    return (T) this;
  }

  /** Sets the value of a setting. */
  final <V extends @Nullable Object> T with(Setting<V> setting, V value) {
    set(setting, value);
    return self();
  }

  @Override
  protected void checkTogether() {
    for (Clipping way : Clipping.values()) {
      if (get(way.bound) != null) {
        way.requireOnly(this);
      }
    }
  }

  @Override
  public T learningRate(double learningRate) {
    super.learningRate(learningRate);
    return self();
  }

  @Override
  public T learningRate(Schedule learningRate) {
    super.learningRate(learningRate);
    return self();
  }

  @Override
  public T decay(double decay) {
    super.decay(decay);
    return self();
  }

  /**
   * Bounds each element of the gradients, after a norm if one is bounded, too, as in Keras 1.
   *
   * @param clipValue the greatest size of an element, positive
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public T clipValue(double clipValue) {
    return clip(Clipping.VALUE, clipValue);
  }

  /**
   * Bounds the Euclidean norm of each gradient, as Keras 2 and 3 do by this name.
   *
   * @param clipNorm the greatest norm, positive
   * @throws IllegalArgumentException if it is not positive and finite, or the other norm is bounded
   */
  public T clipNorm(double clipNorm) {
    return clip(Clipping.NORM, clipNorm);
  }

  /**
   * Bounds the Euclidean norm of each gradient: {@link #clipNorm} as Keras spells it.
   *
   * @param clipnorm the greatest norm, positive
   * @throws IllegalArgumentException if it is not positive and finite, or the other norm is bounded
   */
  public T clipnorm(double clipnorm) {
    return clipNorm(clipnorm);
  }

  /**
   * Bounds each element of the gradients: {@link #clipValue} as Keras spells it.
   *
   * @param clipvalue the greatest size of an element, positive
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public T clipvalue(double clipvalue) {
    return clipValue(clipvalue);
  }

  /**
   * Bounds the Euclidean norm of all gradients together, as Keras 1 did by the name clipnorm.
   *
   * @param globalClipNorm the greatest norm, positive
   * @throws IllegalArgumentException if it is not positive and finite, or the other norm is bounded
   */
  public T globalClipNorm(double globalClipNorm) {
    return clip(Clipping.GLOBAL_NORM, globalClipNorm);
  }

  /**
   * Bounds the Euclidean norm of all gradients together: {@link #globalClipNorm} as Keras spells
   * it.
   *
   * @param globalClipnorm the greatest norm, positive
   * @throws IllegalArgumentException if it is not positive and finite, or the other norm is bounded
   */
  public T globalClipnorm(double globalClipnorm) {
    return globalClipNorm(globalClipnorm);
  }

  /**
   * Shrinks the weights before each update, apart from the gradients.
   *
   * <pre>{@code
   * w * (1 - weightDecay * learningRate)
   * }</pre>
   *
   * @param weightDecay the decay, at least 0
   */
  public T weightDecay(double weightDecay) {
    return with(WEIGHT_DECAY, weightDecay);
  }

  /**
   * Keeps variables from {@link #weightDecay}.
   *
   * @param names regular expressions; a variable whose name contains a match does not decay
   */
  public T excludeFromWeightDecay(String... names) {
    requireNotBuilt("excludeFromWeightDecay");
    for (String name : names) {
      undecayed.add(Pattern.compile(name));
    }
    return self();
  }

  /**
   * Keeps a moving average of the weights, which the weights are set to when training ends.
   *
   * @param useEma true to keep the average
   */
  public T useEma(boolean useEma) {
    return with(Averaging.USE_EMA, useEma);
  }

  /**
   * Sets how slowly the average of the weights moves.
   *
   * @param emaMomentum the part of the average that stays per step, in {@code [0, 1]}; 0.99 at
   *     first
   */
  public T emaMomentum(double emaMomentum) {
    return with(Averaging.EMA_MOMENTUM, emaMomentum);
  }

  /**
   * Sets the weights to their average again and again during training.
   *
   * @param emaOverwriteFrequency after how many updates, at least 1
   */
  public T emaOverwriteFrequency(int emaOverwriteFrequency) {
    return with(Averaging.EMA_OVERWRITE_FREQUENCY, emaOverwriteFrequency);
  }

  /**
   * Multiplies the loss before it is differentiated, and divides the gradients, so that small ones
   * do not vanish in low precision.
   *
   * @param lossScaleFactor the factor, positive
   */
  public T lossScaleFactor(double lossScaleFactor) {
    return with(LOSS_SCALE_FACTOR, lossScaleFactor);
  }

  /**
   * Updates the weights only every few steps, with the mean of the gradients since then.
   *
   * @param gradientAccumulationSteps how many steps, at least 1; 1 by default
   */
  public T gradientAccumulationSteps(int gradientAccumulationSteps) {
    return with(Accumulation.STEPS, gradientAccumulationSteps);
  }

  @Override
  public final List<Variable> build(List<Variable> trainable) {
    if (chain == null) {
      chain = new Chain(this, trainable);
    } else if (!chain.slots().trainable().equals(trainable)) {
      throw builtForOthers(trainable.size());
    }
    return variables();
  }

  @Override
  public final List<Assignment> update(List<Variable> trainable, List<Tensor> gradients) {
    Chain built = requireKnown(trainable, gradients);
    Tensor steps = Ops.read(iteration());
    List<Assignment> assignments =
        built.update(trainable, gradients, steps, Ops.read(currentLearningRate()));
    assignments.add(new Assignment(iteration(), steps.plus(1)));
    return assignments;
  }

  @Override
  public final Tensor scaleLoss(Tensor loss) {
    @Nullable Double factor = get(LOSS_SCALE_FACTOR);
    return factor == null ? loss : loss.times(factor);
  }

  @Override
  public final long iterations() {
    return steps() / get(Accumulation.STEPS);
  }

  @Override
  public final void finish() {
    overwriteWithAverage();
  }

  @Override
  public final void overwriteWithAverage() {
    @Nullable Averaging averaging = chain == null ? null : chain.averaging();
    if (averaging != null) {
      averaging.overwrite();
    }
  }

  @Override
  public final void swapWithAverage() {
    @Nullable Averaging averaging = chain == null ? null : chain.averaging();
    if (averaging != null) {
      averaging.swap();
    }
  }

  @Override
  public final boolean keepsAverage() {
    return get(Averaging.USE_EMA);
  }

  @Override
  protected final List<Variable> slots() {
    return chain == null ? List.of() : chain.slots().all();
  }

  @Override
  protected final boolean isBuilt() {
    return chain != null;
  }

  /** Leaves the scaling of the loss to the optimizer around this one. */
  final void withoutLossScale() {
    if (get(LOSS_SCALE_FACTOR) != null) {
      set(LOSS_SCALE_FACTOR, null);
    }
  }

  /** Returns the decay of a variable, unless it was excluded. */
  final @Nullable Double decayOf(Variable variable) {
    return undecayed.stream().anyMatch(name -> name.matcher(variable.name()).find())
        ? null
        : weightDecayOf(variable);
  }

  private T clip(Clipping way, double bound) {
    requireNotBuilt(way.bound.name());
    way.requireOnly(this);
    return with(way.bound, bound);
  }

  private Chain requireKnown(List<Variable> trainable, List<Tensor> gradients) {
    Chain built = chain;
    if (built == null || !trainable.stream().allMatch(built.slots()::contains)) {
      throw unknownVariables();
    }
    if (trainable.size() != gradients.size()) {
      throw Fault.of(owner())
          .expected("there must be one gradient per variable")
          .received("%s variables, %s gradients", trainable.size(), gradients.size())
          .remedy("Give them in the same order.")
          .argument();
    }
    return built;
  }
}
