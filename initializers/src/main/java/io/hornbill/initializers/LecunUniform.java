package io.hornbill.initializers;

import io.hornbill.base.Config;

/**
 * Draws uniformly so that forward signals keep their size.
 *
 * <pre>{@code
 * uniform in ±√(3 / fanIn)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelInitializer(new LecunUniform().seed(42));
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-35289-8_3">LeCun et al.: Efficient backprop
 *     (1998)</a>
 */
public final class LecunUniform extends FanInitializer<LecunUniform> {
  /** Makes the initializer. */
  public LecunUniform() {}

  static LecunUniform of(Config config) {
    return new LecunUniform().configured(config);
  }

  @Override
  double scale() {
    return 1;
  }

  @Override
  String mode() {
    return "fan_in";
  }

  @Override
  String family() {
    return "uniform";
  }

  @Override
  LecunUniform self() {
    return this;
  }
}
