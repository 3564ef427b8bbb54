package io.hornbill.optimizers;

import io.hornbill.base.Setting;
import io.hornbill.optimizers.schedules.Schedule;
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
 * model.compile(new SGD(0.1).momentum(0.9).nesterov(true), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://proceedings.mlr.press/v28/sutskever13.html">Sutskever et al.: On the
 *     importance of initialization and momentum in deep learning (2013)</a>
 */
public final class SGD extends ChainOptimizer<SGD> {
  private static final Setting<Double> MOMENTUM = Declarations.unit("momentum", 0);
  private static final Setting<Boolean> NESTEROV = Setting.flag("nesterov", false);

  /** Makes the optimizer with its default settings and learning rate 0.01. */
  public SGD() {
    this(0.01);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public SGD(double learningRate) {
    super(learningRate, MOMENTUM, NESTEROV);
  }

  /**
   * Makes the optimizer with a learning rate and momentum, in Keras' order.
   *
   * @param learningRate the learning rate, at least 0
   * @param momentum how much of the last update stays, in {@code [0, 1]}
   * @throws IllegalArgumentException if one is out of its range
   */
  public SGD(double learningRate, double momentum) {
    this(learningRate);
    with(MOMENTUM, momentum);
  }

  /**
   * Makes the optimizer with a schedule of learning rates and default settings otherwise.
   *
   * @param learningRate gives the learning rate of each step
   */
  public SGD(Schedule learningRate) {
    this();
    learningRate(learningRate);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static SGD keras3() {
    return new SGD();
  }

  /**
   * Sets how much of the last update stays.
   *
   * @param momentum how much of the last update stays, in {@code [0, 1]}; 0.0 by default
   */
  public SGD momentum(double momentum) {
    return with(MOMENTUM, momentum);
  }

  /**
   * Sets whether to look ahead as Nesterov does.
   *
   * @param nesterov whether to look ahead as Nesterov does; false by default
   */
  public SGD nesterov(boolean nesterov) {
    return with(NESTEROV, nesterov);
  }

  @Override
  List<Part> parts() {
    return get(MOMENTUM) == 0
        ? List.of(new ScaleByRate())
        : List.of(new ScaleByRate(), new Momentum(get(MOMENTUM), get(NESTEROV), true));
  }
}
