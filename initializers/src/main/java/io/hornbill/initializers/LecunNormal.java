package io.hornbill.initializers;

import io.hornbill.base.Config;

/**
 * Draws normally so that forward signals keep their size; goes with self-normalizing activations.
 *
 * <pre>{@code
 * truncated normal of standard deviation √(1 / fanIn)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelInitializer(new LecunNormal().seed(42));
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-35289-8_3">LeCun et al.: Efficient backprop
 *     (1998)</a>
 */
public final class LecunNormal extends FanInitializer<LecunNormal> {
  /** Makes the initializer. */
  public LecunNormal() {}

  static LecunNormal of(Config config) {
    return new LecunNormal().configured(config);
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
    return "truncated_normal";
  }

  @Override
  LecunNormal self() {
    return this;
  }
}
