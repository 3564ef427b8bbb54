package io.hornbill.layers.augmentation;

import io.hornbill.base.Setting;

/**
 * A layer whose pictures have a given size.
 *
 * @param <T> the layer's own type
 */
public abstract class SizedLayer<T extends SizedLayer<T>> extends ImageLayer<T> {
  private static final Setting<Integer> HEIGHT = Setting.integer("height", 1).positive();
  private static final Setting<Integer> WIDTH = Setting.integer("width", 1).positive();

  /** Makes a layer of a size in pixels. */
  SizedLayer(int height, int width) {
    declare(HEIGHT, WIDTH);
    set(HEIGHT, height);
    set(WIDTH, width);
  }

  final int height() {
    return get(HEIGHT);
  }

  final int width() {
    return get(WIDTH);
  }

  @Override
  final boolean changesInference() {
    return true;
  }

  @Override
  final int heightOf(int height) {
    return height();
  }

  @Override
  final int widthOf(int width) {
    return width();
  }
}
