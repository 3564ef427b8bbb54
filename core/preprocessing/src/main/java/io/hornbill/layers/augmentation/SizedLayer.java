package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
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

  /** Decides how pictures of a size are fitted. */
  abstract Alteration fit(int tall, int wide, boolean training, RandomStream random);

  @Override
  final Pictures change(Pictures in, boolean training, RandomStream random) {
    return fit(in.height, in.width, training, random).images(in);
  }

  @Override
  final Alteration alteration(int count, int height, int width, RandomStream random) {
    return fit(height, width, true, random);
  }

  @Override
  final Alteration alteration(
      int count, int height, int width, boolean training, RandomStream random) {
    return fit(height, width, training, random);
  }
}
