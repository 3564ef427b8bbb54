package io.hornbill.examples;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.datasets.TrainTest;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Conv2DTranspose;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.visualization.Plots;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Learns to take noise away from images of handwritten digits: convolutional autoencoder for image
 * denoising. Prints how far what it makes is from the images without noise.
 *
 * <pre>
 * --epochs 20          how often to go through the data
 * --picture file.png   where to draw to; nothing is drawn without
 * --seed 42            what all randomness follows from
 * </pre>
 */
public final class Autoencoder {
  private static final List<String> NAMES = List.of("epochs", "picture", "seed");

  private Autoencoder() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(Autoencoder::error, args);
  }

  /**
   * Trains and tests.
   *
   * @param args see the class' description
   * @return the mean squared error of the test images, each value from 0 to 1
   */
  static double error(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int epochs = arguments.number("epochs", 20);
    Hornbill.seed(arguments.number("seed", 42));

    TrainTest<INDArray> data = Made.digits();
    INDArray clean = data.test().x();
    INDArray noisy = noisy(clean, 2);
    try (Sequential model = model()) {
      model.compile("adam", "binary_crossentropy");
      model.summary();
      INDArray x = data.train().x();
      model.fit(noisy(x, 1), x, f -> f.batchSize(32).epochs(epochs));
      INDArray restored = model.predict(noisy);
      Path picture = arguments.file("picture");
      if (picture != null) {
        var first = NDArrayIndex.interval(0, 12);
        INDArray both = Nd4j.concat(0, noisy.get(first), restored.get(first));
        Plots.images(both, List.of(), picture, o -> o.title("noisy, and restored"));
        System.out.println("Picture: " + picture.toAbsolutePath());
      }
      Program.result("Error of the noisy images", distance(noisy, clean));
      return Program.result("Error of the restored images", distance(restored, clean));
    }
  }

  private static double distance(INDArray a, INDArray b) {
    INDArray difference = a.sub(b);
    return difference.mul(difference).meanNumber().doubleValue();
  }

  private static INDArray noisy(INDArray clean, long seed) {
    INDArray noise = Nd4j.randn(seed, clean.shape()).castTo(clean.dataType()).mul(0.3);
    return Transforms.max(Transforms.min(clean.add(noise), 1.0), 0.0);
  }

  private static Sequential model() {
    return new Sequential(
        new Input(8, 8, 1),
        new Conv2D(32, 3, 3).activation("relu").padding("same"),
        new MaxPooling2D(2, 2),
        new Conv2D(32, 3, 3).activation("relu").padding("same"),
        new Conv2DTranspose(32, 3, 3).strides(2, 2).activation("relu").padding("same"),
        new Conv2D(1, 3, 3).activation("sigmoid").padding("same"));
  }
}
