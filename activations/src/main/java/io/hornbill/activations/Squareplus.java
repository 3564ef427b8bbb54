package io.hornbill.activations;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
  private final double b;

  /** Makes the function with its default settings. */
  public Squareplus() {
    this(new Config());
  }

  Squareplus(Config config) {
    super("squareplus", Squareplus::new);
    b = Checks.notNegative("squareplus", "b", config.number("b", 4));
  }

  /**
   * Sets the smoothness.
   *
   * @param b the smoothness, 0 for the rectifier; by default 4
   * @return a function with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public Squareplus b(double b) {
    return with("b", b);
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.plus(Ops.sqrt(Ops.square(x).plus(b))).times(0.5);
  }

  @Override
  public Config config() {
    return new Config().with("b", b);
  }
}
