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
  Pictures change(Pictures in, boolean training, RandomStream random) {
    int down = in.height - height();
    int across = in.width - width();
    return down >= 0 && across >= 0
        ? Fitting.cut(in, down / 2, across / 2, height(), width())
        : Fitting.cropped(in, height(), width(), Resampler.of("bilinear", false));
  }
}
