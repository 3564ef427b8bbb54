package io.hornbill.hostile;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.applications.CustomScaleLayer;
import io.hornbill.applications.LayerScale;
import io.hornbill.applications.StochasticDepth;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.Identity;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import io.hornbill.layers.augmentation.CenterCrop;
import io.hornbill.layers.augmentation.ContrastLimitedAdaptiveHistogramEqualization;
import io.hornbill.layers.augmentation.Equalization;
import io.hornbill.layers.augmentation.MaxNumBoundingBoxes;
import io.hornbill.layers.augmentation.RandomCrop;
import io.hornbill.layers.augmentation.RandomPerspective;
import io.hornbill.layers.augmentation.RandomRotation;
import io.hornbill.layers.augmentation.RandomShear;
import io.hornbill.layers.augmentation.RandomTranslation;
import io.hornbill.layers.augmentation.RandomZoom;
import io.hornbill.layers.augmentation.Resizing;
import io.hornbill.layers.preprocessing.CategoryEncoding;
import io.hornbill.layers.preprocessing.Discretization;
import io.hornbill.layers.preprocessing.HashedCrossing;
import io.hornbill.layers.preprocessing.Hashing;
import io.hornbill.layers.preprocessing.IntegerLookup;
import io.hornbill.layers.preprocessing.MelSpectrogram;
import io.hornbill.layers.preprocessing.Pipeline;
import io.hornbill.layers.preprocessing.STFTSpectrogram;
import io.hornbill.layers.preprocessing.StringLookup;
import io.hornbill.layers.preprocessing.TextVectorization;
import java.util.List;

/** Small models of layers that change pictures, and that make numbers of words, columns, sounds. */
final class HostileHostSeeds {
  private static final long[] PICTURE = {8, 8, 3};

  private final List<String> seeds;

  private HostileHostSeeds(List<String> seeds) {
    this.seeds = seeds;
  }

  static void addTo(List<String> seeds) {
    HostileHostSeeds made = new HostileHostSeeds(seeds);
    made.pictures();
    made.colors();
    made.columns();
    made.words();
    made.sounds();
    made.scales();
  }

  private void chain(Input input, Layer... layers) {
    Sequential model = new Sequential().add(input);
    for (Layer layer : layers) {
      model.add(layer);
    }
    seeds.add(model.toJson());
    model.close();
  }

  private void pictures() {
    List.of(
            new Resizing(5, 6),
            new Resizing(5, 6).interpolation("lanczos3").antialias(true),
            new Resizing(5, 6).cropToAspectRatio(true),
            new Resizing(5, 6).padToAspectRatio(true),
            new CenterCrop(4, 5),
            new CenterCrop(12, 5),
            new RandomCrop(4, 5),
            new RandomRotation(0.2),
            new RandomZoom(0.2),
            new RandomTranslation(0.2, 0.2),
            new RandomShear(0.2, 0.2),
            new RandomPerspective(0.5),
            new ContrastLimitedAdaptiveHistogramEqualization().tileGridSize(2, 2),
            new Equalization())
        .forEach(layer -> chain(new Input(PICTURE), layer));
    chain(new Input(PICTURE), new MaxNumBoundingBoxes(3));
  }

  /** Those that change nothing but in training. */
  private void colors() {
    for (String name :
        List.of(
            "RandomFlip",
            "RandomBrightness",
            "RandomContrast",
            "RandomColorDegeneration",
            "RandomHue",
            "RandomSaturation",
            "RandomInvert",
            "RandomPosterization",
            "RandomSharpness",
            "Solarization",
            "RandomGaussianBlur",
            "RandomElasticTransform",
            "RandomErasing",
            "RandomGrayscale",
            "RandomColorJitter",
            "AutoContrast",
            "MixUp",
            "CutMix",
            "RandAugment",
            "AugMix")) {
      chain(new Input(PICTURE), Layers.get(name, new Config()));
    }
  }

  private void columns() {
    for (String mode : List.of("int", "one_hot", "multi_hot", "count")) {
      chain(new Input(3), new Discretization().binBoundaries(0, 1, 2).outputMode(mode));
      chain(new Input(3), new Hashing(5).outputMode(mode));
      chain(new Input(1), new IntegerLookup().vocabulary(3, 4, 5).outputMode(mode));
      chain(new Input(1).strings(), new StringLookup().vocabulary("a", "b", "c").outputMode(mode));
    }
    chain(new Input(3), new CategoryEncoding(4).outputMode("count"));
    chain(new Input(1), new CategoryEncoding(4).outputMode("one_hot"));
    chain(
        new Input(1).strings(),
        new Pipeline(new StringLookup().vocabulary("a", "b"), new CategoryEncoding(4)));
    Tensor a = Input.of(1);
    Tensor b = Input.of(1);
    for (String mode : List.of("int", "one_hot")) {
      Layer crossing = new HashedCrossing(5).outputMode(mode);
      Model model = new Model(List.of(a, b), crossing.apply(List.of(a, b)));
      seeds.add(model.toJson());
      model.close();
    }
  }

  private void words() {
    for (String mode : List.of("int", "multi_hot", "count")) {
      TextVectorization words = new TextVectorization().vocabulary("a", "b").outputMode(mode);
      chain(new Input(1).strings(), words);
    }
    chain(
        new Input(1).strings(),
        new TextVectorization().vocabulary("a", "a b").ngrams(2).outputSequenceLength(4));
  }

  private void sounds() {
    chain(
        new Input(64),
        new MelSpectrogram().fftLength(16).sequenceStride(8).numMelBins(4).samplingRate(100));
    chain(
        new Input(64, 1),
        new STFTSpectrogram().frameLength(16).frameStep(8).fftLength(16),
        new Flatten());
  }

  private void scales() {
    chain(new Input(3), new LayerScale(0.1, 3), new StochasticDepth(0.5), new Identity());
    Tensor a = Input.of(3);
    Tensor b = Input.of(3);
    Model model = new Model(List.of(a, b), new CustomScaleLayer(0.5).apply(List.of(a, b)));
    seeds.add(model.toJson());
    model.close();
  }
}
