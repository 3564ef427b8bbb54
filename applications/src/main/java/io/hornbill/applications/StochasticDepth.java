package io.hornbill.applications;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.KerasLayer;
import java.util.Arrays;

/**
 * Leaves out the residual branches of some rows in training, as the ConvNeXt networks do, and
 * scales the others so that the mean stays; in inference it changes nothing.
 *
 * <p>Input and output {@code [batch, …]}. The name of the class is Keras'.
 *
 * @see <a href="https://arxiv.org/abs/1603.09382">Huang et al.: Deep networks with stochastic depth
 *     (2016)</a>
 */
public final class StochasticDepth extends KerasLayer<StochasticDepth> {
  private static final String KEY = "drop_path_rate";
  private static final Setting<Double> DROP_PATH_RATE = Setting.number(KEY, 0).inRange(0, 1);

  /**
   * Makes a layer.
   *
   * @param dropPathRate the share of rows whose branch is left out, in {@code [0, 1)}
   */
  public StochasticDepth(double dropPathRate) {
    declare(DROP_PATH_RATE);
    set(DROP_PATH_RATE, dropPathRate);
  }

  /** Many examples have a layer of this name of their own, with other settings. */
  static StochasticDepth from(Config config) {
    if (config.has("name") && !config.has(KEY)) {
      throw Fault.of("StochasticDepth")
          .expected("the settings of Keras' layer must have %s", KEY)
          .received(config)
          .remedy("Register a layer of your own: Model.load(path, o -> o.register(name, factory)).")
          .argument();
    }
    return new StochasticDepth(0).configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    long[] rows = new long[x.rank()];
    Arrays.fill(rows, 1);
    rows[0] = x.dim(0);
    return context.dropout(x, get(DROP_PATH_RATE), Shape.of(rows));
  }

  @Override
  protected String kerasModule() {
    return "keras.src.applications.convnext";
  }
}
