package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.abs;
import static io.hornbill.graph.Ops.cast;
import static io.hornbill.graph.Ops.equal;
import static io.hornbill.graph.Ops.less;
import static io.hornbill.graph.Ops.min;
import static io.hornbill.graph.Ops.read;
import static io.hornbill.graph.Ops.where;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.optimizers.schedules.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Multiplies the loss by a scale that it finds itself, so that small gradients do not vanish in low
 * precision, and divides the gradients before another optimizer takes them.
 *
 * <p>A step with an infinite gradient, or one that is not a number, changes no weight and halves
 * the scale; after {@code dynamicGrowthSteps} finite steps in a row the scale is doubled.
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new LossScaleOptimizer(new Adam()).initialScale(1024), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://keras.io/api/optimizers/loss_scale_optimizer/">Keras:
 *     LossScaleOptimizer</a>
 */
public final class LossScaleOptimizer extends OuterOptimizer {
  private static final Setting<Double> INITIAL_SCALE =
      Setting.number("initial_scale", 32768).positive();
  private static final Setting<Integer> DYNAMIC_GROWTH_STEPS =
      Setting.integer("dynamic_growth_steps", 2000).positive();

  private final Optimizer inner;
  private final Variable stepCounter = new Variable("step_counter", Nd4j.scalar(0.0));
  private final Variable dynamicScale = new Variable("dynamic_scale", Nd4j.scalar(0.0));

  /**
   * Makes the optimizer around another one, whose own {@code lossScaleFactor} counts no more.
   *
   * @param innerOptimizer who makes the updates
   */
  public LossScaleOptimizer(Optimizer innerOptimizer) {
    inner = innerOptimizer;
    declare(
        Setting.<Optimizer>of("inner_optimizer", inner, (config, key) -> inner, Optimizers::write),
        INITIAL_SCALE,
        DYNAMIC_GROWTH_STEPS);
    if (inner instanceof ChainOptimizer<?> chain) {
      chain.withoutLossScale();
    }
  }

  static Optimizer of(Config config) {
    Object inner = config.get("inner_optimizer");
    if (inner == null) {
      throw Fault.of("LossScaleOptimizer")
          .expected("there must be an optimizer inside")
          .received("none")
          .remedy("Set \"inner_optimizer\", or call new LossScaleOptimizer(new Adam()).")
          .argument();
    }
    return new LossScaleOptimizer(Optimizers.read("inner_optimizer", inner)).configured(config);
  }

  /**
   * Sets the first scale. One that is too large gets smaller sooner than one that is too small gets
   * larger.
   *
   * @param initialScale the first scale, positive; 32768 by default
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public LossScaleOptimizer initialScale(double initialScale) {
    set(INITIAL_SCALE, initialScale);
    return this;
  }

  /**
   * Sets after how many steps with finite gradients the scale is doubled.
   *
   * @param dynamicGrowthSteps the number of steps, at least 1; 2000 by default
   * @throws IllegalArgumentException if it is less than 1
   */
  public LossScaleOptimizer dynamicGrowthSteps(int dynamicGrowthSteps) {
    set(DYNAMIC_GROWTH_STEPS, dynamicGrowthSteps);
    return this;
  }

  /** {@return the optimizer inside, which makes the updates} */
  public Optimizer innerOptimizer() {
    return inner;
  }

  @Override
  public double learningRate() {
    return inner.learningRate();
  }

  @Override
  public LossScaleOptimizer learningRate(double learningRate) {
    inner.learningRate(learningRate);
    return this;
  }

  @Override
  public LossScaleOptimizer learningRate(Schedule learningRate) {
    inner.learningRate(learningRate);
    return this;
  }

  @Override
  public LossScaleOptimizer decay(double decay) {
    inner.decay(decay);
    return this;
  }

  @Override
  public long iterations() {
    return inner.iterations();
  }

  @Override
  public Tensor scaleLoss(Tensor loss) {
    return loss.times(cast(read(dynamicScale), loss.dataType()));
  }

  @Override
  public List<Assignment> update(List<Variable> trainable, List<Tensor> gradients) {
    requireKnown(trainable);
    Tensor scale = read(dynamicScale);
    Tensor finite = Step.number(1);
    List<Tensor> unscaled = new ArrayList<>();
    for (Tensor g : gradients) {
      if (Chain.isZero(g)) {
        unscaled.add(g);
      } else {
        finite = finite.times(cast(min(less(abs(g), Double.POSITIVE_INFINITY)), DataType.DOUBLE));
        unscaled.add(g.dividedBy(cast(scale, g.dataType())));
      }
    }
    List<Assignment> assignments = new ArrayList<>();
    for (Assignment change : inner.update(trainable, unscaled)) {
      assignments.add(
          new Assignment(change.variable(), choose(finite, change.value(), change.variable())));
    }
    Tensor next = read(stepCounter).plus(1);
    Tensor grows = equal(next, get(DYNAMIC_GROWTH_STEPS));
    Tensor counter = where(grows, Step.number(0), next).times(finite);
    Tensor grown = scale.times(grows.plus(1));
    assignments.add(new Assignment(stepCounter, counter));
    assignments.add(new Assignment(dynamicScale, where(finite, grown, scale.times(0.5))));
    return assignments;
  }

  @Override
  List<Optimizer> inner() {
    return List.of(inner);
  }

  @Override
  List<Variable> buildFor(List<Variable> variables) {
    inner.build(variables);
    dynamicScale.assign(Nd4j.scalar(get(INITIAL_SCALE)));
    return List.of(stepCounter, dynamicScale);
  }

  private static Tensor choose(Tensor finite, Tensor value, Variable variable) {
    return where(cast(finite, value.dataType()), value, read(variable));
  }
}
