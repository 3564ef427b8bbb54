package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Model;
import io.hornbill.applications.VGG16;
import io.hornbill.data.Batch;
import io.hornbill.datasets.ImageFolder;
import io.hornbill.layers.GlobalAveragePooling2D;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes features of photographs from a layer inside VGG16, and says how alike the photographs are:
 * the cosine between the means of their features.
 *
 * <pre>
 * --photos photos        a folder of photographs
 * --layer block4_pool    the layer
 * --size 224             height and width that the photographs are brought to, at least 32
 * --weights imagenet     the weights, from KERAS_HOME or downloaded into it (the default)
 * --weights random       none
 * --seed 42              what random weights follow from
 * </pre>
 */
public final class Features {
  private static final List<String> NAMES = List.of("photos", "layer", "size", "weights", "seed");

  private Features() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(Features::similarities, args);
  }

  /**
   * Compares photographs.
   *
   * @param args see the class' description
   * @return the cosine of each photograph with each, in the order of their names
   */
  static double[][] similarities(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    Hornbill.seed(arguments.number("seed", 42));
    int size = arguments.number("size", 224);
    String weights = arguments.choice("weights", "imagenet", List.of("imagenet", "random"));
    ImageFolder photos = Photos.of(Path.of(arguments.text("photos", "photos")), size);
    try (Model base = base(size, weights.equals("random") ? null : weights)) {
      Model inner = features(base, arguments.text("layer", "block4_pool"));
      INDArray features = inner.predict(photos.map(Features::preprocess));
      double[][] cosines = cosines(features);
      print(photos, cosines);
      return cosines;
    }
  }

  private static Batch preprocess(Batch batch) {
    return new Batch(VGG16.preprocessInput(batch.x().get(0)), batch.y().get(0));
  }

  private static Model base(int size, @Nullable String weights) {
    return VGG16.create(o -> o.weights(weights).includeTop(false).inputShape(size, size, 3));
  }

  /** From the input to the mean of each channel of a layer. */
  static Model features(Model base, String layer) {
    return new Model(
        base.input(), new GlobalAveragePooling2D().apply(base.getLayer(layer).output()));
  }

  private static double[][] cosines(INDArray features) {
    INDArray units = features.div(features.norm2(true, 1));
    return units.mmul(units.transpose()).toDoubleMatrix();
  }

  private static void print(ImageFolder photos, double[][] cosines) {
    for (int i = 0; i < cosines.length; i++) {
      System.out.println(photos.files().get(i).getFileName());
      for (int j = 0; j < cosines.length; j++) {
        if (i != j) {
          Path other = photos.files().get(j).getFileName();
          System.out.printf(Locale.ROOT, "  %.3f  %s%n", cosines[i][j], other);
        }
      }
    }
  }
}
