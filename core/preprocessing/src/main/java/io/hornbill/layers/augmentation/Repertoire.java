package io.hornbill.layers.augmentation;

import java.util.ArrayList;
import java.util.List;

/** The layers that {@link RandAugment} and {@link AugMix} choose from. */
final class Repertoire {
  private Repertoire() {}

  /** Makes all eleven layers; the colours come last, as {@link AugMix} may leave four out. */
  static List<ImageLayer<?>> of(
      double low, double factor, double[] range, String interpolation, boolean allColours) {
    double[] both = {low, factor};
    List<ImageLayer<?>> all = new ArrayList<>();
    all.add(new RandomShear().xFactor(both).yFactor(both).interpolation(interpolation));
    all.add(
        new RandomTranslation(0, 0)
            .heightFactor(both)
            .widthFactor(both)
            .interpolation(interpolation));
    all.add(new RandomRotation(both).interpolation(interpolation));
    all.add(new RandomPosterization(Math.max(1, (int) (8 * factor))).valueRange(range));
    all.add(new Solarization().additionFactor(both).thresholdFactor(both).valueRange(range));
    all.add(new AutoContrast().valueRange(range));
    all.add(new Equalization().valueRange(range));
    if (allColours) {
      all.add(new RandomBrightness(both).valueRange(range));
      all.add(new RandomColorDegeneration(both).valueRange(range));
      all.add(new RandomContrast(both).valueRange(range));
      all.add(new RandomSharpness(both).valueRange(range));
    }
    return all;
  }
}
