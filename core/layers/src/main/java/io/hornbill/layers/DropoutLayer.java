package io.hornbill.layers;

import io.hornbill.base.Setting;

/**
 * What the layers have in common that drop something at random in training.
 *
 * @param <T> the layer's own type
 */
abstract class DropoutLayer<T extends DropoutLayer<T>> extends MaskedLayer<T>
    implements SeedSetter<T> {
  private static final Setting<Double> RATE = Setting.number("rate", 0).alias("p").inRange(0, 1);

  DropoutLayer(double rate) {
    declare(RATE);
    set(RATE, rate);
  }

  final double rate() {
    return get(RATE);
  }

  @Override
  protected Boolean trainingUnlessTold() {
    return false;
  }
}
