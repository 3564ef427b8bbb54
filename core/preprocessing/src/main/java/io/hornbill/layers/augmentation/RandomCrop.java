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
  Alteration fit(int tall, int wide, boolean training, RandomStream random) {
    if (training && tall > height() && wide > width()) {
      int top = random.nextInt(tall - height() + 1);
      int left = random.nextInt(wide - width() + 1);
      return Crop.exact(top, left, height(), width());
    }
    return Crop.middle(tall, wide, height(), width());
  }
}
