package io.hornbill.activations;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * A smooth rectifier without exponentials.
 *
 * <pre>{@code (x + sqrt(x² + b)) / 2}</pre>
 *
 * @see <a href="https://arxiv.org/abs/2112.11687">The paper</a>
 */
public final class Squareplus extends NamedActivation<Squareplus> {
  private static final Setting<Double> B = Setting.number("b", 4).notNegative();

  /** Makes the function with its default settings. */
  public Squareplus() {
    super("squareplus", B);
  }

  /**
   * Sets the smoothness.
   *
   * @param b the smoothness, 0 for the rectifier; by default 4
   * @return a function with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public Squareplus b(double b) {
    return with(B, b);
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.plus(Ops.sqrt(Ops.square(x).plus(get(B)))).times(0.5);
  }
}
