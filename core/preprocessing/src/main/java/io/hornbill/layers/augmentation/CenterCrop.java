package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

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

  @Override
  Tensor byOperations(Tensor x) {
    int rows = isChannelsFirst() ? 2 : 1;
    long down = x.dim(rows) - height();
    long across = x.dim(rows + 1) - width();
    if (down < 0 || across < 0) {
      return new Resizing(height(), width())
          .cropToAspectRatio(true)
          .dataFormat(isChannelsFirst() ? "channels_first" : "channels_last")
          .byOperations(x);
    }
    Tensor tall = Ops.slice(x, rows, down / 2, down / 2 + height());
    return Ops.slice(tall, rows + 1, across / 2, across / 2 + width());
  }
}
