package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Shape;
import java.util.Arrays;

/**
 * What activations with weights per element have in common: the weights have the shape of a sample,
 * with length 1 along the axes that share them.
 *
 * @param <T> the layer's own type
 */
public abstract class SharedAxes<T extends SharedAxes<T>> extends KerasLayer<T> {
  private int[] sharedAxes = {};

  /** Makes a layer that shares no axes. */
  protected SharedAxes() {
    expectMinRank(2, "[batch, …]");
  }

  /**
   * Sets the axes along which the weights are shared.
   *
   * @param sharedAxes the axes, the batch axis being 0
   * @return this layer
   */
  public T sharedAxes(int... sharedAxes) {
    requireNotBuilt("sharedAxes");
    this.sharedAxes = sharedAxes.clone();
    return self();
  }

  /**
   * Returns the shape of the weights for an input.
   *
   * @param input the input's shape
   * @return the shape of a sample, 1 along the shared axes
   */
  protected final Shape weightShape(Shape input) {
    Shape shape = input;
    for (int axis : sharedAxes) {
      Checks.argument(
          axis > 0 && axis < input.rank(),
          "%s: sharedAxes must be axes of the input but for the batch axis. Received: %s for %s. Count from 1.",
          owner(),
          Arrays.toString(sharedAxes),
          input);
      shape = shape.with(axis, 1);
    }
    return shape.slice(1, shape.rank());
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    return super.config()
        .with("shared_axes", sharedAxes.length == 0 ? null : Config.listOf(sharedAxes));
  }

  @Override
  protected T configure(Config config) {
    super.configure(config);
    return sharedAxes(config.integers("shared_axes"));
  }
}
