package io.hornbill.activations;

import io.hornbill.base.Setting;
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
  private static final Setting<Boolean> APPROXIMATE = Setting.flag("approximate", false);

  /** Makes the function with its default settings. */
  public Gelu() {
    super("gelu", APPROXIMATE);
  }

  /**
   * Says whether to approximate.
   *
   * @param approximate true for {@code x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x³))) / 2}; by
   *     default false
   * @return a function with that setting
   */
  public Gelu approximate(boolean approximate) {
    return with(APPROXIMATE, approximate);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Ops.gelu(x, get(APPROXIMATE));
  }
}
