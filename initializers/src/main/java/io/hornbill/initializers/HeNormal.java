package io.hornbill.initializers;

import io.hornbill.base.Config;

/**
 * Draws normally so that signals keep their size through rectifiers.
 *
 * <pre>{@code
 * truncated normal of standard deviation √(2 / fanIn)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var layer = new Dense(10).kernelInitializer(new HeNormal().seed(42));
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1502.01852">He et al.: Delving deep into rectifiers
 *     (2015)</a>
 */
public final class HeNormal extends FanInitializer<HeNormal> {
  /** Makes the initializer. */
  public HeNormal() {}

  static HeNormal of(Config config) {
    return new HeNormal().configured(config);
  }

  @Override
  double scale() {
    return 2;
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
  HeNormal self() {
    return this;
  }
}
