package io.hornbill.optimizers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
 * model.compile(new RMSprop().learningRate(0.001), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Hinton:
 *     Neural networks for machine learning, lecture 6 (2012)</a>
 */
public final class RMSprop extends ChainOptimizer<RMSprop> {
  private double rho = 0.9;
  private double momentum = 0.0;
  private double epsilon = 1e-6;
  private boolean centered;

  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public RMSprop() {
    super(0.001);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3: epsilon 1e-7.
   *
   * @return a new optimizer
   */
  public static RMSprop keras3() {
    return new RMSprop().epsilon(1e-7);
  }

  static RMSprop of(Config config) {
    RMSprop optimizer = new RMSprop().configured(config);
    optimizer.rho(config.number("rho", optimizer.rho));
    optimizer.momentum(config.number("momentum", optimizer.momentum));
    optimizer.epsilon(ChainOptimizer.epsilonOf(config, optimizer.epsilon));
    optimizer.centered(config.bool("centered", optimizer.centered));
    return optimizer;
  }

  /**
   * Sets how much of the moving mean square stays per step.
   *
   * @param rho how much of the moving mean square stays per step, in {@code (0, 1)}; 0.9 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public RMSprop rho(double rho) {
    requireNotBuilt("rho");
    Checks.argument(
        rho > 0 && rho < 1,
        "%s: rho must be in (0, 1). Received: %s. Choose a number in that range.",
        owner(),
        rho);
    this.rho = rho;
    return this;
  }

  /**
   * Sets how much of the last update stays.
   *
   * @param momentum how much of the last update stays, in {@code [0, 1)}; 0.0 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public RMSprop momentum(double momentum) {
    this.momentum = fading("momentum", momentum);
    return this;
  }

  /**
   * Sets the number that keeps a divisor from 0.
   *
   * @param epsilon the number that keeps a divisor from 0, at least 0; 1e-6 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public RMSprop epsilon(double epsilon) {
    this.epsilon = epsilon("epsilon", epsilon);
    return this;
  }

  /**
   * Sets whether to divide by the standard deviation in place of the root mean square.
   *
   * @param centered whether to divide by the standard deviation in place of the root mean square;
   *     false at first
   * @return this optimizer
   */
  public RMSprop centered(boolean centered) {
    requireNotBuilt("centered");
    this.centered = centered;
    return this;
  }

  @Override
  public String name() {
    return "RMSprop";
  }

  @Override
  public Config config() {
    return super.config()
        .with("rho", rho)
        .with("momentum", momentum)
        .with("epsilon", epsilon)
        .with("centered", centered);
  }

  @Override
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    parts.add(new ScaleByRms(rho, epsilon, centered));
    parts.add(new ScaleByRate());
    if (momentum > 0) {
      parts.add(new Momentum(momentum, false, false));
    }
    return parts;
  }

  /** Keras makes the average gradients last. */
  @Override
  List<List<Slot>> slotGroups(List<Part> chain) {
    List<List<Slot>> groups = new ArrayList<>(super.slotGroups(chain));
    if (centered) {
      groups.add(groups.remove(1));
    }
    return groups;
  }

  @Override
  RMSprop self() {
    return this;
  }
}
