package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import io.hornbill.layers.SeedSetter;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes each batch of images by some of eleven augmentations, chosen at random, in training:
 * shear, translation, rotation, posterization, solarization, contrast stretched and values spread,
 * brightness, colour, contrast, sharpness.
 *
 * @see <a href="https://arxiv.org/abs/1909.13719">Cubuk et al.: RandAugment (2019)</a>
 */
public final class RandAugment extends ImageLayer<RandAugment> implements SeedSetter<RandAugment> {
  private static final Setting<List<Double>> VALUE_RANGE = Factors.values();
  private static final Setting<Integer> NUM_OPS =
      Setting.integer("num_ops", 2).positive().atMost(1024);
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 0.5, 0, 1);

  /** Makes a layer of two augmentations of half strength. */
  public RandAugment() {
    declare(VALUE_RANGE, NUM_OPS, FACTOR, Sampler.INTERPOLATION);
  }

  /**
   * Sets the range of pixels.
   *
   * @param valueRange the least and the greatest value; 0 and 255 by default
   */
  public RandAugment valueRange(double... valueRange) {
    return with(VALUE_RANGE, Factors.list(valueRange));
  }

  /**
   * Sets how many augmentations are applied one after the other.
   *
   * @param numOps from 1 to 1024
   */
  public RandAugment numOps(int numOps) {
    return with(NUM_OPS, numOps);
  }

  /**
   * Sets the strength of all augmentations.
   *
   * @param factor the greatest one, or the least and the greatest one, from 0 to 1
   */
  public RandAugment factor(double... factor) {
    return with(FACTOR, Factors.list(factor));
  }

  /**
   * Sets the interpolation between pixels.
   *
   * @param interpolation {@code "bilinear"} or {@code "nearest"}
   */
  public RandAugment interpolation(String interpolation) {
    return with(Sampler.INTERPOLATION, interpolation);
  }

  @Override
  Pictures change(Pictures in, boolean training, RandomStream random) {
    return alteration(in.count, in.height, in.width, random).images(in);
  }

  @Override
  Alteration alteration(int count, int height, int width, RandomStream random) {
    double[] range = get(VALUE_RANGE).stream().mapToDouble(Double::doubleValue).toArray();
    List<Double> factor = get(FACTOR);
    List<ImageLayer<?>> all =
        Repertoire.of(factor.get(0), factor.get(1), range, get(Sampler.INTERPOLATION), true);
    List<Alteration> chosen = new ArrayList<>();
    for (int i = 0; i < get(NUM_OPS); i++) {
      ImageLayer<?> layer = all.get(random.nextInt(all.size()));
      chosen.add(layer.alteration(count, height, width, random));
    }
    return new AlterationChain(chosen);
  }
}
