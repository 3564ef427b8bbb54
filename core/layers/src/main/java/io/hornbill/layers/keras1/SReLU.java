package io.hornbill.layers.keras1;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.initializers.Initializers;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.SharedAxes;
import org.jspecify.annotations.Nullable;

/**
 * The S-shaped rectified linear unit of Keras 1: three straight pieces with trained thresholds and
 * slopes.
 *
 * <pre>{@code
 * tRight' = tLeft + |tRight|
 * tLeft + aLeft * (x - tLeft)     if x <= tLeft
 * x                               between
 * tRight' + aRight * (x - tRight') if x >= tRight'
 * }</pre>
 *
 * <p>Input and output {@code [batch, …]}; four weights of the shape of a sample.
 *
 * @see <a href="https://arxiv.org/abs/1512.07030">Jin et al.: Deep learning with S-shaped rectified
 *     linear activation units (2015)</a>
 */
public final class SReLU extends SharedAxes<SReLU> {
  private static final Setting<String> T_LEFT_INIT = initializer("t_left_init", "zero");
  private static final Setting<String> A_LEFT_INIT = initializer("a_left_init", "glorot_uniform");
  private static final Setting<String> T_RIGHT_INIT = initializer("t_right_init", "glorot_uniform");
  private static final Setting<String> A_RIGHT_INIT = initializer("a_right_init", "one");

  private @Nullable Variable tLeft;
  private @Nullable Variable aLeft;
  private @Nullable Variable tRight;
  private @Nullable Variable aRight;

  /** Makes a layer with Keras 1's initializers. */
  public SReLU() {
    declare(T_LEFT_INIT, A_LEFT_INIT, T_RIGHT_INIT, A_RIGHT_INIT);
  }

  private static Setting<String> initializer(String key, String name) {
    return Setting.string(key, name)
        .check("the name of an initializer", (owner, setting, value) -> Initializers.get(value));
  }

  /**
   * Sets the initializer of the weights.
   *
   * @param tLeftInit the initializer of the left threshold
   * @param aLeftInit the initializer of the left slope
   * @param tRightInit the initializer of the distance to the right threshold
   * @param aRightInit the initializer of the right slope
   * @throws IllegalArgumentException if a name is unknown
   */
  public SReLU init(String tLeftInit, String aLeftInit, String tRightInit, String aRightInit) {
    set(T_LEFT_INIT, tLeftInit);
    set(A_LEFT_INIT, aLeftInit);
    set(T_RIGHT_INIT, tRightInit);
    return with(A_RIGHT_INIT, aRightInit);
  }

  @Override
  protected void build(Shape input) {
    Shape shape = weightShape(input);
    tLeft = addWeight("t_left", shape, get(T_LEFT_INIT));
    aLeft = addWeight("a_left", shape, get(A_LEFT_INIT));
    tRight = addWeight("t_right", shape, get(T_RIGHT_INIT));
    aRight = addWeight("a_right", shape, get(A_RIGHT_INIT));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor left = built(tLeft).tensor();
    Tensor span = Ops.abs(built(tRight).tensor());
    Tensor from = x.minus(left);
    Tensor center = Ops.minimum(Ops.relu(from), span);
    Tensor below = Ops.minimum(from, 0).times(built(aLeft));
    Tensor above = Ops.relu(from.minus(span)).times(built(aRight));
    return left.plus(below).plus(center).plus(above);
  }
}
