package io.hornbill.layers.augmentation;

import io.hornbill.base.Extension;
import io.hornbill.layers.Layers;

/** Registers the layers that change pictures. */
public final class AugmentationLayers implements Extension {
  /** Called by the service loader. */
  public AugmentationLayers() {}

  @Override
  public void register() {
    Layers.register("RandomFlip", () -> new RandomFlip());
    Layers.register("RandomRotation", () -> new RandomRotation(0));
    Layers.register("RandomZoom", () -> new RandomZoom(0));
    Layers.register("RandomTranslation", () -> new RandomTranslation(0, 0));
    Layers.register("RandomShear", () -> new RandomShear());
    Layers.register("RandomPerspective", () -> new RandomPerspective(1));
    Layers.register("RandomElasticTransform", () -> new RandomElasticTransform(1));
    Layers.register("RandomCrop", () -> new RandomCrop(1, 1));
    Layers.register("CenterCrop", () -> new CenterCrop(1, 1));
    Layers.register("Resizing", () -> new Resizing(1, 1));
    Layers.register("MaxNumBoundingBoxes", () -> new MaxNumBoundingBoxes(1));
    registerColors();
    registerMixtures();
  }

  private static void registerColors() {
    Layers.register("RandomBrightness", () -> new RandomBrightness(0));
    Layers.register("RandomContrast", () -> new RandomContrast(0));
    Layers.register("RandomColorDegeneration", () -> new RandomColorDegeneration(0));
    Layers.register("RandomHue", () -> new RandomHue(0));
    Layers.register("RandomSaturation", () -> new RandomSaturation(0));
    Layers.register("RandomInvert", () -> new RandomInvert(1));
    Layers.register("RandomPosterization", () -> new RandomPosterization(8));
    Layers.register("RandomSharpness", () -> new RandomSharpness(0));
    Layers.register("Solarization", () -> new Solarization());
    Layers.register("RandomGaussianBlur", () -> new RandomGaussianBlur(1));
    Layers.register("RandomErasing", () -> new RandomErasing(1));
    Layers.register("RandomGrayscale", () -> new RandomGrayscale(0.5));
    Layers.register("RandomColorJitter", () -> new RandomColorJitter());
  }

  private static void registerMixtures() {
    Layers.register("AutoContrast", () -> new AutoContrast());
    Layers.register("Equalization", () -> new Equalization());
    Layers.register(
        "ContrastLimitedAdaptiveHistogramEqualization",
        () -> new ContrastLimitedAdaptiveHistogramEqualization());
    Layers.register("MixUp", () -> new MixUp());
    Layers.register("CutMix", () -> new CutMix(1));
    Layers.register("RandAugment", () -> new RandAugment());
    Layers.register("AugMix", () -> new AugMix());
  }
}
