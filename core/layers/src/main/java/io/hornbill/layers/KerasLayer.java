package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer of Keras: in files it has Keras' module, and unless it says otherwise it keeps the rows
 * of a batch apart.
 *
 * @param <T> the layer's own type
 */
public abstract class KerasLayer<T extends KerasLayer<T>> extends FluentLayer<T> {
  /** Makes a layer that is not built yet. */
  protected KerasLayer() {}

  /** The value of a setting of whole numbers as an array. */
  final int[] ints(Setting<List<Integer>> setting) {
    return get(setting).stream().mapToInt(Integer::intValue).toArray();
  }

  /** An input of this layer's data format with the channels last. */
  final Tensor channelsLast(Tensor x) {
    return channelsFirst() ? Axes.channelsLast(x) : x;
  }

  /** The shape of an input of this layer's data format with the channels last. */
  final Shape channelsLast(Shape x) {
    return channelsFirst() ? Axes.channelsLast(x) : x;
  }

  /** An output with the channels last in this layer's data format. */
  final Tensor formatted(Tensor y) {
    return channelsFirst() ? Axes.channelsFirst(y) : y;
  }

  @Override
  protected @Nullable String kerasModule() {
    return "keras.layers";
  }

  @Override
  protected boolean keepsRowsApart(boolean inTraining) {
    return activityRegularizer() == null
        && sublayers().stream().allMatch(inner -> inner.keepsRowsApart(inTraining));
  }
}
