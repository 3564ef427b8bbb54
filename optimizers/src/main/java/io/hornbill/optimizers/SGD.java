package io.hornbill.optimizers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import java.util.List;

/**
 * Goes down the gradient, with or without momentum.
 *
 * <pre>{@code
 * m = momentum * m - learningRate * g
 * w = w + m,  or  w + momentum * m - learningRate * g  with Nesterov's look ahead
 * }</pre>
 *
 * <p>The slot of the momentum holds {@code m}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new SGD().learningRate(0.1).momentum(0.9).nesterov(true), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://proceedings.mlr.press/v28/sutskever13.html">Sutskever et al.: On the
 *     importance of initialization and momentum in deep learning (2013)</a>
 */
public final class SGD extends ChainOptimizer<SGD> {
  private double momentum = 0.0;
  private boolean nesterov;

  /** Makes the optimizer with its default settings and learning rate 0.01. */
  public SGD() {
    super(0.01);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static SGD keras3() {
    return new SGD();
  }

  static SGD of(Config config) {
    SGD optimizer = new SGD().configured(config);
    optimizer.momentum(config.number("momentum", optimizer.momentum));
    optimizer.nesterov(config.bool("nesterov", optimizer.nesterov));
    return optimizer;
  }

  /**
   * Sets how much of the last update stays.
   *
   * @param momentum how much of the last update stays, in {@code [0, 1]}; 0.0 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public SGD momentum(double momentum) {
    requireNotBuilt("momentum");
    Checks.argument(
        momentum >= 0 && momentum <= 1,
        "%s: momentum must be in [0, 1]. Received: %s. Choose a number in that range.",
        owner(),
        momentum);
    this.momentum = momentum;
    return this;
  }

  /**
   * Sets whether to look ahead as Nesterov does.
   *
   * @param nesterov whether to look ahead as Nesterov does; false at first
   * @return this optimizer
   */
  public SGD nesterov(boolean nesterov) {
    requireNotBuilt("nesterov");
    this.nesterov = nesterov;
    return this;
  }

  @Override
  public String name() {
    return "SGD";
  }

  @Override
  public Config config() {
    return super.config().with("momentum", momentum).with("nesterov", nesterov);
  }

  @Override
  List<Part> parts() {
    return momentum == 0
        ? List.of(new ScaleByRate())
        : List.of(new ScaleByRate(), new Momentum(momentum, nesterov, true));
  }

  @Override
  SGD self() {
    return this;
  }
}
