package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.layers.SeedSetter;

/**
 * Cuts out a part of pictures: at a random place in training, the same for all pictures of a batch;
 * in inference, and where pictures are not larger, the largest part in the middle that has the same
 * proportions, resized.
 */
public final class RandomCrop extends SizedLayer<RandomCrop> implements SeedSetter<RandomCrop> {
  /**
   * Makes a layer.
   *
   * @param height the height in pixels
   * @param width the width in pixels
   */
  public RandomCrop(int height, int width) {
    super(height, width);
  }

  @Override
  Pictures change(Pictures in, boolean training, RandomStream random) {
    if (training && in.height > height() && in.width > width()) {
      int top = random.nextInt(in.height - height() + 1);
      int left = random.nextInt(in.width - width() + 1);
      return Fitting.cut(in, top, left, height(), width());
    }
    return Fitting.cropped(in, height(), width(), Resampler.of("bilinear", false));
  }
}
