package io.hornbill.losses;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * Squared for small differences and absolute for large ones, over the last axis, so that outliers
 * pull less.
 *
 * <pre>{@code
 * x = yPred - yTrue
 * mean(x² / 2                      where |x| <= delta
 *      delta * |x| - delta² / 2    elsewhere)
 * }</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., features]}. Example:
 *
 * <pre>{@code model.compile("adam", new Huber().delta(0.5));}</pre>
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177703732">The paper</a>
 */
public final class Huber extends NamedLoss<Huber> {
  private static final Setting<Double> DELTA = Setting.number("delta", 1).positive();

  /** Makes the loss with its default settings. */
  public Huber() {
    super("Huber", "huber_loss", DELTA);
  }

  /**
   * Makes the loss.
   *
   * @param delta the difference at which it turns from squared to absolute
   * @throws IllegalArgumentException if it is not positive
   */
  public Huber(double delta) {
    this();
    init(DELTA, delta);
  }

  /**
   * Sets where the loss turns from squared to absolute.
   *
   * @param delta the difference at which it turns; by default 1
   * @return a loss with that setting
   * @throws IllegalArgumentException if it is not positive
   */
  public Huber delta(double delta) {
    return with(DELTA, delta);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("Huber", yTrue, yPred);
    double delta = get(DELTA);
    Tensor x = yPred.minus(yTrue);
    Tensor size = Ops.abs(x);
    Tensor linear = size.times(delta).minus(0.5 * delta * delta);
    return Ops.mean(Ops.where(Ops.lessEqual(size, delta), Ops.square(x).times(0.5), linear), -1);
  }
}
