package io.hornbill.activations;

import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The Gaussian error linear unit.
 *
 * <pre>{@code x * (1 + erf(x / sqrt(2))) / 2}</pre>
 *
 * @see <a href="https://arxiv.org/abs/1606.08415">The paper</a>
 */
public final class Gelu extends NamedActivation<Gelu> {
  private final boolean approximate;

  /** Makes the function with its default settings. */
  public Gelu() {
    this(new Config());
  }

  Gelu(Config config) {
    super("gelu", Gelu::new);
    approximate = config.bool("approximate", false);
  }

  /**
   * Says whether to approximate.
   *
   * @param approximate true for {@code x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x³))) / 2}; by
   *     default false
   * @return a function with that setting
   */
  public Gelu approximate(boolean approximate) {
    return with("approximate", approximate);
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor bell =
        approximate
            ? Ops.tanh(Ops.power(x, 3).times(0.044715).plus(x).times(Math.sqrt(2 / Math.PI)))
            : Ops.erf(x.times(Math.sqrt(0.5)));
    return x.times(0.5).times(bell.plus(1));
  }

  @Override
  public Config config() {
    return new Config().with("approximate", approximate);
  }
}
