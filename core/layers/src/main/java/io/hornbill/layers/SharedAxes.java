package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import java.util.List;

/**
 * What activations with weights per element have in common: the weights have the shape of a sample,
 * with length 1 along the axes that share them.
 *
 * @param <T> the layer's own type
 */
public abstract class SharedAxes<T extends SharedAxes<T>> extends MaskedLayer<T> {
  private static final Setting<List<Integer>> SHARED_AXES =
      Setting.<List<Integer>>of(
          "shared_axes",
          List.of(),
          (config, key) -> list(config.integers(key)),
          axes -> axes.isEmpty() ? null : axes);

  /** Makes a layer that shares no axes. */
  protected SharedAxes() {
    declare(SHARED_AXES);
    expectMinRank(2, "[batch, …]");
  }

  /**
   * Sets the axes along which the weights are shared.
   *
   * @param sharedAxes the axes, the batch axis being 0
   */
  public T sharedAxes(int... sharedAxes) {
    return with(SHARED_AXES, list(sharedAxes));
  }

  /**
   * Returns the shape of the weights for an input.
   *
   * @param input the input's shape
   * @return the shape of a sample, 1 along the shared axes
   */
  protected final Shape weightShape(Shape input) {
    Shape shape = input;
    for (int axis : get(SHARED_AXES)) {
      if (axis <= 0 || axis >= input.rank()) {
        throw Fault.of(owner())
            .expected("sharedAxes must be axes of the input but for the batch axis")
            .received("%s for %s", get(SHARED_AXES), input)
            .remedy("Count from 1.")
            .argument();
      }
      shape = shape.with(axis, 1);
    }
    return shape.slice(1, shape.rank());
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
