package io.hornbill.optimizers;

import io.hornbill.base.Setting;
import io.hornbill.optimizers.schedules.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides the gradient by a moving root mean square of itself.
 *
 * <pre>{@code
 * v = rho * v + (1 - rho) * g²
 * a = rho * a + (1 - rho) * g      if centered, else 0
 * m = momentum * m + learningRate * g / √(v - a² + epsilon)
 * w = w - m
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new RMSprop(0.001), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Hinton:
 *     Neural networks for machine learning, lecture 6 (2012)</a>
 */
public final class RMSprop extends StabilizedOptimizer<RMSprop> {
  private static final Setting<Double> RHO = Declarations.rho(0.9);
  private static final Setting<Double> MOMENTUM = Declarations.decayRate("momentum", 0);
  private static final Setting<Boolean> CENTERED = Setting.flag("centered", false);

  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public RMSprop() {
    this(0.001);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public RMSprop(double learningRate) {
    super(
        learningRate,
        RHO,
        MOMENTUM,
        Declarations.epsilon(1e-6),
        Declarations.EPSILON_AFTER_ROOT,
        CENTERED);
  }

  /**
   * Makes the optimizer with a schedule of learning rates and default settings otherwise.
   *
   * @param learningRate gives the learning rate of each step
   */
  public RMSprop(Schedule learningRate) {
    this();
    learningRate(learningRate);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3: epsilon 1e-7.
   *
   * @return a new optimizer
   */
  public static RMSprop keras3() {
    return new RMSprop().epsilon(1e-7);
  }

  /**
   * Sets how much of the moving mean square stays per step.
   *
   * @param rho how much of the moving mean square stays per step, in {@code (0, 1)}; 0.9 by default
   */
  public RMSprop rho(double rho) {
    return with(RHO, rho);
  }

  /**
   * Sets how much of the last update stays.
   *
   * @param momentum how much of the last update stays, in {@code [0, 1)}; 0.0 by default
   */
  public RMSprop momentum(double momentum) {
    return with(MOMENTUM, momentum);
  }

  /**
   * Sets whether to divide by the standard deviation in place of the root mean square.
   *
   * @param centered whether to divide by the standard deviation in place of the root mean square;
   *     false by default
   */
  public RMSprop centered(boolean centered) {
    return with(CENTERED, centered);
  }

  /**
   * Sets whether epsilon is added to the root, as before Keras 2.11, in place of what is under it.
   * Files of that time are read so.
   *
   * @param epsilonAfterRoot whether epsilon is added to the root; false by default
   */
  public RMSprop epsilonAfterRoot(boolean epsilonAfterRoot) {
    return with(Declarations.EPSILON_AFTER_ROOT, epsilonAfterRoot);
  }

  @Override
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(
        new ScaleByRms(get(RHO), epsilon(), get(Declarations.EPSILON_AFTER_ROOT), get(CENTERED)));
    parts.add(new ScaleByRate());
    if (get(MOMENTUM) > 0) {
      parts.add(new Momentum(get(MOMENTUM), false, false));
    }
    return parts;
  }

  /** Keras makes the average gradients last. */
  @Override
  List<List<Slot>> slotGroups(List<Part> chain) {
    List<List<Slot>> groups = new ArrayList<>(super.slotGroups(chain));
    if (get(CENTERED)) {
      groups.add(groups.remove(1));
    }
    return groups;
  }
}
