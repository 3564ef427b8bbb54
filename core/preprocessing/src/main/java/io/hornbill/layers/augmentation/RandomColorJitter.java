package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import io.hornbill.layers.SeedSetter;
import java.util.ArrayList;
import java.util.List;

/** Changes brightness, contrast, saturation and hue of pictures, in this order, in training. */
public final class RandomColorJitter extends ImageLayer<RandomColorJitter>
    implements SeedSetter<RandomColorJitter> {
  private static final Setting<List<Double>> VALUE_RANGE = Factors.values();

  private static final Setting<List<Double>> BRIGHTNESS_FACTOR =
      Factors.optional("brightness_factor");

  private static final Setting<List<Double>> CONTRAST_FACTOR = Factors.optional("contrast_factor");

  private static final Setting<List<Double>> SATURATION_FACTOR =
      Factors.optional("saturation_factor");

  private static final Setting<List<Double>> HUE_FACTOR = Factors.optional("hue_factor");

  /** Makes a layer that does nothing until a factor is set. */
  public RandomColorJitter() {
    declare(VALUE_RANGE, BRIGHTNESS_FACTOR, CONTRAST_FACTOR, SATURATION_FACTOR, HUE_FACTOR);
  }

  /**
   * Sets the range of pixels.
   *
   * @param valueRange the least and the greatest value; 0 and 255 by default
   */
  public RandomColorJitter valueRange(double... valueRange) {
    return with(VALUE_RANGE, Factors.list(valueRange));
  }

  /**
   * Sets the change of the brightness.
   *
   * @param brightnessFactor as {@link RandomBrightness} takes it
   */
  public RandomColorJitter brightnessFactor(double... brightnessFactor) {
    return with(BRIGHTNESS_FACTOR, Factors.list(brightnessFactor));
  }

  /**
   * Sets the change of the contrast.
   *
   * @param contrastFactor as {@link RandomContrast} takes it
   */
  public RandomColorJitter contrastFactor(double... contrastFactor) {
    return with(CONTRAST_FACTOR, Factors.list(contrastFactor));
  }

  /**
   * Sets the change of the saturation.
   *
   * @param saturationFactor as {@link RandomSaturation} takes it
   */
  public RandomColorJitter saturationFactor(double... saturationFactor) {
    return with(SATURATION_FACTOR, Factors.list(saturationFactor));
  }

  /**
   * Sets the change of the hue.
   *
   * @param hueFactor as {@link RandomHue} takes it
   */
  public RandomColorJitter hueFactor(double... hueFactor) {
    return with(HUE_FACTOR, Factors.list(hueFactor));
  }

  @Override
  Pictures change(Pictures in, boolean training, RandomStream random) {
    Pictures out = in;
    for (ColorLayer<?> step : steps()) {
      out = step.change(out, true, random);
    }
    return out == in ? in.copy() : out;
  }

  private List<ColorLayer<?>> steps() {
    double[] range = numbers(get(VALUE_RANGE));
    List<ColorLayer<?>> steps = new ArrayList<>();
    List<Double> brightness = get(BRIGHTNESS_FACTOR);
    if (!brightness.isEmpty()) {
      steps.add(new RandomBrightness(numbers(brightness)).valueRange(range));
    }
    List<Double> contrast = get(CONTRAST_FACTOR);
    if (!contrast.isEmpty()) {
      steps.add(new RandomContrast(numbers(contrast)).valueRange(range));
    }
    List<Double> saturation = get(SATURATION_FACTOR);
    if (!saturation.isEmpty()) {
      steps.add(new RandomSaturation(numbers(saturation)).valueRange(range));
    }
    List<Double> hue = get(HUE_FACTOR);
    if (!hue.isEmpty()) {
      steps.add(new RandomHue(numbers(hue)).valueRange(range));
    }
    return steps;
  }

  private static double[] numbers(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
