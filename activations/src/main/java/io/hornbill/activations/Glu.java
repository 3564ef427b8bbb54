package io.hornbill.activations;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The gated linear unit: one half of the features, gated by the other.
 *
 * <pre>{@code a * sigmoid(b)}</pre>
 *
 * @see <a href="https://arxiv.org/abs/1612.08083">The paper</a>
 */
public final class Glu extends NamedActivation<Glu> {
  private static final Setting<Integer> AXIS = Setting.integer("axis", -1);

  /** Makes the function with its default settings. */
  public Glu() {
    super("glu", AXIS);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis that is halved; by default -1, the last
   * @return a function with that setting
   */
  public Glu axis(int axis) {
    return with(AXIS, axis);
  }

  @Override
  public Tensor apply(Tensor x) {
    int axis = get(AXIS);
    long length = x.dim(axis);
    if (length % 2 != 0) {
      throw Fault.of("glu")
          .expected("axis %s must have an even length", axis)
          .received(x.shape())
          .remedy("Give the layer before an even number of units.")
          .argument();
    }
    Tensor value = Ops.slice(x, axis, 0, length / 2);
    return value.times(Ops.sigmoid(Ops.slice(x, axis, length / 2, length)));
  }
}
