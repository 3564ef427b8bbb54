package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.initializers.Initializers;
import java.util.List;
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
  private static final List<String> PARTS = List.of("t_left", "a_left", "t_right", "a_right");
  private static final List<String> DEFAULTS =
      List.of("zero", "glorot_uniform", "glorot_uniform", "one");

  private final String[] initializers = DEFAULTS.toArray(String[]::new);
  private @Nullable Variable tLeft;
  private @Nullable Variable aLeft;
  private @Nullable Variable tRight;
  private @Nullable Variable aRight;

  /** Makes a layer with Keras 1's initializers. */
  public SReLU() {}

  static SReLU from(Config config) {
    SReLU layer = new SReLU();
    for (int i = 0; i < PARTS.size(); i++) {
      layer.initializers[i] = config.text(PARTS.get(i) + "_init", DEFAULTS.get(i));
    }
    return layer.configure(config);
  }

  /**
   * Sets what the weights begin with.
   *
   * @param tLeftInit the initializer of the left threshold
   * @param aLeftInit the initializer of the left slope
   * @param tRightInit the initializer of the distance to the right threshold
   * @param aRightInit the initializer of the right slope
   * @return this layer
   * @throws IllegalArgumentException if a name is unknown
   */
  public SReLU init(String tLeftInit, String aLeftInit, String tRightInit, String aRightInit) {
    requireNotBuilt("init");
    String[] all = {tLeftInit, aLeftInit, tRightInit, aRightInit};
    for (int i = 0; i < all.length; i++) {
      Initializers.get(all[i]);
      initializers[i] = all[i];
    }
    return this;
  }

  @Override
  protected void build(Shape input) {
    Shape shape = weightShape(input);
    tLeft = addWeight("t_left", shape, initializers[0]);
    aLeft = addWeight("a_left", shape, initializers[1]);
    tRight = addWeight("t_right", shape, initializers[2]);
    aRight = addWeight("a_right", shape, initializers[3]);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Tensor left = Built.of(tLeft).tensor();
    Tensor span = Ops.abs(Built.of(tRight).tensor());
    Tensor from = x.minus(left);
    Tensor center = Ops.minimum(Ops.relu(from), span);
    Tensor below = Ops.minimum(from, 0).times(Built.of(aLeft));
    Tensor above = Ops.relu(from.minus(span)).times(Built.of(aRight));
    return left.plus(below).plus(center).plus(above);
  }

  @Override
  public Config config() {
    Config config = super.config();
    for (int i = 0; i < PARTS.size(); i++) {
      config.with(PARTS.get(i) + "_init", initializers[i]);
    }
    return config;
  }
}
