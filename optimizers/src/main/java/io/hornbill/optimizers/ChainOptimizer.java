package io.hornbill.optimizers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.ops.Fill;
import io.hornbill.optimizers.schedules.Schedule;
import io.hornbill.optimizers.schedules.Schedules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An optimizer that is a chain of parts, with the options that all of them have. */
abstract class ChainOptimizer<T extends ChainOptimizer<T>> extends Optimizer {
  private final List<Pattern> undecayed = new ArrayList<>();
  private @Nullable Clipping clipping;
  private @Nullable Double weightDecay;
  private @Nullable Double lossScaleFactor;
  private Averaging averaging = new Averaging(false, 0.99, 0);
  private boolean swapped;
  private int accumulationSteps = 1;
  private @Nullable Slots slots;
  private List<Part> parts = List.of();

  ChainOptimizer(double learningRate) {
    super(learningRate);
  }

  /** Returns the chain that turns a gradient into an update. */
  abstract List<Part> parts();

  /** Returns the slots in the order in which Keras makes them. */
  List<List<Slot>> slotGroups(List<Part> chain) {
    return chain.stream().flatMap(part -> part.slots().stream()).toList();
  }

  /** Returns the decay of a variable per learning rate and step; null for none. */
  @Nullable Double weightDecayOf(Variable variable) {
    return weightDecay;
  }

  /** Returns this object as what it is. */
  abstract T self();

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
   * Bounds each element of the gradients. At most one way to clip can be chosen.
   *
   * @param clipValue the greatest size of an element, positive
   * @return this optimizer
   * @throws IllegalArgumentException if it is not positive and finite, or another way was chosen
   */
  public T clipValue(double clipValue) {
    return clip(Clipping.Kind.CLIPVALUE, "clipValue", clipValue);
  }

  /**
   * Bounds the Euclidean norm of each gradient. At most one way to clip can be chosen.
   *
   * @param clipNorm the greatest norm, positive
   * @return this optimizer
   * @throws IllegalArgumentException if it is not positive and finite, or another way was chosen
   */
  public T clipNorm(double clipNorm) {
    return clip(Clipping.Kind.CLIPNORM, "clipNorm", clipNorm);
  }

  /**
   * Bounds the Euclidean norm of all gradients together. At most one way to clip can be chosen.
   *
   * @param globalClipNorm the greatest norm, positive
   * @return this optimizer
   * @throws IllegalArgumentException if it is not positive and finite, or another way was chosen
   */
  public T globalClipNorm(double globalClipNorm) {
    return clip(Clipping.Kind.GLOBAL_CLIPNORM, "globalClipNorm", globalClipNorm);
  }

  /**
   * Shrinks the weights before each update, apart from the gradients.
   *
   * <pre>{@code
   * w * (1 - weightDecay * learningRate)
   * }</pre>
   *
   * @param weightDecay the decay, at least 0
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public T weightDecay(double weightDecay) {
    requireNotBuilt("weightDecay");
    this.weightDecay = Checks.notNegative(owner(), "weightDecay", weightDecay);
    return self();
  }

  /**
   * Keeps variables from {@link #weightDecay}.
   *
   * @param names regular expressions; a variable whose name contains a match does not decay
   * @return this optimizer
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
   * @return this optimizer
   */
  public T useEma(boolean useEma) {
    requireNotBuilt("useEma");
    averaging = new Averaging(useEma, averaging.momentum(), averaging.frequency());
    return self();
  }

  /**
   * Sets how slowly the average of the weights moves.
   *
   * @param emaMomentum the part of the average that stays per step, in {@code [0, 1]}; 0.99 at
   *     first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public T emaMomentum(double emaMomentum) {
    requireNotBuilt("emaMomentum");
    Checks.argument(
        emaMomentum >= 0 && emaMomentum <= 1,
        "%s: emaMomentum must be in [0, 1]. Received: %s. Choose a number in that range.",
        owner(),
        emaMomentum);
    averaging = new Averaging(averaging.on(), emaMomentum, averaging.frequency());
    return self();
  }

  /**
   * Sets the weights to their average again and again during training.
   *
   * @param emaOverwriteFrequency after how many updates, at least 1
   * @return this optimizer
   * @throws IllegalArgumentException if it is less than 1
   */
  public T emaOverwriteFrequency(int emaOverwriteFrequency) {
    requireNotBuilt("emaOverwriteFrequency");
    Checks.positive(owner(), "emaOverwriteFrequency", emaOverwriteFrequency);
    averaging = new Averaging(averaging.on(), averaging.momentum(), emaOverwriteFrequency);
    return self();
  }

  /**
   * Multiplies the loss before it is differentiated, and divides the gradients, so that small ones
   * do not vanish in low precision.
   *
   * @param lossScaleFactor the factor, positive
   * @return this optimizer
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public T lossScaleFactor(double lossScaleFactor) {
    requireNotBuilt("lossScaleFactor");
    this.lossScaleFactor = Checks.positive(owner(), "lossScaleFactor", lossScaleFactor);
    return self();
  }

  /**
   * Updates the weights only every few steps, with the mean of the gradients since then.
   *
   * @param gradientAccumulationSteps how many steps, at least 1; 1 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is less than 1
   */
  public T gradientAccumulationSteps(int gradientAccumulationSteps) {
    requireNotBuilt("gradientAccumulationSteps");
    accumulationSteps =
        Checks.positive(owner(), "gradientAccumulationSteps", gradientAccumulationSteps);
    return self();
  }

  @Override
  public final List<Variable> build(List<Variable> trainable) {
    if (slots == null) {
      parts = parts();
      List<List<Slot>> groups = new ArrayList<>();
      if (averaging.on()) {
        groups.add(List.of(Slot.zeros(Averaging.SLOT)));
      }
      if (accumulationSteps > 1) {
        groups.add(List.of(Slot.zeros(Accumulation.SLOT)));
      }
      groups.addAll(slotGroups(parts));
      slots =
          new Slots(
              trainable, groups, parts.stream().flatMap(p -> p.sharedSlots().stream()).toList());
    } else if (!slots.trainable().equals(trainable)) {
      throw new IllegalStateException(
          "%s: an optimizer trains the variables that it was built for. Received: %s other variables. Make a new optimizer for another model, or after freezing layers."
              .formatted(owner(), trainable.size()));
    }
    return variables();
  }

  @Override
  public final List<Assignment> update(List<Variable> trainable, List<Tensor> gradients) {
    Slots known = requireKnown(trainable, gradients);
    Tensor steps = Ops.read(iteration());
    @Nullable Accumulation accumulation =
        accumulationSteps == 1 ? null : new Accumulation(steps, accumulationSteps, known);
    Tensor updates = accumulation == null ? steps : accumulation.updates();
    Step step = new Step(Ops.read(currentLearningRate()), updates);
    Map<Variable, Tensor> weights = new LinkedHashMap<>();
    Map<Variable, Tensor> moving = flowing(trainable, gradients);
    if (!moving.isEmpty()) {
      List<Tensor> clipped = clipped(moving, accumulation);
      int i = 0;
      for (Variable variable : moving.keySet()) {
        weights.put(variable, updated(variable, clipped.get(i++), step, known));
      }
    }
    Map<Variable, Tensor> values = new LinkedHashMap<>(step.assigned());
    if (accumulation != null) {
      accumulation.keepBetweenUpdates(values);
      accumulation.keepBetweenUpdates(weights);
      values.putAll(accumulation.sums());
    }
    if (averaging.on()) {
      values.putAll(averaging.apply(weights, updates, known));
    }
    weights.replaceAll((variable, weight) -> constrained(variable, weight));
    values.put(iteration(), steps.plus(1));
    List<Assignment> assignments = new ArrayList<>();
    // First the weights, which look at what slots held before; then these can change in place.
    weights.forEach((variable, weight) -> assignments.add(new Assignment(variable, weight)));
    values.forEach((variable, value) -> assignments.add(new Assignment(variable, value)));
    return assignments;
  }

  @Override
  public final Tensor scaleLoss(Tensor loss) {
    return lossScaleFactor == null ? loss : loss.times(lossScaleFactor);
  }

  @Override
  public final long iterations() {
    return steps() / accumulationSteps;
  }

  @Override
  public final void finish() {
    overwriteWithAverage();
  }

  @Override
  public final void overwriteWithAverage() {
    Slots known = slots;
    if (averaging.on() && known != null) {
      for (Variable variable : known.trainable()) {
        Variable average = known.of(variable, Averaging.SLOT);
        if (swapped) {
          average.assign(variable.value());
        } else {
          variable.assign(average.value());
        }
      }
      swapped = false;
    }
  }

  @Override
  public final void swapWithAverage() {
    Slots known = slots;
    if (averaging.on() && known != null) {
      for (Variable variable : known.trainable()) {
        Variable average = known.of(variable, Averaging.SLOT);
        INDArray weight = variable.value().dup('c');
        variable.assign(average.value());
        average.assign(weight);
        weight.close();
      }
      swapped = !swapped;
    }
  }

  @Override
  public final boolean keepsAverage() {
    return averaging.on();
  }

  @Override
  public Config config() {
    return super.config()
        .with("weight_decay", weightDecay)
        .with("clipnorm", bound(Clipping.Kind.CLIPNORM))
        .with("global_clipnorm", bound(Clipping.Kind.GLOBAL_CLIPNORM))
        .with("clipvalue", bound(Clipping.Kind.CLIPVALUE))
        .with("use_ema", averaging.on())
        .with("ema_momentum", averaging.momentum())
        .with("ema_overwrite_frequency", averaging.frequency() == 0 ? null : averaging.frequency())
        .with("loss_scale_factor", lossScaleFactor)
        .with("gradient_accumulation_steps", accumulationSteps == 1 ? null : accumulationSteps);
  }

  /** Takes the options that all optimizers have from a configuration. */
  T configured(Config config) {
    String rate = config.has("learning_rate") ? "learning_rate" : "lr";
    Object value = config.get(rate);
    if (value instanceof Number number) {
      learningRate(number.doubleValue());
    } else if (value != null) {
      Config schedule = Config.config(rate, value);
      Config settings = schedule.config("config");
      learningRate(
          Schedules.get(
              schedule.text("class_name", ""), settings == null ? new Config() : settings));
    }
    decay(config.number("decay", 0));
    for (Clipping.Kind kind : Clipping.Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      if (config.number(name, 0) > 0) {
        clip(kind, name, config.number(name, 0));
      }
    }
    if (config.get("weight_decay") != null) {
      weightDecay(config.number("weight_decay", 0));
    } else if (config.has("weight_decay")) {
      weightDecay = null;
    }
    if (config.get("loss_scale_factor") != null) {
      lossScaleFactor(config.number("loss_scale_factor", 1));
    }
    averaging =
        new Averaging(
            config.bool("use_ema", false),
            config.number("ema_momentum", averaging.momentum()),
            config.integer("ema_overwrite_frequency", 0));
    return gradientAccumulationSteps(config.integer("gradient_accumulation_steps", 1));
  }

  /** Reads epsilon; null stands for Keras 2's {@code keras.backend.epsilon()}. */
  static double epsilonOf(Config config, double otherwise) {
    return config.number("epsilon", config.has("epsilon") ? 1e-7 : otherwise);
  }

  /** Requires a factor that says how much of an average stays. */
  final double fading(String name, double value) {
    requireNotBuilt(name);
    return Checks.inRange(owner(), name, value, 0, 1);
  }

  /** Requires a summand that keeps a divisor from 0. */
  final double epsilon(String name, double value) {
    requireNotBuilt(name);
    return Checks.notNegative(owner(), name, value);
  }

  @Override
  protected final List<Variable> slots() {
    return slots == null ? List.of() : slots.all();
  }

  @Override
  protected final boolean isBuilt() {
    return slots != null;
  }

  private T clip(Clipping.Kind kind, String name, double bound) {
    requireNotBuilt(name);
    Checks.positive(owner(), name, bound);
    Checks.argument(
        clipping == null || clipping.kind() == kind,
        "%s: only one of clipNorm, clipValue and globalClipNorm can be set. Received: %s after another one. Leave one of them out.",
        owner(),
        name);
    clipping = new Clipping(kind, bound);
    return self();
  }

  private @Nullable Double bound(Clipping.Kind kind) {
    return clipping != null && clipping.kind() == kind ? clipping.bound() : null;
  }

  private Slots requireKnown(List<Variable> trainable, List<Tensor> gradients) {
    Slots known = slots;
    if (known == null || !trainable.stream().allMatch(known::contains)) {
      throw new IllegalStateException(
          "%s: build() must be called with the variables to update. Received: variables it does not know. Call build(trainable) first."
              .formatted(owner()));
    }
    Checks.argument(
        trainable.size() == gradients.size(),
        "%s: there must be one gradient per variable. Received: %s variables, %s gradients. Give them in the same order.",
        owner(),
        trainable.size(),
        gradients.size());
    return known;
  }

  /** Leaves out variables that the loss does not depend on: Keras does not touch them either. */
  private static Map<Variable, Tensor> flowing(List<Variable> trainable, List<Tensor> gradients) {
    Map<Variable, Tensor> flowing = new LinkedHashMap<>();
    for (int i = 0; i < gradients.size(); i++) {
      if (!isZero(gradients.get(i))) {
        flowing.put(trainable.get(i), gradients.get(i));
      }
    }
    return flowing;
  }

  /** Whether a gradient is that of a variable on which the loss does not depend. */
  static boolean isZero(Tensor gradient) {
    return gradient.op() instanceof Fill fill && fill.number() == 0;
  }

  /** Leaves the scaling of the loss to the optimizer around this one. */
  final void withoutLossScale() {
    lossScaleFactor = null;
  }

  private List<Tensor> clipped(Map<Variable, Tensor> moving, @Nullable Accumulation accumulation) {
    if (lossScaleFactor != null) {
      double unscale = 1 / lossScaleFactor;
      moving.replaceAll((variable, gradient) -> gradient.times(unscale));
    }
    if (accumulation != null) {
      moving.replaceAll(accumulation::mean);
    }
    List<Tensor> gradients = List.copyOf(moving.values());
    return clipping == null ? gradients : clipping.apply(gradients);
  }

  private Tensor updated(Variable variable, Tensor gradient, Step step, Slots known) {
    Parameter parameter =
        new Parameter(variable, decayed(variable, step), known.of(variable), step);
    Update update = Update.along(gradient);
    for (Part part : parts) {
      update = part.apply(update, parameter);
    }
    return update.applied(parameter);
  }

  private Tensor decayed(Variable variable, Step step) {
    Tensor weight = Ops.read(variable);
    Double rate = weightDecayOf(variable);
    if (rate == null || undecayed.stream().anyMatch(p -> p.matcher(variable.name()).find())) {
      return weight;
    }
    Tensor kept = step.shared("kept of weights " + rate, () -> step.rate().times(-rate).plus(1));
    return weight.times(Ops.cast(kept, weight.dataType()));
  }

  private static Tensor constrained(Variable variable, Tensor weight) {
    var constraint = variable.constraint();
    return constraint == null ? weight : constraint.apply(weight);
  }
}
