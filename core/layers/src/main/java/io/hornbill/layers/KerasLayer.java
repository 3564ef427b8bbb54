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

  /**
   * Declares a number that is a list of one in some files of Keras 1 and 2.
   *
   * @param key Keras' name of the field
   * @param value the default
   * @return the setting
   */
  protected static Setting<Double> number(String key, double value) {
    return Setting.of(key, value, (config, k) -> config.firstNumber(k), v -> v);
  }

  /**
   * Declares axes, which in files are one number if they are all the same.
   *
   * @param key Keras' name of the field
   * @param values the default; negative ones count from the end
   * @return the setting
   */
  protected static Setting<List<Integer>> axes(String key, int... values) {
    return Setting.of(
        key,
        list(values),
        (config, k) -> list(config.integers(k)),
        v -> v.stream().distinct().count() == 1 ? v.get(0) : v);
  }

  @Override
  protected @Nullable String kerasModule() {
    return "keras.layers";
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.INPUT;
  }

  @Override
  protected boolean keepsRowsApart(boolean inTraining) {
    return activityRegularizer() == null
        && sublayers().stream().allMatch(inner -> inner.keepsRowsApart(inTraining));
  }

  @Override
  protected @Nullable Boolean trainingUnlessTold() {
    return null;
  }
}
