package io.hornbill.layers;

import io.hornbill.base.Setting;
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
