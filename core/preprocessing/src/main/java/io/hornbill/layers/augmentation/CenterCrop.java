package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;

/**
 * Cuts out the middle of pictures, in inference as in training. Smaller pictures are cut to the
 * same proportions and enlarged.
 */
public final class CenterCrop extends SizedLayer<CenterCrop> {
  /**
   * Makes a layer.
   *
   * @param height the height in pixels
   * @param width the width in pixels
   */
  public CenterCrop(int height, int width) {
    super(height, width);
  }

  @Override
  Alteration fit(int tall, int wide, boolean training, RandomStream random) {
    int down = tall - height();
    int across = wide - width();
    return down >= 0 && across >= 0
        ? Crop.exact(down / 2, across / 2, height(), width())
        : Crop.middle(tall, wide, height(), width());
  }
}
